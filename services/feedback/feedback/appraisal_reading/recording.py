"""The record of a reading, before anything is opened."""

import secrets
from collections.abc import Iterable

from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.tracing import current_traceparent, trace_of
from asnkit.web import caller, current

from .domain import Record


def record(persons: Iterable[str], what: str) -> None:
    """The caller reads of these people; of themselves nothing is recorded."""
    others = tuple(sorted(set(persons) - {caller().id}))
    if not others:
        return
    # A reading that came as a GET has no Idempotency-Key.
    context = Context(
        actor=caller().actor,
        command_id=secrets.token_hex(32),
        correlationid=trace_of(current_traceparent()),
        traceparent=current_traceparent(),
        answered=False,
    )
    current().store.run(context, lambda tx: tx.decide(new_id("appraisal_reading"), Record(others, what)))
