"""Opening sealed data for someone else than its owner: never without a record.

The record is written first; only then is anything opened.
"""

import secrets
from collections.abc import Iterable

from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.tracing import current_traceparent, trace_of
from asnkit.web import caller, current

from .disclosure.domain import Record


def record(persons: Iterable[str], fields: Iterable[str], purpose: str, application: str | None = None) -> None:
    """A reading that came as a GET has no Idempotency-Key."""
    command = Record(tuple(persons), tuple(fields), purpose, application)
    context = Context(
        actor=caller().actor,
        command_id=secrets.token_hex(32),
        correlationid=trace_of(current_traceparent()),
        traceparent=current_traceparent(),
        answered=False,
    )
    current().store.run(context, lambda tx: tx.decide(new_id("disclosure"), command))
