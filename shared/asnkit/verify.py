"""The invariants of one service, checked on what is really stored.

Every commit is on Kafka byte for byte and in order; versions are 1..n; the state of each
stream is the fold of its events; each row of each view is the fold of the events on Kafka. A running
system is still moving, so a difference counts only when nothing moves any more. What is compared lies on shelves
meanwhile, so that memory does not grow with the history.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import orjson

from .bus import Reader, Record
from .errors import Unsigned
from .events import Event, fold
from .messages import Unreadable, read
from .service import Runtime
from .shelf import Shelf, merged

SETTLE_SECONDS = 30


@dataclass
class Report:
    """Counts, and one sentence for each violation."""

    service: str
    commits: int = 0
    events: int = 0
    streams: int = 0
    messages: int = 0
    states: int = 0
    rows: int = 0
    pending: int = 0
    violations: list[str] = field(default_factory=list)

    def line(self) -> str:
        outcome = f"{len(self.violations)} violations" if self.violations else "holds"
        return (
            f"{self.service}: {self.streams} streams, {self.commits} commits, {self.events} events, "
            f"{self.messages} messages on Kafka, {self.states} states = folds, {self.rows} view rows = folds: {outcome}"
        )


def verify(runtime: Runtime, settle: float = SETTLE_SECONDS) -> Report:
    """Check one service; see `settled`."""
    return settled(lambda: _verify(runtime), settle)


def settled(check: Callable[[], Any], settle: float = SETTLE_SECONDS) -> Any:
    """The report of `check()`, made again while it shows violations, at most `settle` seconds.

    What is still on its way in a running system looks like a violation and stops being one.
    """
    deadline = time.monotonic() + settle
    while True:
        report = check()
        if not report.violations or time.monotonic() > deadline:
            return report
        time.sleep(0.5)


def _verify(runtime: Runtime) -> Report:
    report = Report(runtime.service.name)
    with closing(Shelf()) as committed:
        _check_commits(runtime, report, committed)
        _check_topics(runtime, report, committed)
    return report


def _check_commits(runtime: Runtime, report: Report, committed: Shelf) -> None:
    """Versions, states; puts the hash of every event under its id."""
    states = ((document["_id"], document) for document in runtime.db.state.find().sort("_id"))
    for stream, commits, document in merged(_by_stream(runtime), states):
        if commits is None:
            report.violations.append(f"{stream}: a state without commits")
            continue
        report.streams += 1
        expected, events = 1, []
        for commit in commits:
            report.commits += 1
            report.pending += not commit["published"]
            if commit["first"] != expected or commit["last"] != commit["first"] + len(commit["events"]) - 1:
                report.violations.append(f"{stream}: version {expected} is missing or out of order")
            expected = commit["last"] + 1
            for number, stored in enumerate(commit["events"], start=commit["first"]):
                event = Event.parse(stored["bytes"])
                if (event.id, event.streamversion) != (f"{stream}@{number}", number) or event.id != stored["id"]:
                    report.violations.append(f"{stream}@{number}: the bytes are another event's")
                digest = hashlib.sha256(stored["bytes"])
                committed[stored["id"]] = {"sha256": digest.hexdigest(), "sent": False}
                _check_signature(runtime, report, commit, stored, digest.digest())
                if commit["command_id"].partition("#")[0] != event.commandid:
                    report.violations.append(f"{event.id}: the commit names another command than the event")
                events.append(runtime.upcasters.newest(event))
        report.events += len(events)
        _check_state(runtime, report, stream, document, events)


def _check_signature(runtime: Runtime, report: Report, commit: dict, stored: dict, digest: bytes) -> None:
    try:
        runtime.keyring.check(runtime.service.name, commit["note"], stored["path"], digest)
    except (KeyError, Unsigned) as error:
        report.violations.append(f"{stored['id']}: no signature vouches for it ({error})")


def _check_state(runtime: Runtime, report: Report, stream: str, document: dict | None, events: list[Event]) -> None:
    if document is None:
        report.violations.append(f"{stream}: no state document")
        return
    aggregate = runtime.store.aggregate(stream)
    if document["version"] != len(events):
        report.violations.append(f"{stream}: state is at version {document['version']}, history at {len(events)}")
    elif document["shape"] == aggregate.shape and _plain(document["data"]) != _plain(fold(aggregate, events)):
        report.violations.append(f"{stream}: state differs from the fold of its events")
    else:
        report.states += 1


def _check_topics(runtime: Runtime, report: Report, committed: Shelf) -> None:
    """Kafka against the commits, and the views against the fold of what is on it."""
    topics = sorted({*runtime.topics, *runtime.view_topics})
    mine, viewed, owners = set(runtime.topics), set(runtime.view_topics), runtime.contracts.owners
    rows = {view.name: Shelf() for view in runtime.service.views}
    with closing(Shelf()) as last:
        for record in _read(runtime, topics):
            try:
                event = read(record, owners, runtime.keyring).event
            except (Unreadable, Unsigned) as error:
                report.violations.append(f"{record.topic}/{record.partition}@{record.offset}: {error}")
                continue
            seen = last.get(event.subject, {"version": 0})["version"]
            if record.topic in mine:
                report.messages += 1
                _check_message(report, record, event, committed)
                if event.streamversion > seen + 1:
                    report.violations.append(f"{event.id}: on Kafka before version {seen + 1}")
            if event.streamversion == seen + 1:
                last[event.subject] = {"version": event.streamversion}
                if owners.topic(event.subject) in viewed:
                    _fold(runtime, rows, runtime.upcasters.newest(event))
    for identifier, known in committed.items():
        if not known["sent"]:
            report.violations.append(f"{identifier}: committed, not on Kafka")
    for view in runtime.service.views:
        _check_view(runtime, report, view.name, rows[view.name])
        rows[view.name].close()


def _check_message(report: Report, record: Record, event: Event, committed: Shelf) -> None:
    known = committed.get(event.id)
    if known is None:
        report.violations.append(f"{event.id}: on Kafka, not in the commits")
        return
    if hashlib.sha256(record.raw).hexdigest() != known["sha256"]:
        report.violations.append(f"{event.id}: other bytes on Kafka than committed")
    committed[event.id] = known | {"sent": True}


def _fold(runtime: Runtime, rows: dict[str, Shelf], event: Event) -> None:
    for view in runtime.service.views:
        for key in view.keys(event):
            shelf = rows[view.name]
            row = view.fold(shelf.get(key), event)
            if row is not None:
                shelf[key] = row
            elif key in shelf:
                del shelf[key]


def _check_view(runtime: Runtime, report: Report, name: str, rows: Shelf) -> None:
    collection = runtime.views.collection(name, runtime.views.live())
    stored = ((row.pop("_id"), row) for row in collection.find().sort("_id"))
    for key, expected, row in merged(rows.items(), stored):
        report.rows += row is not None
        if row is None or expected is None or _plain(expected) != _plain(row):
            report.violations.append(f"view {name}, row {key}: differs from the fold of its events")


def _by_stream(runtime: Runtime) -> Iterator[tuple[str, list[dict]]]:
    stream, commits = None, []
    for commit in runtime.db.commits.find().sort([("stream", 1), ("first", 1)]).allow_disk_use(True):
        if commit["stream"] != stream:
            if commits:
                yield stream, commits
            stream, commits = commit["stream"], []
        commits.append(commit)
    if commits:
        yield stream, commits


def _read(runtime: Runtime, topics: list[str]) -> Iterator[Record]:
    if not topics:
        return
    reader = Reader(runtime.settings, topics)
    try:
        yield from reader
    finally:
        reader.close()


def _plain(value) -> bytes:
    """A comparable form: the same JSON, keys sorted."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
