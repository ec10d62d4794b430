"""A round of the standing auditor: the first, from the first entry on, and those of each minute when nothing has come.

python -m bench.auditor 20000 200000      at each of these sizes: so many entries, two for each survey, with
                                          commits, states, rows, claims, cursors, Kafka and the log's files

Seeding and each kind of round have a process of their own, so that the memory is the round's.
"""

import hashlib
import json
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from asnkit.catalogue import discover
from asnkit.events import Event, aggregate_of
from asnkit.messages import Delivery, message_of
from asnkit.service import Runtime
from asnkit.settings import Settings
from audit.auditor.folds import STATES, Folds, Part
from audit.auditor.memory import Memory
from audit.auditor.round import Patience, audit
from audit.auditor.sources import Sources
from audit.log.integrate import Integration
from audit.log.loops import publication
from audit.log.sequence import Log
from audit.log.volume import open_volume
from audit.wiring import SERVICE
from bson.binary import Binary
from feedback.wiring import SERVICE as FEEDBACK
from tlog.commits import origin, sign
from tlog.notes import Signer

from deploy.local import servers as local_servers

from . import log
from .relay import ConfluentLoop
from .replay import events_of
from .setting import console, empty_topic, make

AT_ONCE = 1_000
ROUNDS = 5
NAMES = {"whole": "a whole round", "minute": "a round when nothing has come"}


@dataclass(frozen=True)
class Served(Sources):
    """The log's files from its folder instead of its web address."""

    def served(self, path: str) -> bytes | None:
        file = self.settings.log_dir / path
        return file.read_bytes() if file.is_file() else None


def measure(settings: Settings, size: int) -> dict[str, dict]:
    """{"whole", "minute": {"seconds", "worked", "start", "peak"}}; `worked` is the process's own time, in megabytes."""
    folder = Path(tempfile.mkdtemp(prefix="asn-bench-auditor-"))
    settings = log.audit_settings(settings, folder)
    theirs = replace(settings, service="feedback", database=f"{settings.database}_f")
    databases = {"audit": settings.database, "feedback": theirs.database}
    try:
        _alone(_seed, settings, theirs, databases, size)
        return {
            "whole": _alone(_rounds, settings, databases, folder, True, 1),
            "minute": _alone(_rounds, settings, databases, folder, False, ROUNDS),
        }
    finally:
        runtime = Runtime(SERVICE, settings)
        for name in databases.values():
            for suffix in ("", "_keys", "_views"):
                runtime.client.drop_database(name + suffix)
        runtime.close()
        shutil.rmtree(folder, ignore_errors=True)


def _alone(work: Callable, *arguments):
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _rounds(settings: Settings, databases: dict[str, str], folder: Path, whole: bool, number: int) -> dict:
    """Of so many rounds the middle one."""
    runtime, took = Runtime(SERVICE, settings), []
    sources = _sources(runtime, databases)
    start, memory, patience = _megabytes(), Memory(folder / "auditor"), Patience(settle=1, promise=0)
    for _ in range(number):
        began, worked = time.perf_counter(), time.process_time()
        result = audit(sources, memory, patience, whole)
        took.append((time.perf_counter() - began, time.process_time() - worked))
        if result["found"]:
            raise SystemExit(f"{result['found']} findings, the first {result['findings'][0]}: the figures mean nothing")
    seconds, worked = sorted(took)[number // 2]
    return {"seconds": seconds, "worked": worked, "start": start, "peak": _megabytes()}


def _sources(runtime: Runtime, databases: dict[str, str]) -> Served:
    return Served(runtime.client, runtime.settings, discover(databases), tuple(databases), databases)


def _seed(settings: Settings, theirs: Settings, databases: dict[str, str], size: int) -> None:
    """What these services would have made of `size` events."""
    ours, feedback = Runtime(SERVICE, settings), Runtime(FEEDBACK, theirs)
    sources = _sources(ours, databases)
    for runtime in (ours, feedback):
        runtime.prepare()
    empty_topic(feedback.settings)
    signer = Signer.from_pem(origin("feedback"), feedback.settings.secret("feedback.key"))
    producer, folds = ConfluentLoop(ours.settings), Folds(sources.catalogue, sources.services)
    step, publishing = Integration(ours.db, open_volume(ours.settings)), publication(ours)
    handler, events, last = Log(ours.db), events_of(size), {}
    while some := list(islice(events, AT_ONCE)):
        deliveries = list(_signed(signer, some))
        handler.apply(deliveries, None)
        feedback.db.commits.insert_many([_commit(one) for one in deliveries])
        sent = producer.send([message_of(log.TOPIC, d.event.subject, d.raw, d.note, d.path) for d in deliveries])
        if not all(sent):
            raise SystemExit("Kafka did not take every event")
        for one in deliveries:
            folds.feed(one.event)
            last[one.event.subject] = (one.event.streamversion, hashlib.sha256(one.raw).hexdigest())
    while step.turn():
        pass
    publishing.step()
    _store(ours, feedback, folds)
    for runtime in (ours, feedback):
        cursors = ({"_id": f"bench/feedback/{stream}", "consumer": "bench", "version": version, "hash": sha256}
                   for stream, (version, sha256) in last.items())  # fmt: skip
        while some := list(islice(cursors, AT_ONCE)):
            runtime.db.inbox.insert_many(some)
    claims = ({"_id": f"unit/{stream}", "stream": stream} for stream in last)
    while some := list(islice(claims, AT_ONCE)):
        feedback.db.claims.insert_many(some)


def _signed(signer: Signer, events: list[tuple[str, dict]]) -> Iterator[Delivery]:
    raws = [json.dumps(event, separators=(",", ":")).encode() for _, event in events]
    note, paths = sign(signer, events[0][1]["time"], [hashlib.sha256(raw).digest() for raw in raws])
    for raw, path in zip(raws, paths, strict=True):
        yield Delivery(Event.parse(raw), raw, note, path.text)


def _commit(one: Delivery) -> dict:
    event, version = one.event, one.event.streamversion
    stored = {"id": event.id, "type": event.type, "bytes": Binary(one.raw), "path": one.path}
    return {
        "_id": event.id, "stream": event.subject, "first": version, "last": version, "note": one.note,
        "command_id": f"bench#{event.id}", "events": [stored], "published": True,
    }  # fmt: skip


def _store(ours: Runtime, feedback: Runtime, folds: Folds) -> None:
    """States and rows as they were folded, where the services keep them."""
    for part in folds.parts:
        runtime = ours if part.service == "audit" else feedback
        collection = runtime.db.state if part.kind == STATES else runtime.views[part.name]
        documents = (_document(runtime, part, key, known) for key, known in folds.shelf(part).items())
        while some := list(islice(documents, AT_ONCE)):
            collection.insert_many(some)


def _document(runtime: Runtime, part: Part, key: str, known: dict) -> dict:
    if part.kind != STATES:
        return {"_id": key, **known["content"]}
    shape = runtime.store.aggregate(key).shape
    head = {"_id": key, "aggregate": aggregate_of(key), "version": known["version"], "shape": shape}
    return head | {"data": known["content"]}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    for size in map(int, sys.argv[1:]):
        directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
        servers = local_servers.start(directory)
        try:
            found = measure(make(servers, directory), size)
        finally:
            servers.stop()
            shutil.rmtree(directory, ignore_errors=True)
        for name, one in found.items():
            console.print(
                f"{size:,} entries, {NAMES[name]}: {one['seconds']:,.2f} s, {one['worked']:,.2f} s of them this"
                f" process's own; {one['start']:.0f} MB before, {one['peak']:.0f} MB at most"
            )
    console.print(f"with a load of {os.getloadavg()[0]:.1f} on this machine")


if __name__ == "__main__":
    main()
