"""Building one service's states and views again from the log, beside reading the same events.

make bench                            one of its measures, at SMALL events
python -m bench.replay 1000000        once, at that size, with the memory that it took
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from asnkit.catalogue import discover
from asnkit.events import Event, new_id
from asnkit.service import Runtime
from asnkit.settings import Settings
from audit.auditor.folds import Folds
from audit.wiring import SERVICE

from deploy.local import servers as local_servers

from . import log
from .setting import console, figure, make, table

SMALL = 20_000
AT_ONCE = 1_000
OPENED = {
    "unit": "RSUD dr. T. Mansyur", "service": "Rawat jalan", "title": "Semester 1", "questionnaire": "SKM-2017",
    "minimum": 30, "population": None,
}  # fmt: skip


def measure(settings: Settings, rounds: int, size: int = SMALL) -> list[dict]:
    """States and view of feedback from `size` events: half open a survey, half close it."""
    runs: dict[str, list[float]] = {"replay": [], "kafka": [], "mongodb": []}
    folder = Path(tempfile.mkdtemp(prefix="asn-bench-replay-"))
    settings = log.audit_settings(settings, folder)
    try:
        log.fill(settings, events_of(size), log.TOGETHER)
        log.append(settings, size, _ignore)
        for _ in range(min(rounds, 3)):
            for name, stage in (("kafka", log.read_kafka), ("mongodb", log.read_mongodb), ("replay", replay)):
                runs[name].append(size / stage(settings, size, _ignore))
    finally:
        runtime = Runtime(SERVICE, settings)
        for suffix in ("", "_keys", "_views"):
            runtime.client.drop_database(settings.database + suffix)
        runtime.close()
        shutil.rmtree(folder, ignore_errors=True)
    what = f"replay: states and views, {size:,} events"
    return [
        figure(what, "events/s", "reading Kafka raw", runs["replay"], runs["kafka"]),
        figure(what, "events/s", "reading MongoDB raw", runs["replay"], runs["mongodb"]),
    ]


def replay(settings: Settings, size: int, tick) -> float:
    """From the log's entries, as the standing auditor does it."""
    runtime, began, done = Runtime(SERVICE, settings), time.perf_counter(), 0
    folds = Folds(discover(["feedback"]), ["feedback"])
    for entry in runtime.db.entries.find({}, {"bytes": 1}).sort("_id"):
        folds.feed(Event.parse(entry["bytes"]))
        done += 1
        tick(done)
    seconds = time.perf_counter() - began
    if done != size or folds.broken:
        raise SystemExit(f"{done} events, {len(folds.broken)} not folded; the figures would mean nothing")
    folds.close()
    runtime.close()
    return seconds


def events_of(size: int) -> Iterator[tuple[str, dict]]:
    """Exactly `size` events, two of each stream."""
    for _ in range(size // 2):
        name = new_id("survey")
        for version, (fact, data) in enumerate((("opened", OPENED), ("closed", {"responses": 41})), start=1):
            yield name, log.envelope(name, version, f"survey.{fact}", data)


def _ignore(done: int) -> None:
    pass


def main() -> None:
    size = int(sys.argv[1])
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    servers = local_servers.start(directory)
    try:
        console.print(table(measure(make(servers, directory), 1, size)))
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    console.print(f"{peak} MB at most, with a load of {os.getloadavg()[0]:.1f} on this machine")


if __name__ == "__main__":
    main()
