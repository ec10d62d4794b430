"""W3C trace context (https://www.w3.org/TR/trace-context/), through HTTP and Kafka alike.

An event carries the `traceparent` of the command that made it; the reaction in another
service goes on with the same trace id, so one id finds the whole chain in every log.
A request begins a trace of its own; only one that a service or the portal signs in for goes on with the trace it
names (`allow` in web.py), so that nobody writes into somebody else's.
"""

import os
import re
from contextvars import ContextVar

_current: ContextVar[str | None] = ContextVar("traceparent", default=None)
_FORM = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})\Z")


def begin_trace() -> str:
    """A new trace for the current context; returns its traceparent."""
    random = os.urandom(24).hex()
    return _enter(random[:32], random[32:])


def continue_trace(traceparent: str | None) -> str:
    """Make the current context a child of this one; where it is none, what was begun stays."""
    found = _FORM.match(traceparent or "")
    if found and set(found.group(1)) != {"0"}:
        return _enter(found.group(1), os.urandom(8).hex())
    return _current.get() or begin_trace()


def _enter(trace: str, span: str) -> str:
    value = f"00-{trace}-{span}-01"
    _current.set(value)
    return value


def current_traceparent() -> str | None:
    return _current.get()


def current_trace() -> str | None:
    value = _current.get()
    return trace_of(value) if value else None


def trace_of(traceparent: str) -> str:
    return traceparent.split("-")[1]
