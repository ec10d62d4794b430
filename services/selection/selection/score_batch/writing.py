"""Scores as a sheet: the columns that `sheet.read` takes in, and the file to be filled in, a row for each."""

from collections.abc import Iterable, Sequence

from asnkit.sheet.writing import Cell

from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT, SKD
from ..round.domain import plan_of
from ..rules.skd import PARTS
from .check import Known
from .sheet import NUMBER, REMARK

REMARKS = {PRESENT: "", ABSENT: "TH", DISQUALIFIED: "DIS"}


def columns_of(stage: str, kinds: Sequence[str] = ("CAT",)) -> tuple[str, ...]:
    """`kinds` are the tests of SKB, as plans name them."""
    pairs = (f"{what}_{kind.lower()}" for kind in kinds for what in ("nilai", "maks"))
    return (NUMBER, *(PARTS if stage == SKD else pairs), REMARK)


def rows_of(rows: Iterable[dict], stage: str, kinds: Sequence[str] = ("CAT",)) -> Iterable[list[Cell]]:
    """`rows` as `sheet.read` gives them."""
    for row in rows:
        if stage == SKD:
            given: list[Cell] = [(row["skd"] or {}).get(part) for part in PARTS]
        else:
            tests = {one["kind"]: (one["score"].replace(".", ","), one["most"]) for one in row["skb"] or ()}
            given = [cell for kind in kinds for cell in tests.get(kind, (None, None))]
        yield [row["participant_no"], *given, REMARKS[row["status"]]]


def kinds_of(known: Known) -> list[str]:
    """The tests of SKB that the plans of these lines have, CAT first."""
    return list(dict.fromkeys(one["kind"] for line in known.lines.values() for one in _tests(known, line)))


def to_fill_in(known: Known, stage: str) -> Iterable[list[Cell]]:
    """A row for each participant without a score of this stage, with the maxima of the line's tests."""
    kinds = kinds_of(known)
    for number, (stream, state) in sorted(known.candidates.items()):
        if state[stage.lower()] is not None or state["withdrawn"]:
            continue
        if stage == SKD:
            yield [number, *(None for _ in PARTS), None]
        elif stream in known.admitted:
            most = {one["kind"]: one["most"] for one in _tests(known, known.lines[state["vacancy"]])}
            yield [number, *(cell for kind in kinds for cell in (None, most.get(kind))), None]


def _tests(known: Known, line: dict) -> list[dict]:
    return plan_of(known.round, line)["skb"]
