"""What people paste, put together again: a mail program, a PDF reader or a telephone wraps lines, drops empty ones,
quotes, and prints another dash.

Only what means nothing is put right. The signature is over the exact text, so whatever else was changed is not
taken for the original.
"""

import re

PROMISE = "asn-promise/v1"
PROOF = "c2sp.org/tlog-proof@v1"
PIECES = 6
"""Into how many parts a wrap may have cut one word."""

QUOTED = re.compile(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)
INVISIBLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
QUOTES = "\"'`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"

SHA256 = re.compile(r"[0-9a-f]{64}")
HASH = re.compile(r"[A-Za-z0-9+/]{43}=")
SIGNATURE = re.compile(r"[A-Za-z0-9+/]{91}=|[A-Za-z0-9+/]{102}==")
NUMBER = re.compile(r"[0-9]{1,18}")
EVENT = re.compile(r"[a-z_]+-[^\s@]+@[0-9]{1,9}")
ORIGIN = re.compile(r"id\.go\.tanjungbalai\.asn/(?:[a-z]+/promise|log)")
TIME = re.compile(r"[0-9T:.+-]{19,32}Z?")
NAME = re.compile(r"[^\s+]*[a-z][^\s+]*")


class Torn(Exception):
    """It begins like one of ours, and a part of it is missing."""


def mended(text: str) -> str:
    """A promise or a proof as we wrote it, a SHA-256 as hex, or the text itself where it is none. Raises Torn."""
    plain = DASHES.sub("-", INVISIBLE.sub("", QUOTED.sub("", text)))
    words = plain.translate({ord(quote): " " for quote in QUOTES}).split()
    if SHA256.fullmatch(joined := "".join(words).lower()):
        return joined
    for first, mend in ((PROMISE, _promise), (PROOF, _proof)):
        if first in words:
            return mend(_Words(words[words.index(first) + 1 :]))
    return text


class _Words:
    def __init__(self, words: list[str]):
        self._words = words

    def sees(self, pattern: re.Pattern) -> bool:
        return bool(self._words) and bool(pattern.fullmatch(self._words[0]))

    def take(self, pattern: re.Pattern) -> str:
        """The next word; where a wrap cut it, its parts together. Raises Torn."""
        for count in range(1, min(PIECES, len(self._words)) + 1):
            word = "".join(self._words[:count])
            if pattern.fullmatch(word):
                del self._words[:count]
                return word
        raise Torn

    def take_word(self, word: str) -> str:
        return self.take(re.compile(re.escape(word)))

    def signatures(self) -> str:
        """The lines of a note behind its empty line; what stands behind them on the page is left out. Raises Torn."""
        lines = []
        while not lines or (len(self._words) > 2 and not self._words[0].strip("-")):
            if self._words and not self._words[0].strip("-"):
                del self._words[0]
            lines.append(f"\u2014 {self.take(NAME)} {self.take(SIGNATURE)}\n")
        return "".join(lines)


def _promise(words: _Words) -> str:
    lines = [PROMISE]
    while not words.sees(ORIGIN):
        event, digest = words.take(EVENT), words.take(HASH)
        index, size = words.take(NUMBER), words.take(NUMBER)
        hashes = [words.take(HASH) for _ in range(_steps(int(index), int(size)))]
        lines.append(" ".join((event, digest, index, size, *hashes)))
    note = [words.take(ORIGIN)]
    for name, pattern in (("time", TIME), ("events", NUMBER), ("root", HASH)):
        note.append(f"{words.take_word(name)} {words.take(pattern)}")
    return "\n".join(lines) + "\n\n" + "\n".join(note) + "\n\n" + words.signatures()


def _proof(words: _Words) -> str:
    lines = [
        PROOF,
        f"{words.take_word('extra')} {words.take(HASH)}",
        f"{words.take_word('index')} {words.take(NUMBER)}",
    ]
    while not words.sees(ORIGIN):
        lines.append(words.take(HASH))
    note = [words.take(ORIGIN), words.take(NUMBER), words.take(HASH)]
    return "\n".join(lines) + "\n\n" + "\n".join(note) + "\n\n" + words.signatures()


def _steps(index: int, size: int) -> int:
    """How many hashes lead from a leaf to the root (RFC 9162 §2.1.3.2)."""
    steps, node, last = 0, index, size - 1
    while last > 0:
        steps += bool(node & 1) or node < last
        node, last = node >> 1, last >> 1
    return steps
