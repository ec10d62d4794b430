"""Opening a contact's address: the record first, and only then is it opened."""

import secrets

from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.tracing import current_traceparent, trace_of
from asnkit.web import caller, current

from .domain import Record


def record(agency: str) -> None:
    """A reading that came as a GET has no Idempotency-Key."""
    context = Context(
        actor=caller().actor,
        command_id=secrets.token_hex(32),
        correlationid=trace_of(current_traceparent()),
        traceparent=current_traceparent(),
        answered=False,
    )
    current().store.run(context, lambda tx: tx.decide(new_id("contact_reading"), Record(agency)))
