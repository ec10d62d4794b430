"""What can go wrong, as a tree.

Exception
├── events.Refused          a rule forbids the command (the person can act on it)
├── StaleVersion            If-Match names another version than the stream has (412)
├── KeyReused               an Idempotency-Key came with another body (422)
├── ContractBroken          an event does not match its contract (a bug, never stored)
├── Unsigned                no signature of its owner vouches for an event (nothing is decided on it)
├── Halted                  a consumer must not go on until an operator says so
└── Unavailable             Kafka, MongoDB or a neighbour is away; try again (503)
"""


class StaleVersion(Exception):
    """`expected` is what the caller last saw, `actual` what the stream has now."""

    def __init__(self, stream: str, expected: int, actual: int):
        super().__init__(f"{stream}: expected version {expected}, is {actual}")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class KeyReused(Exception):
    """The same idempotency key was used before with another request."""


class ContractBroken(Exception):
    """An event's data does not match the JSON Schema of its type."""


class Unsigned(Exception):
    """No signature of its owner vouches for this event."""


class Halted(Exception):
    """A consumer stopped for good: too much is parked, or history was changed behind it."""


class Unavailable(Exception):
    """A server that this one needs does not answer; nothing was changed."""
