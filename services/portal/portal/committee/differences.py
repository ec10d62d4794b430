"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

WORD = re.compile(r"\s+|[^\s]+")


class Part(NamedTuple):
    """`kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Part]:
    """The parts of both in reading order; what is gone stands before what is new in its place."""
    old, new = WORD.findall(before), WORD.findall(after)
    found = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Part("same", "".join(old[a:b])))
            continue
        found += [Part(kind, text) for kind, text in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if text]
    return found
