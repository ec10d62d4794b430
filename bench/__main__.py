"""`make bench`: three figures, each beside its peer in the same interleaved run on real servers.

Only ratios are meant to be compared: absolute numbers say more about the machine than about the code.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.local import servers as local_servers

from . import commands, latency, relay
from .setting import make

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
PACKAGES = ("kafka-python", "confluent-kafka", "pymongo", "flask", "gunicorn")
console = Console()


def main() -> int:
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    console.print("starting MongoDB and Kafka …")
    servers = local_servers.start(directory)
    figures = []
    try:
        settings = make(servers, directory)
        for measure in (commands.measure, latency.measure, relay.measure):
            with console.status(measure.__module__.rpartition(".")[2]):
                figures += measure(settings, ROUNDS)
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    show(figures)
    record = {
        "figures": figures,
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
        "versions": {
            name: version(name) for name in ("kafka-python", "confluent-kafka", "pymongo", "flask", "gunicorn")
        },
    }
    Path(".local").mkdir(exist_ok=True)
    Path(".local/bench.json").write_text(json.dumps(record, indent=1))
    return 0


def show(figures: list[dict]) -> None:
    table = Table("measure", "ours", "peer", "ratio of medians", "pairs min..max", "note")
    for f in figures:
        noisy = "noisy" if max(f["pairs"]) > 2 * min(f["pairs"]) else ""
        table.add_row(
            f["name"],
            f"{f['ours']} {f['unit']}",
            f"{f['peer']} {f['unit']} ({f['peer_name']})",
            f"{f['ratio']:.2f}",
            f"{min(f['pairs']):.2f}..{max(f['pairs']):.2f}",
            noisy,
        )
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
