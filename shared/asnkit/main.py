"""The command line of every service: web, worker, and what an operator needs.

python -m registration web | worker | prepare | verify
python -m registration rebuild                 fill the views anew, beside the live ones
python -m registration parked                  streams, deadlines and batches that wait, and why
python -m registration redrive CONSUMER STREAM apply what is stashed of a stream
python -m registration redrive deadlines|batches ID
python -m registration rewrap                  every personal key under the new key from outside
python -m registration resume CONSUMER         let a halted consumer go on
python -m registration adopt                   after a restore: take over what Kafka has beyond the backup
python -m registration refill                  send everything again to a Kafka that lost it
"""

import argparse
import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping

from .settings import package_of


def main(service: str, more: Mapping[str, tuple[str, str]] | None = None) -> None:
    """Run the service; its package (settings.package_of) has `wiring.SERVICE` and `app.create_app`.

    `more` are commands of its own: word → (help, "<module>:<function>"), the function taking the runtime and
    giving the exit code.
    """
    arguments = _arguments(service, more or {})
    if arguments.command == "web":
        # The metrics of several gunicorn workers are added up through files, and the library
        # looks for their folder when it is imported: so everything is imported after this line.
        _make_metrics_folder()
    gc.disable()  # everything that is imported stays: looking through it meanwhile is an eighth of a start
    from . import operations

    sys.exit(operations.run(service, arguments))


def _make_metrics_folder() -> None:
    folder = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="asn-metrics-"))
    master = os.getpid()
    # Forked workers inherit this, and must leave the folder to the master.
    atexit.register(lambda: os.getpid() == master and shutil.rmtree(folder, ignore_errors=True))


def _arguments(service: str, more: Mapping[str, tuple[str, str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m {package_of(service)}", description=f"The {service} service.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("web", help="answer HTTP")
    commands.add_parser("worker", help="relay, consumers, deadlines")
    commands.add_parser("prepare", help="make collections and indexes (as administrator)")
    commands.add_parser("rebuild", help="fill the views anew and swap")
    commands.add_parser("parked", help="list what waits")
    redrive = commands.add_parser("redrive", help="apply what is stashed of a stream")
    redrive.add_argument(
        "consumer", help='as "parked" shows it, for example registration.reactions, or "deadlines", "batches"'
    )
    redrive.add_argument("stream")
    resume = commands.add_parser("resume", help="let a halted consumer go on")
    resume.add_argument("consumer")
    commands.add_parser("rewrap", help="wrap every personal key with the first line of master.key")
    commands.add_parser("adopt", help="after a restore: take over what the own topics have beyond the database")
    commands.add_parser("refill", help="send every event again, byte for byte, to a Kafka that lost its topics")
    commands.add_parser("verify", help="check history, state and views against each other")
    for word, (help_, function) in more.items():
        commands.add_parser(word, help=help_).set_defaults(function=function)
    return parser.parse_args()
