"""Topics as everybody reads them: the office's words, and where the complaint stands, or the one it was merged into."""

from collections.abc import Iterable

from asnkit.service import Runtime

from ..complaint.domain import ANSWERED, FORWARDED, IN_PROGRESS, POSTPONED, RECEIVED
from ..rules.likeness import alike, words
from .domain import MISSING

LONGEST_WAY = 10
"""From merged complaint to merged complaint."""
LOOKED_AT = 200
"""Topics with a word in common, the newest ones."""
OPEN = (RECEIVED, FORWARDED, IN_PROGRESS, ANSWERED, POSTPONED)


def summaries(runtime: Runtime, rows: Iterable[dict]) -> list[dict]:
    """schemas.TopicSummary of these rows; their complaints are asked for at once."""
    rows = list(rows)
    found = runtime.db.state.find({"_id": {"$in": [f"complaint-{row['_id']}" for row in rows]}})
    states = {one["_id"]: runtime.store.loaded(one["_id"], one).state for one in found}
    return [_summary(row["_id"], row, _end(runtime, states[f"complaint-{row['_id']}"])) for row in rows]


def whole(runtime: Runtime, id: str) -> dict:
    """schemas.Topic. Raises Refused where the office shows none."""
    state = runtime.store.load(f"topic-{id}").state
    if state is None or not state["shown"]:
        raise MISSING
    head, complaint = _head(runtime, id)
    runs = complaint["status"] in (FORWARDED, IN_PROGRESS) and complaint["held_since"] is None
    last = state["news"][-1]["day"] if state["news"] else state["day"]
    return {
        **_summary(id, {**state, "news": last}, complaint),
        "due": complaint["answer"]["due"] if runs else None,
        "late": complaint["late"]["answer"],
        "into": head if head != id and _shown(runtime, head) else None,
        "told": list(reversed(state["news"])),
    }


def similar(runtime: Runtime, text: str, unit: str | None) -> list[dict]:
    """schemas.TopicSummary of what may be the same matter and can still be solved, the likest first."""
    rows = runtime.views["topics"].find({"words": {"$in": sorted(words(text))}}).sort([("day", -1), ("_id", -1)])
    known = {row["_id"]: row for row in rows.limit(LOOKED_AT)}
    titles = ((id, row["unit"], frozenset(row["words"])) for id, row in known.items())
    found = summaries(runtime, (known[id] for id in alike(text, unit, titles)))
    return [one for one in found if one["status"] in OPEN]


def about(runtime: Runtime, id: str) -> dict:
    """{id, title, status} for whoever points at it; without both where it is not shown any more."""
    shown = _shown(runtime, id)
    title = runtime.store.load(f"topic-{id}").state["title"] if shown else None
    return {"id": id, "title": title, "status": _head(runtime, id)[1]["status"] if shown else None}


def is_open(runtime: Runtime, id: str) -> bool:
    """Whether there may be news of it: it, or what it was merged into, can still be solved."""
    return _head(runtime, id)[1]["status"] in OPEN


def _summary(id: str, row: dict, complaint: dict) -> dict:
    told = {name: row[name] for name in ("title", "unit", "day", "news")}
    return {"id": id, **told, "status": complaint["status"]}


def _head(runtime: Runtime, id: str) -> tuple[str, dict]:
    """The complaint that this one went into in the end, itself where it was not merged: (id, state)."""
    for _ in range(LONGEST_WAY):
        state = runtime.store.load(f"complaint-{id}").state
        if state["into"] is None:
            break
        id = state["into"]
    return id, state


def _end(runtime: Runtime, state: dict) -> dict:
    """The state of what this complaint went into in the end, its own where it was not merged."""
    return state if state["into"] is None else _head(runtime, state["into"])[1]


def _shown(runtime: Runtime, id: str) -> bool:
    return bool((runtime.store.load(f"topic-{id}").state or {}).get("shown"))
