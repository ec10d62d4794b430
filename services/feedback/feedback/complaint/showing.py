"""A complaint as its reporter and as the officer read it."""

from asnkit.events import uuid_of
from asnkit.service import Runtime

from ..note.keeping import notes
from ..photo import keeping
from ..photo.domain import MOST
from ..topic.keeping import own
from .domain import (
    ANSWERED,
    ARCHIVED,
    CLOSED,
    ELSEWHERE,
    FORWARDED,
    IN_PROGRESS,
    MOST_MESSAGES,
    OPEN,
    POSTPONED,
    RECEIVED,
    is_urgent,
)

UNIT_MAY = ("answer", "ask", "postpone", "return", "note")
INTERNAL = ("feedback.complaint.prioritised",)
"""What the reporter's history does not tell."""
_SHOWN = (
    "number", "class", "unit", "status", "submitted_on", "held_since", "closes", "asked", "reopened", "late",
    "ended_on", "closed_by", "helped",
)  # fmt: skip


def tracked(runtime: Runtime, stream: str, state: dict) -> dict:
    """schemas.Tracked."""
    told = _told(runtime, stream, state)
    history = [happened for happened in told["history"] if happened["fact"] not in INTERNAL]
    return {**told, "history": history, "may": _reporter_may(state, told["photos"])}


def whole(runtime: Runtime, stream: str, version: int, state: dict, unit: bool) -> dict:
    """schemas.Complaint, of which the reading is recorded before. A `unit` does not read who sent it."""
    readable, returned = runtime.vault.readable, state["returned"]
    if returned:
        returned = {**returned, "reason": readable(stream, "reason", returned["reason"])}
    if priority := state["priority"]:
        priority = {**priority, "reason": readable(stream, "reason", priority["reason"])}
    return {
        **_told(runtime, stream, state),
        "id": uuid_of(stream),
        "version": version,
        "name": None if unit else readable(stream, "reporter_name", state["reporter_name"]),
        "contact": None if unit else readable(stream, "contact", state["contact"]),
        "with_unit": state["with_unit"],
        "returned": returned,
        "priority": priority,
        "notes": notes(runtime, uuid_of(stream)),
        "topic": own(runtime, uuid_of(stream)),
        "may": [act for act in _officer_may(state) if not unit or (state["with_unit"] and act in UNIT_MAY)],
    }


def _told(runtime: Runtime, stream: str, state: dict) -> dict:
    happened = [
        {"fact": event.name, "at": event.time, "sha256": event.sha256} for event in runtime.store.events(stream)
    ]
    told = {name: state[name] for name in _SHOWN}
    return {
        **told,
        "kind": told.pop("class"),
        **{name: clock(state[name]) for name in ("verify", "answer")},
        "text": runtime.vault.readable(stream, "text", state["text"]),
        "messages": _messages(runtime, stream, state),
        "photos": keeping.shown(runtime, uuid_of(stream)),
        "merged": _merged(runtime, state),
        "history": happened,
    }


def clock(told: dict) -> dict:
    """A term; `provisional` where a year without a decree was counted."""
    return {
        "due": told["due"],
        "days": told["days"],
        "provisional": any(year["decree"] is None for year in told["calendar"]),
    }


def _messages(runtime: Runtime, stream: str, state: dict, *kinds: str) -> list[dict]:
    return [
        {**said, "text": runtime.vault.readable(stream, said["field"], said["text"])}
        for said in state["messages"]
        if not kinds or said["kind"] in kinds
    ]


def _merged(runtime: Runtime, state: dict) -> dict | None:
    """The complaint with which this one was merged: where it stands, and what was answered to both."""
    if state["into"] is None:
        return None
    stream = f"complaint-{state['into']}"
    other = runtime.store.load(stream).state
    answers = _messages(runtime, stream, other, "answer")
    return {"number": other["number"], "status": other["status"], "answers": answers}


def _reporter_may(state: dict, photos: list[dict]) -> list[str]:
    may = []
    if state["status"] not in (CLOSED, ARCHIVED) and len(photos) < MOST:
        may.append("photo")
    if state["status"] == ANSWERED:
        may += ["confirm"] if state["reopened"] else ["confirm", "reopen"]
    if state["status"] not in (CLOSED, ARCHIVED) and len(state["messages"]) < MOST_MESSAGES:
        may.append("reply")
    return [*may, "erase"]


def _officer_may(state: dict) -> list[str]:
    if state["erased"]:
        return []
    order = [] if state["status"] not in OPEN else ["deprioritise" if is_urgent(state) else "prioritise"]
    return [*_steps(state), *order, "note"]


def _steps(state: dict) -> list[str]:
    if state["asked"]:
        return []
    if state["status"] in (RECEIVED, FORWARDED, IN_PROGRESS):
        answer = [] if state["status"] == RECEIVED else ["answer"]
        back = ["return"] if state["with_unit"] else []
        return ["route", *answer, "ask", "postpone", "refuse", "merge", *back]
    if state["status"] == POSTPONED:
        return ["resume", "refuse", "merge"]
    return ["resume"] if state["status"] in (ELSEWHERE, ARCHIVED) else []
