"""The signed promise in every command's answer.

It says: these events, with these hashes, were recorded at this time and will be in the
public log within a minute. It is what certificate transparency calls an SCT: kept
by the person, it is evidence against us when the log lacks the event.

Text of the note, one event a line:

    id.go.tanjungbalai.asn/<service>/promise
    <time, RFC 3339 UTC>
    <event id> <SHA-256 of the event's bytes, base64>
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from tlog.notes import Signer, open_note


def origin(service: str) -> str:
    return f"id.go.tanjungbalai.asn/{service}/promise"


@dataclass(frozen=True)
class Promise:
    origin: str
    time: str
    hashes: dict[str, bytes]
    """SHA-256 of the event's bytes by event id."""


def promise(signer: Signer, time: str, events: Iterable[tuple[str, bytes]]) -> str:
    """Sign for pairs (event id, event bytes)."""
    lines = [signer.name, time]
    for event_id, raw in events:
        lines.append(f"{event_id} {base64.b64encode(hashlib.sha256(raw).digest()).decode()}")
    return signer.sign("\n".join(lines) + "\n")


def open_promise(note: str, verifier: str) -> Promise:
    """Check the signature and read a promise. Raises tlog.notes.NoteRefused."""
    name, time, *lines = open_note(note, verifier).splitlines()
    pairs = (line.rpartition(" ") for line in lines)
    return Promise(name, time, {event_id: base64.b64decode(text) for event_id, _, text in pairs})
