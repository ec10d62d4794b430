"""Activities as those who may read them see them, and what is in a person's book besides."""

import json
from collections.abc import Mapping
from datetime import date

from asnkit.events import uuid_of
from asnkit.service import Runtime
from asnkit.states import every

from ..enrolment.courses import COURSES
from ..enrolment.domain import REQUESTED
from ..session.domain import CANCELLED
from ..streams import certificate_stream, hours_stream
from .domain import MISSING, REFUSED, known
from .likeness import Known


def content_of(runtime: Runtime, stream: str, state: Mapping) -> dict | None:
    """schemas.ActivityContent; None for whoever is erased."""
    text = runtime.vault.readable(stream, "content", state["content"])
    return None if text is None else json.loads(text)


def shown(runtime: Runtime, stream: str, version: int, state: Mapping) -> dict:
    """schemas.Activity."""
    reason = state["reason"] and runtime.vault.readable(stream, "reason", state["reason"])
    said = {"content": content_of(runtime, stream, state), "reason": reason}
    return {**state, "id": uuid_of(stream), "version": version, **said}


def says(content: Mapping, state: Mapping) -> Known:
    began, completed_on = (date.fromisoformat(state[name]) for name in ("began", "completed_on"))
    return Known(content["title"], content["provider"], content["number"], began, completed_on)


def others_of(tx, runtime: Runtime, person: str, but: str = "") -> list[Known]:
    """What the person handed in and still holds, is seated for or asked for here, and had credited by hand.

    Whoever decides by it holds the person's record, as every request for a seat does: of two at once one sees the
    other.
    """
    found = []
    for stream, _, state in every(tx.db, "activity", tx.session, person=person):
        if stream != but and state["status"] != REFUSED and not _withdrawn(tx, stream):
            content = content_of(runtime, stream, state)
            found += [says(content, state)] if content else []
    for stream, _, state in every(tx.db, "enrolment", tx.session, person=person, status=REQUESTED):
        session = tx.load(f"session-{state['session']}").state
        if session["status"] != CANCELLED:
            certificate = tx.load(certificate_stream(uuid_of(stream))).state
            first, last = (date.fromisoformat(session["days"][place]["date"]) for place in (0, -1))
            number = certificate and certificate["certificate_no"]
            found.append(Known(state["title"], None, number, first, last))
    for _, _, state in every(tx.db, "hours", tx.session, person=person):
        if state.get("course") in COURSES:
            day = date.fromisoformat(state["completed_on"])
            found.append(Known(COURSES[state["course"]].title, None, state["certificate_no"], day, day))
    return found


def handed_in(tx, runtime: Runtime, activity: str) -> tuple[Known, list[Known]]:
    """What was handed in, and what is in the book besides; the person's record is held by whoever decides."""
    stream = f"activity-{activity}"
    state = known(tx.load(stream).state)
    content = content_of(runtime, stream, state)
    if content is None:
        raise MISSING
    return says(content, state), others_of(tx, runtime, state["person"], but=stream)


def _withdrawn(tx, stream: str) -> bool:
    entry = tx.load(hours_stream(uuid_of(stream))).state
    return entry is not None and entry.get("reversed", False)
