"""`make bench`: our figures, each beside its peer in the same interleaved run on real servers.

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

from deploy.local import servers as local_servers

from . import commands, complaints, crowd, indexes, latency, log, relay, replay
from .setting import console, make, table

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
PACKAGES = ("kafka-python", "confluent-kafka", "pymongo", "pymerkle", "flask", "gunicorn")


def main() -> int:
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    console.print("starting MongoDB and Kafka …")
    servers = local_servers.start(directory)
    figures = []
    try:
        settings = make(servers, directory)
        for part in (commands, latency, relay, log, replay, crowd, complaints, indexes):
            with console.status(part.__name__.rpartition(".")[2]):
                figures += part.measure(settings, ROUNDS)
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    console.print(table(figures))
    record = {
        "figures": figures,
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
        "versions": {name: version(name) for name in PACKAGES},
    }
    Path(".local").mkdir(exist_ok=True)
    Path(".local/bench.json").write_text(json.dumps(record, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
