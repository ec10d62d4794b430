"""A person's messages: the states of their streams, which are never stale."""

import secrets

from asnkit import states
from asnkit.commits import Context
from asnkit.tracing import current_traceparent, trace_of
from asnkit.web import current

from .domain import Read


def unread(person: str) -> int:
    return states.count(current().db, "message", person=person, read_at=None)


def newest(person: str, skip: int, limit: int) -> tuple[list[dict], int]:
    """(messages with their `id`, how many there are), newest first."""
    db, query = current().db, states.query("message", {"person": person})
    found = db.state.find(query).sort([("data.happened", -1), ("_id", -1)]).skip(skip).limit(limit)
    return [_shown(one["_id"], one["data"]) for one in found], db.state.count_documents(query)


def opened(id: str, person: str) -> dict:
    """The message, which counts as read from now on. Raises events.Refused 404."""
    stream, trace = f"message-{id}", current_traceparent()
    context = Context(f"pelamar:{person}", secrets.token_hex(32), trace_of(trace), traceparent=trace, answered=False)
    current().store.run(context, lambda tx: tx.decide(stream, Read(person)))
    return _shown(stream, current().store.load(stream).state)


def _shown(stream: str, state: dict) -> dict:
    return {**state, "id": stream.partition("-")[2]}
