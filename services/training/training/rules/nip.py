"""The number of a civil servant, 18 digits: NIP of a PNS or CPNS, NI PPPK (docs/rules.md §1.8).

Both begin with the birth date. What follows is a month of appointment in a NIP, a year and a count of the contract in
an NI PPPK; only the first of these is read.
"""

from datetime import date

PPPK = "PPPK"


def born(number: str, status: str) -> date:
    """The birth date in it; ValueError says in Indonesian what is wrong with another number of this status."""
    if len(number) != 18 or not (number.isascii() and number.isdigit()):
        raise ValueError("NIP harus terdiri atas tepat 18 angka.")
    if number[14] not in "12" and status != PPPK:
        raise ValueError("Angka ke-15 NIP harus 1 (pria) atau 2 (wanita).")
    try:
        if status != PPPK:
            date(int(number[8:12]), int(number[12:14]), 1)
        return date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        raise ValueError("Tanggal lahir atau bulan pengangkatan di dalam NIP tidak ada di kalender.") from None
