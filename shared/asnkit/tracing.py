"""W3C trace context (https://www.w3.org/TR/trace-context/), through HTTP and Kafka alike.

An event carries the `traceparent` of the command that made it; the reaction in another
service goes on with the same trace id, so one id finds the whole chain in every log.
"""

import os
import re
from contextvars import ContextVar

_current: ContextVar[str | None] = ContextVar("traceparent", default=None)
_FORM = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")


def continue_trace(traceparent: str | None) -> str:
    """Make the current context a child of this one, or a new trace; returns its traceparent."""
    found = _FORM.match(traceparent or "")
    trace = found.group(1) if found and set(found.group(1)) != {"0"} else os.urandom(16).hex()
    value = f"00-{trace}-{os.urandom(8).hex()}-01"
    _current.set(value)
    return value


def current_traceparent() -> str | None:
    return _current.get()


def current_trace() -> str | None:
    value = _current.get()
    return trace_of(value) if value else None


def trace_of(traceparent: str) -> str:
    return traceparent.split("-")[1]
