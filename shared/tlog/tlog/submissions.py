"""What a log sends to a witness (C2SP tlog-witness, POST add-checkpoint)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from .proofs import decode_hashes

PATH = "/add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"


class SubmissionRefused(Exception):
    """A request body that is none."""


@dataclass(frozen=True)
class Submission:
    """`proof` is the consistency proof from the `old` size to the checkpoint in `note`."""

    old: int
    proof: Sequence[bytes]
    note: str

    @property
    def text(self) -> str:
        hashes = [base64.b64encode(one).decode() for one in self.proof]
        return "".join(f"{line}\n" for line in [f"old {self.old}", *hashes]) + "\n" + self.note


def parse(text: str) -> Submission:
    """Raises SubmissionRefused."""
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    try:
        found = Submission(int(first.removeprefix("old ")), decode_hashes(lines), note)
    except ValueError:
        raise SubmissionRefused("not a checkpoint with a consistency proof") from None
    if found.text != text or found.old < 0 or not note:
        raise SubmissionRefused("not a checkpoint with a consistency proof")
    return found
