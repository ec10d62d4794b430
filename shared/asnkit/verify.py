"""The invariants of one service, checked on what is really stored.

Every commit is on Kafka byte for byte and in order; versions are 1..n; the state of each
stream is the fold of its events; each row of each view is the fold of the events on Kafka. A running
system is still moving, so a difference counts only when nothing moves any more.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from .bus import Reader, Record
from .errors import Unsigned
from .events import Event, fold
from .messages import Unreadable, read
from .service import Runtime

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
    hashes = _check_commits(runtime, report)
    topics = sorted({*runtime.topics, *runtime.view_topics})
    events = _check_topic(runtime, report, hashes, topics)
    _check_views(runtime, report, events)
    return report


def _check_commits(runtime: Runtime, report: Report) -> dict[str, str]:
    """Versions, states; returns the hash of every event by id."""
    hashes: dict[str, str] = {}
    states = {document["_id"]: document for document in runtime.db.state.find()}
    for stream, commits in _by_stream(runtime):
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
                hashes[stored["id"]] = digest.hexdigest()
                _check_signature(runtime, report, commit, stored, digest.digest())
                if commit["command_id"].partition("#")[0] != event.commandid:
                    report.violations.append(f"{event.id}: the commit names another command than the event")
                events.append(runtime.upcasters.newest(event))
        report.events += len(events)
        _check_state(runtime, report, stream, states.pop(stream, None), events)
    for stream in states:
        report.violations.append(f"{stream}: a state without commits")
    return hashes


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


def _check_topic(runtime: Runtime, report: Report, hashes: dict[str, str], topics: list[str]) -> list[Event]:
    """Kafka against the commits; returns the events of all `topics`, once each, in stream order."""
    own, events, last, mine = dict(hashes), [], {}, set(runtime.topics)
    for record in _read(runtime, topics):
        try:
            event = read(record, runtime.contracts.owners, runtime.keyring).event
        except (Unreadable, Unsigned) as error:
            report.violations.append(f"{record.topic}/{record.partition}@{record.offset}: {error}")
            continue
        seen = last.get(event.subject, 0)
        if record.topic in mine:
            report.messages += 1
            _check_message(report, record, event, hashes, own)
            if event.streamversion > seen + 1:
                report.violations.append(f"{event.id}: on Kafka before version {seen + 1}")
        if event.streamversion == seen + 1:
            last[event.subject] = event.streamversion
            events.append(event)
    for identifier in own:
        report.violations.append(f"{identifier}: committed, not on Kafka")
    return events


def _check_message(report: Report, record: Record, event: Event, hashes: dict[str, str], waiting: dict) -> None:
    if event.id not in hashes:
        report.violations.append(f"{event.id}: on Kafka, not in the commits")
    elif hashlib.sha256(record.raw).hexdigest() != hashes[event.id]:
        report.violations.append(f"{event.id}: other bytes on Kafka than committed")
    waiting.pop(event.id, None)


def _check_views(runtime: Runtime, report: Report, events: list[Event]) -> None:
    live = runtime.views.live()
    topics, owners = set(runtime.view_topics), runtime.contracts.owners
    for view in runtime.service.views:
        rows: dict[str, dict | None] = {}
        for event in map(runtime.upcasters.newest, events):
            if owners.topic(event.subject) in topics and view.handles(event):
                for key in view.keys(event):
                    rows[key] = view.fold(rows.get(key), event)
        expected = {key: _plain(row) for key, row in rows.items() if row is not None}
        stored = {row.pop("_id"): _plain(row) for row in runtime.views.collection(view.name, live).find()}
        report.rows += len(stored)
        for key in sorted(expected.keys() | stored.keys()):
            if expected.get(key) != stored.get(key):
                report.violations.append(f"view {view.name}, row {key}: differs from the fold of its events")


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
    reader = Reader(runtime.settings, topics)
    try:
        yield from reader
    finally:
        reader.close()


def _plain(value) -> bytes:
    """A comparable form: the same JSON, keys sorted."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
