"""Whether what somebody hands in is in the book already: an hour is never counted twice."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from asnkit.events import Refused


class Known(NamedTuple):
    """What is handed in, or in the book: without `provider` it is the city's own."""

    title: str
    provider: str | None
    number: str | None
    began: date
    completed_on: date


def check_new(one: Known, others: Sequence[Known]) -> None:
    """Raises Refused, which names the other one."""
    for other in others:
        told = f"{other.title}, {other.began.isoformat()} sampai {other.completed_on.isoformat()}"
        if _same_paper(one, other):
            raise Refused("sertifikat-sudah-tercatat", f"Nomor ini sudah tercatat untuk {told}.", "number")
        meets = one.began <= other.completed_on and other.began <= one.completed_on
        if meets and plain(one.title) == plain(other.title):
            raise Refused("kegiatan-sudah-tercatat", f"Kegiatan ini sudah tercatat: {told}.", "title")


def plain(words: str) -> str:
    """As two people write the same: without case, accents, spaces and signs."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", words).casefold() if letter.isalnum())


def _same_paper(one: Known, other: Known) -> bool:
    if not one.number or not other.number or plain(one.number) != plain(other.number):
        return False
    return other.provider is None or plain(one.provider or "") == plain(other.provider)
