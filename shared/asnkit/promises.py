"""The signed promise in every command's answer.

It says: these events, with these hashes, were recorded at this time and will be in the
public log within a minute. It is what certificate transparency calls an SCT: kept
by the person, it is evidence against us when the log lacks the event.

Its text is the commit's own note (tlog.commits) below a line for each event:

    asn-promise/v1
    <event id> <SHA-256 of the event's bytes, base64> <path>

    <signed note>
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from tlog.commits import Path, open_commit
from tlog.tree import ProofRefused

FIRST_LINE = "asn-promise/v1"


@dataclass(frozen=True)
class Promise:
    origin: str
    time: str
    hashes: dict[str, bytes]
    """SHA-256 of the event's bytes by event id."""


def promise(note: str, events: Iterable[tuple[str, bytes, str]]) -> str:
    """The text for a signed note and (event id, SHA-256, path text) of its events."""
    lines = [f"{event} {base64.b64encode(digest).decode()} {path}" for event, digest, path in events]
    return "\n".join((FIRST_LINE, *lines)) + "\n\n" + note


def open_promise(text: str, verifier: str) -> Promise:
    """Check the signature and every path. Raises tlog.notes.NoteRefused, tlog.tree.ProofRefused."""
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != FIRST_LINE:
        raise ProofRefused("not a promise")
    commit = open_commit(note, verifier)
    hashes = {}
    for line in lines:
        event, digest, path = (*line.split(" ", 2), "", "")[:3]
        try:
            hashes[event] = base64.b64decode(digest, validate=True)
        except ValueError:
            raise ProofRefused("not a promise") from None
        commit.require(Path.parse(path), hashes[event])
    return Promise(commit.origin, commit.time, hashes)
