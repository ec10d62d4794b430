"""One replay, from the log's events to the comparison with what is live; progress is told on the way."""

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from asnkit.events import Event, format_time

from ..replay.domain import SHOWN
from .comparison import SETTLE_SECONDS, Comparison
from .findings import as_told
from .folds import Folds
from .sources import BATCH, Sources

TELL_SECONDS = 1.0

Tell = Callable[[dict], None]


class NotFolded(Exception):
    """An event that the rules cannot be applied to; the text names it."""


def replay(sources: Sources, asked: dict, tell: Tell, settle: float = SETTLE_SECONDS) -> dict:
    """The result as the API takes it. `asked` has "services", "since", "until". Raises NotFolded."""
    began, told = time.monotonic(), 0.0
    entries = sources.entries
    last = entries.find_one({}, {"_id": 1}, sort=[("_id", -1)])
    total = last["_id"] + 1 if last else 0
    since, until = (format_time(at) if isinstance(at, datetime) else at for at in (asked["since"], asked["until"]))
    folds, done = Folds(sources.catalogue, asked["services"], until=until, newest=sources.newest), 0

    def say(step: str) -> None:
        seconds = max(time.monotonic() - began, 0.001)
        percent = min(100, 100 * done // total) if total else 100
        tell({"done": done, "total": total, "percent": percent, "events_per_second": int(done / seconds), "step": step})

    def read_on(*_) -> None:
        nonlocal done
        for entry in entries.find({"_id": {"$gte": done}}, {"bytes": 1}).sort("_id").batch_size(BATCH):
            folds.feed(Event.parse(entry["bytes"]))
            done = entry["_id"] + 1

    try:
        for entry in entries.find({"_id": {"$lt": total}}, {"bytes": 1}).sort("_id").batch_size(BATCH):
            folds.feed(Event.parse(entry["bytes"]))
            done = entry["_id"] + 1
            if done % 100 == 0 and time.monotonic() - told > TELL_SECONDS:
                say("events")
                told = time.monotonic()
        say("events")
        parts = []
        for part in folds.parts:
            say(part.service)
            parts.append(Comparison(sources, folds, part, read_on, since).whole(settle))
        if folds.broken:
            stream, reason = sorted(folds.broken.items())[0]
            raise NotFolded(f"{len(folds.broken)} aliran tidak dapat dilipat, yang pertama {stream}: {reason}")
    finally:
        folds.close()
    parts.sort(key=lambda part: (part.service, part.kind, part.part))
    differences = [as_told(asdict(one)) for part in parts for one in part.differences]
    return {
        "events": total,
        "seconds": int(time.monotonic() - began),
        "parts": [{name: value for name, value in asdict(part).items() if name != "differences"} for part in parts],
        "differences": differences[:SHOWN],
        "differing": len(differences),
    }
