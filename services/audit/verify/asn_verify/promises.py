"""A promise: which events, with which hashes, a service signed in one transaction.

asn-promise/v1
<event id> <SHA-256, base64> <index> <size> <hash, base64> …
(an empty line)
<the note that the service signed over the root of the transaction's events>
"""

import base64
import json
from collections.abc import Iterator

from tlog.commits import Path, verify
from tlog.notes import NoteRefused
from tlog.tree import ProofRefused

from .growth import Contradicts
from .mirror import Recorded

FIRST_LINE = "asn-promise/v1"


def text(one: Recorded) -> str:
    """The promise of one event, made again from what the archive has of it."""
    digest = base64.b64encode(one.leaf).decode()
    return f"{FIRST_LINE}\n{json.loads(one.raw)['id']} {digest} {one.path}\n\n{one.note}"


def promised(text: str, key: str) -> Iterator[tuple[str, bytes, str]]:
    """(event id, its SHA-256, when it was signed) of a promise by the holder of this key. Raises Contradicts."""
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != FIRST_LINE:
        raise Contradicts("this is not a promise")
    for line in lines:
        event, encoded, path = (*line.split(" ", 2), "", "")[:3]
        try:
            digest = base64.b64decode(encoded, validate=True)
            yield event, digest, verify(note, key, Path.parse(path), digest)
        except (NoteRefused, ProofRefused, ValueError) as refused:
            raise Contradicts(f"the promise: {refused}") from None
