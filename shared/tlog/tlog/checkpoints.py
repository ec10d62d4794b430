"""Checkpoints (C2SP tlog-checkpoint): which log, how many entries, which root."""

import base64
from dataclasses import dataclass

from .notes import COSIGNATURE, NoteRefused, Verifier, open_note, signature_of, split
from .tree import HASH_BYTES


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the note."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


def parse(text: str) -> Checkpoint:
    """Read a checkpoint's text, whoever signed it. Raises NoteRefused."""
    lines = text.split("\n")[:-1]
    try:
        origin, size, root, *extensions = lines
        found = Checkpoint(origin, int(size), base64.b64decode(root, validate=True), tuple(extensions))
    except ValueError:
        raise NoteRefused("not a checkpoint") from None
    if found.text != text or "" in lines or len(found.root) != HASH_BYTES or found.size < 0:
        raise NoteRefused("not a checkpoint")
    return found


def open_checkpoint(note: str, verifier: str) -> Checkpoint:
    """The checkpoint that this log signed; its origin is the name of the log's key. Raises NoteRefused."""
    found = parse(open_note(note, verifier))
    if found.origin != Verifier.parse(verifier).name:
        raise NoteRefused(f"a checkpoint of another log: {found.origin}")
    return found


def cosigners(note: str, verifiers: list[str]) -> dict[str, int]:
    """Which of these witnesses cosigned, and when (Unix time, seconds).

    Signatures of other keys do not count. Raises NoteRefused when one of a known key is wrong.
    """
    text, signatures = split(note)
    found = {}
    for key in map(Verifier.parse, verifiers):
        signature = signature_of(key, signatures)
        if key.kind == COSIGNATURE and signature:
            found[key.name] = key.check(text, signature.value)
    return found
