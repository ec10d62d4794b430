"""Offline proofs in one text (C2SP tlog-proof): an entry's number, its path to the root, the signed root."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from .checkpoints import Checkpoint, open_checkpoint
from .tree import HASH_BYTES, ProofRefused, leaf_hash, verify_inclusion

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


@dataclass(frozen=True)
class Proof:
    """`extra` is whatever the application needs to find the entry; it is not signed. `note` is the checkpoint."""

    index: int
    hashes: Sequence[bytes]
    note: str
    extra: bytes = b""

    @property
    def text(self) -> str:
        extra = [f"extra {base64.b64encode(self.extra).decode()}"] if self.extra else []
        lines = [FIRST_LINE, *extra, f"index {self.index}", *_encoded(self.hashes)]
        return "".join(f"{line}\n" for line in lines) + "\n" + self.note

    def verify(self, entry: bytes, verifier: str) -> Checkpoint:
        """The checkpoint under which this entry stands. Raises NoteRefused, ProofRefused."""
        found = open_checkpoint(self.note, verifier)
        verify_inclusion(leaf_hash(entry), self.index, found.size, self.hashes, found.root)
        return found


def parse(text: str) -> Proof:
    """Raises ProofRefused."""
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    extra = lines.pop(0).removeprefix("extra ") if lines and lines[0].startswith("extra ") else ""
    index = lines.pop(0).removeprefix("index ") if lines else ""
    try:
        proof = Proof(int(index), decode_hashes(lines), note, base64.b64decode(extra, validate=True))
    except ValueError:
        raise ProofRefused("not a proof of a transparency log") from None
    if first != FIRST_LINE or proof.index < 0 or proof.text != text:
        raise ProofRefused("not a proof of a transparency log")
    return proof


def decode_hashes(lines: list[str]) -> list[bytes]:
    """One hash a line, base64. Raises ValueError."""
    hashes = [base64.b64decode(line, validate=True) for line in lines]
    if len(hashes) > MOST_HASHES or any(len(one) != HASH_BYTES for one in hashes):
        raise ValueError("not a list of hashes")
    return hashes


def _encoded(hashes: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]
