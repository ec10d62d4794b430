"""The list of who was there as a sheet: given out with who has a seat, read when it comes back filled in.

A row is a participant, named by the enrolment; a column is a day. Reading changes nothing: it says which attendances
would be new, and what is wrong in which row. An empty cell says nothing, and who stands there already is not taken away
by a sheet: that is a correction, with a reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from asnkit.sheet.faults import CELLS, HEADINGS, SENSE, Fault, told
from asnkit.sheet.rows import Unread
from asnkit.sheet.signs import key_of
from asnkit.sheet.table import Layout
from asnkit.sheet.table import read as read_table
from asnkit.text import flat

ENROLMENT, NAME, UNIT = "Kepesertaan", "Nama", "Unit"
LIMIT_ROWS = 500
PRESENT, ABSENT = "hadir", "tidak"
_WORDS = {"hadir": True, "h": True, "ya": True, "1": True, "v": True, "x": True}
_WORDS |= {"tidak": False, "t": False, "0": False, "-": False}


class Sheet(NamedTuple):
    """`rows` are new attendances, {row, enrolment, days}; `known` how many of the sheet stand there already."""

    rows: list[dict]
    known: int
    errors: list[dict]
    unread: list[Unread]


def titles(days: Sequence[str]) -> tuple[str, ...]:
    """The headings of a session with these days (YYYY-MM-DD); no program takes them for dates."""
    return ENROLMENT, NAME, UNIT, *(_title(number, day) for number, day in enumerate(days, 1))


def lines(places: Iterable[Mapping], names: Mapping[str, str | None], days: Sequence[str]) -> Iterable[tuple]:
    """A row for each place (a row of the view `places`), with what is recorded."""
    for place in places:
        there = (PRESENT if day in place["attended"] else "" for day in days)
        yield place["_id"].partition("-")[2], names.get(place["person"]) or "", place["unit"], *there


def read(content: bytes, days: Sequence[str], attended: Mapping[str, Sequence[str]]) -> Sheet:
    """`days` are those that have come; `attended` gives, of each enrolment with a seat, the days that it has."""
    by_title = {key_of(_title(number, day)): day for number, day in enumerate(days, 1)}
    columns = {key_of(name): name for name in (ENROLMENT, NAME, UNIT)} | by_title
    table = read_table(content, Layout(columns.get, LIMIT_ROWS))
    faults = list(table.faults)
    if not any(fault.weight <= HEADINGS for fault in faults):
        faults += table.missing({ENROLMENT: ENROLMENT})
        if not faults and not any(day in table.headings for day in days):
            faults.append(Fault(HEADINGS, table.first, None, "Tidak ada kolom hari sesi ini yang sudah tiba."))
    if any(fault.weight <= HEADINGS for fault in faults):
        return Sheet([], 0, told(faults), table.unread)
    rows, known, seen = [], 0, {}
    for line in table.lines:
        if not any(line.cells.values()):
            continue
        enrolment = flat(line.cells.get(ENROLMENT, "")).casefold()
        wrong = _whose(line.number, enrolment, attended, seen)
        seen.setdefault(enrolment, line.number)
        there, unreadable = _days(line, days, table.headings)
        faults += [*wrong, *unreadable] or _taken_away(line.number, there, attended[enrolment], table.headings)
        if not wrong:
            present = [day for day, is_there in there.items() if is_there]
            new = [day for day in present if day not in attended[enrolment]]
            known += len(present) - len(new)
            rows += [{"row": line.number, "enrolment": enrolment, "days": new}] if new else []
    if not seen and not faults:
        faults.append(Fault(HEADINGS, table.first, None, "Tidak ada baris peserta di bawah judul kolom."))
    return Sheet([] if faults else rows, known, told(faults), table.unread)


def _title(number: int, day: str) -> str:
    return f"Hari {number} ({day})"


def _whose(row: int, enrolment: str, attended: Mapping, seen: Mapping[str, int]) -> list[Fault]:
    if enrolment not in attended:
        return [Fault(SENSE, row, ENROLMENT, "Bukan kepesertaan yang mendapat kursi dalam sesi ini.")]
    if enrolment in seen:
        return [Fault(SENSE, row, ENROLMENT, f"Peserta ini sudah ada pada baris {seen[enrolment]}.")]
    return []


def _days(line, days: Sequence[str], headings: Mapping[str, str]) -> tuple[dict[str, bool], list[Fault]]:
    there, faults = {}, []
    for day in days:
        word = flat(line.cells.get(day, "")).casefold()
        if not word:
            continue
        if word in _WORDS:
            there[day] = _WORDS[word]
        else:
            faults.append(Fault(CELLS, line.number, headings[day], "Isi dengan hadir atau tidak, atau kosongkan."))
    return there, faults


def _taken_away(row: int, there: Mapping[str, bool], attended: Sequence[str], headings: Mapping) -> list[Fault]:
    """Recorded already, and absent by the sheet."""
    gone = [day for day, is_there in there.items() if not is_there and day in attended]
    asked = "Sudah tercatat hadir; bila keliru, koreksi dengan alasannya, tidak lewat lembar ini."
    return [Fault(SENSE, row, headings[day], asked) for day in gone]
