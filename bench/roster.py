"""A roster of 10,000 people brought in: what reading its file, naming its bad rows and recording everybody take.

python -m bench.roster [ROWS]

Of one worker, on servers of its own: seconds, those of its processor, and megabytes that the process holds. The goal is
60 s on two processors and memory that does not grow with what is already recorded.
"""

import random
import shutil
import sys
import tempfile
import time
import uuid
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import psutil
from asnkit import bulk, content
from asnkit.bulk import Batches
from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.signing import reference
from rich.table import Table
from training.roster_import.domain import Approve, Stage
from training.roster_import.rows import rows_hmac
from training.roster_import.sheet import TITLES, read
from training.wiring import SERVICE

from deploy.local import servers as local_servers

from .setting import console, fresh, make

ROWS, BAD = 10_000, 300
TODAY = "2026-11-30"


def people(rows: int, bad: int = 0) -> bytes:
    """A CSV of so many people in sixty units; `bad` of them, anywhere among the others, with a status that is none."""
    chance, first = random.Random(1), date(1970, 1, 1)
    wrong, lines = set(chance.sample(range(rows), bad)), [";".join(TITLES.values())]
    for number in range(rows):
        born = first + timedelta(days=number % 9_000)
        nip = f"{born:%Y%m%d}201001{number % 2 + 1}{number // 9_000:03d}"
        status = "HONORER" if number in wrong else "PNS"
        unit = f"Dinas Nomor {number % 60}"
        lines.append(f"{nip};Nama Orang {number};{born};{status};III/c;{unit};JP-1;Pengelola;821/30/2020;2020-04-01")
    return "\n".join(lines).encode()


def stage(runtime: Runtime, file: bytes) -> str:
    """The list, signed by two, as the service's own commands do it; its stream."""
    stream, sheet = new_id("roster_import"), read(file, TODAY)
    named = rows_hmac(runtime.vault, sheet.rows)

    def upload(tx):
        address = content.keep_sealed(tx, runtime.vault, stream, file)
        tx.decide(stream, Stage("asn.csv", address, named, {"CPNS": 0, "PNS": len(sheet.rows), "PPPK": 0}, None))

    def approve(tx):
        staged = reference(tx.load_signed(stream).state["staged"])
        tx.decide(stream, Approve("diklat:d2", staged))
        bulk.start(tx, stream, len(sheet.rows))

    runtime.store.run(Context("diklat:d1", uuid.uuid4().hex, stream), upload)
    runtime.store.run(Context("diklat:d2", uuid.uuid4().hex, stream), approve)
    return stream


def measure(settings: Settings, rows: int) -> Table:
    table, marks = Table("step", "seconds", "CPU seconds", "MB afterwards"), [_clocks()]

    def told(what: str) -> None:
        marks.append(_clocks())
        took = (f"{now - before:.1f}" for before, now in zip(*marks[-2:], strict=True))
        table.add_row(what, *took, str(psutil.Process().memory_info().rss // 2**20))

    runtime = Runtime(SERVICE, replace(fresh(settings), service="training", contracts=Settings.contracts))
    try:
        runtime.prepare()
        told("start")
        faults = read(people(rows, BAD), TODAY).errors
        told(f"{len(faults)} bad rows of {rows} named")
        stream, batches, step = stage(runtime, people(rows)), Batches(runtime), max(1, rows // 4)
        told("read, sealed and signed by two")
        mark = step
        while batches.step():
            done = bulk.progress(runtime.db, stream)["applied"]
            if done >= mark:
                told(f"{done} recorded")
                mark += step
        told("closed")
        found = runtime.db.state.count_documents({"aggregate": "civil_servant"})
        if found != rows or len(faults) != BAD:
            raise SystemExit(f"{found} of {rows} people, {len(faults)} of {BAD} faults")
    finally:
        runtime.client.drop_database(runtime.settings.database)
        runtime.close()
    return table


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def main(rows: int = ROWS) -> int:
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    servers = local_servers.start(directory)
    try:
        console.print(measure(make(servers, directory), rows))
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
