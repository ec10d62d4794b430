"""Events as the log has them, with what a test does not care about filled in."""

import json

from asnkit.events import NAMESPACE, Event

STREAM = "civil_servant-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"


def envelope(name, data, time, validtime=None, stream=STREAM, version=1, actor="ketua:k1", cause=None, trace="c1"):
    """A whole CloudEvent as plain data."""
    whole = {
        "specversion": "1.0",
        "id": f"{stream}@{version}",
        "source": f"/asn/{name.partition('.')[0]}",
        "type": f"{NAMESPACE}.{name}.v1",
        "subject": stream,
        "time": time,
        "streamversion": version,
        "actor": actor,
        "correlationid": trace,
        "data": data,
    }
    return whole | ({"validtime": validtime} if validtime else {}) | ({"causationid": cause} if cause else {})


def event(*arguments, **keywords) -> Event:
    return Event.from_envelope(envelope(*arguments, **keywords))


def raw(*arguments, **keywords) -> bytes:
    return json.dumps(envelope(*arguments, **keywords), separators=(",", ":")).encode()
