"""The employee number NIP, 18 digits (docs/rules.md §1.8).

Birth date 8, month of appointment as CPNS 6, sex 1 man or 2 woman, serial 3 from 001.
"""

from datetime import date
from typing import NamedTuple

SEXES = {"1": "M", "2": "F"}


class Nip(NamedTuple):
    """Birth date "YYYY-MM-DD", appointment "YYYY-MM", sex "M" or "F", serial 3 digits."""

    birth_date: str
    appointed: str
    sex: str
    serial: str


def nip_parse(nip: str) -> Nip:
    """The parts of a structurally valid NIP; ValueError says in Indonesian what is wrong with another."""
    if not isinstance(nip, str) or len(nip) != 18 or not (nip.isascii() and nip.isdigit()):
        raise ValueError("NIP harus terdiri atas tepat 18 angka.")
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
        appointed = date(int(nip[8:12]), int(nip[12:14]), 1)
    except ValueError:
        raise ValueError("Tanggal lahir atau bulan pengangkatan di dalam NIP tidak ada di kalender.") from None
    if nip[14] not in SEXES:
        raise ValueError("Angka ke-15 NIP harus 1 (pria) atau 2 (wanita).")
    if nip[15:] == "000":
        raise ValueError("Nomor urut NIP dimulai dari 001.")
    return Nip(born.isoformat(), f"{appointed:%Y-%m}", SEXES[nip[14]], nip[15:])
