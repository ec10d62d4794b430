"""One cell of a score file, read into a value. Each function raises ValueError with an Indonesian sentence."""

import re
from collections.abc import Iterable
from decimal import Decimal

from asnkit.sheet.cells import check_kept

from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT

STATUSES = {
    "": PRESENT,
    "hadir": PRESENT,
    "th": ABSENT,
    "tidak hadir": ABSENT,
    "dis": DISQUALIFIED,
    "diskualifikasi": DISQUALIFIED,
}
NOTHING = ("", "-")


def participant_no(cell: str) -> str:
    if not (len(cell) == 12 and cell.isascii() and cell.isdigit()):
        check_kept(cell)
        raise ValueError("Nomor peserta terdiri atas 12 angka.")
    return cell


def status(cell: str) -> str:
    try:
        return STATUSES[" ".join(cell.casefold().split()).strip("-")] if cell else PRESENT
    except KeyError:
        raise ValueError("Isi dengan TH (tidak hadir), DIS (diskualifikasi), atau kosong.") from None


def points(cell: str) -> int:
    if not (len(cell) <= 3 and cell.isascii() and cell.isdigit()):
        check_kept(cell)
        raise ValueError("Isi dengan bilangan bulat.")
    return int(cell)


def decimal(cell: str) -> str | None:
    """350, 350,5 or 350.50 as exact decimal text; None for an empty cell."""
    if cell in NOTHING:
        return None
    if not re.fullmatch(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?", check_kept(cell)):
        raise ValueError("Isi dengan angka, misalnya 350 atau 82,5.")
    return f"{Decimal(cell.replace(',', '.')).normalize():f}"


def most(cell: str) -> int | None:
    """A test's maximum; None for an empty cell."""
    number = decimal(cell)
    if number is not None and not number.isdigit():
        raise ValueError("Nilai maksimum harus bilangan bulat.")
    return number and int(number)


def check_total(cell: str, parts: Iterable[int | str]) -> None:
    """A total is the sum of its parts, or is left out."""
    given, expected = decimal(cell), sum(map(Decimal, parts), Decimal())
    if given is not None and Decimal(given) != expected:
        shown = f"{expected:f}".replace(".", ",")
        raise ValueError(f"Jumlahnya {shown} menurut bagian-bagiannya, bukan {cell}; salah satunya keliru.")
