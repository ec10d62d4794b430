"""One round of the standing auditor: everything is compared with everything else that should say the same."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from asnkit.events import format_time
from requests import RequestException

from .copies import PROMISED_SECONDS, Copies
from .entries import Entries
from .findings import Report
from .memory import Memory
from .published import Published
from .rebuild import SETTLE_SECONDS, Rebuild
from .sources import Sources


@dataclass(frozen=True)
class Patience:
    """Seconds that a moving system gets: for views to catch up, for a promise to be kept."""

    settle: float = SETTLE_SECONDS
    promise: float = PROMISED_SECONDS


def audit(sources: Sources, memory: Memory, patience: Patience = Patience()) -> dict:
    """The result as the API takes it: {"started_at", "seconds", "size", "checks", "findings", "found"}.

    Raises what the servers raise when they are away: a round that could not look says nothing.
    """
    began, started = time.monotonic(), datetime.now(UTC)
    report = Report()
    published = Published(sources, memory, report)
    signed = _signed(published, memory, report, patience.settle)
    entries = Entries(sources, memory, report, signed)
    rebuild = Rebuild(sources, sources.services)
    try:
        for event in entries.events():
            rebuild.feed(event)
        rebuild.next = entries.size
        published.tiles()
        copies = Copies(sources, entries.streams, report)
        copies.compare()
        for event in copies.on_their_way():
            rebuild.feed(event, ahead=True)
        copies.promises(memory, patience.promise)
        _states_and_views(rebuild, report, patience.settle)
    finally:
        rebuild.close()
        entries.streams.close()
    seconds = int(time.monotonic() - began)
    return {"started_at": format_time(started), "seconds": seconds, **report.content()}


def _signed(published: Published, memory: Memory, report: Report, settle: float) -> dict[int, set[bytes]]:
    """Every root that was ever signed. Nobody may silence the other checks by taking the log's files away."""
    deadline = time.monotonic() + settle
    while True:
        try:
            return published.collect()
        except RequestException as error:
            if time.monotonic() > deadline:
                sentence = f"Log tidak dapat dibaca sebagai pengunjung: {type(error).__name__}."
                report.find("checkpoints", sentence, service="audit")
                return memory.signed
            time.sleep(min(1, settle))


def _states_and_views(rebuild: Rebuild, report: Report, settle: float) -> None:
    for part in rebuild.parts(settle):
        check = "states" if part.kind == "states" else "views"
        report.look(check, part.compared)
        for one in part.differences:
            view = one.part if one.kind == "view" else None
            report.find(check, one.sentence, service=one.service, subject=one.key, view=view, field=one.field)
    for stream, reason in sorted(rebuild.broken.items()):
        sentence = f"{stream}: peristiwanya tidak dapat dilipat ({reason})."
        report.find("states", sentence, service=None, subject=stream)
