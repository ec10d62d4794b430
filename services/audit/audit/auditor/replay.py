"""One replay, from the log's events to the comparison with what is live; progress is told on the way."""

import time
from collections.abc import Callable
from dataclasses import asdict

from asnkit.events import Event

from ..replay.domain import SHOWN
from .rebuild import SETTLE_SECONDS, Rebuild
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
    rebuild = Rebuild(sources, asked["services"], asked["since"], asked["until"])

    def say(done: int, step: str) -> None:
        seconds = max(time.monotonic() - began, 0.001)
        percent = 100 * done // total if total else 100
        tell({"done": done, "total": total, "percent": percent, "events_per_second": int(done / seconds), "step": step})

    try:
        done = 0
        for entry in entries.find({"_id": {"$lt": total}}, {"bytes": 1}).sort("_id").batch_size(BATCH):
            rebuild.feed(Event.parse(entry["bytes"]))
            done += 1
            if done % 100 == 0 and time.monotonic() - told > TELL_SECONDS:
                say(done, "events")
                told = time.monotonic()
        rebuild.next = total
        say(done, "events")
        parts = rebuild.parts(settle, lambda service: say(done, service))
        if rebuild.broken:
            stream, reason = sorted(rebuild.broken.items())[0]
            raise NotFolded(f"{len(rebuild.broken)} aliran tidak dapat dilipat, yang pertama {stream}: {reason}")
    finally:
        rebuild.close()
    differences = [asdict(one) for part in parts for one in part.differences]
    return {
        "events": done,
        "seconds": int(time.monotonic() - began),
        "parts": [{name: value for name, value in asdict(part).items() if name != "differences"} for part in parts],
        "differences": differences[:SHOWN],
        "differing": len(differences),
    }
