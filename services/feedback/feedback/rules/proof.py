"""Which facts about somebody count for IP ASN on a day, and why the others do not (docs/rules.md §5.4).

How long a fact counts is practice and differs by city: WINDOWS is data. Days are YYYY-MM-DD.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .improvement import ROLE
from .professionalism import DISCIPLINE, PERFORMANCE, QUALIFICATION

EDUCATION, PREDICATE, SANCTION = "EDUCATION", "PREDICATE", "SANCTION"
LEADERSHIP, FUNCTIONAL, TECHNICAL, SEMINAR = "LEADERSHIP", "FUNCTIONAL", "TECHNICAL", "SEMINAR"
TRAININGS = (LEADERSHIP, FUNCTIONAL, TECHNICAL, SEMINAR)
WINDOWS = {TECHNICAL: 1, SEMINAR: 2, PREDICATE: 2, SANCTION: 5}
"""Years; what is not here counts for ever."""
LEAST_HOURS = 20
"""JP of technical training, together within the window."""
TRAINED_BY_PROFESSION = ("guru", "dokter", "perawat", "bidan", "apoteker", "psikolog")
"""First words of jobs that count as having functional training (reported)."""
PARTS = {LEADERSHIP: "leadership", FUNCTIONAL: "functional", TECHNICAL: "technical", SEMINAR: "seminar"}
COUNTS, TOO_OLD, OTHER_GROUP, TOO_FEW_HOURS, SURPASSED = (
    "COUNTS",
    "TOO_OLD",
    "OTHER_GROUP",
    "TOO_FEW_HOURS",
    "SURPASSED",
)


class Proof(NamedTuple):
    """One fact: `value` a word of the tables (education, predicate, sanction), `hours` JP of a training."""

    kind: str
    day: str
    value: str | None = None
    hours: int = 0


class Weighed(NamedTuple):
    """What the tables are asked with; `why` says of each proof, in their order, COUNTS or what keeps it from counting.

    `missing` are the kinds without anything that counts: EDUCATION, PREDICATE and the trainings of the group.
    """

    group: str
    education: str | None
    performance: str | None
    discipline: str
    done: tuple[str, ...]
    why: tuple[str, ...]
    missing: tuple[str, ...]


def group_of(job_code: str, leads: bool) -> str:
    """Who leads a unit is structural, a job whose code begins with JF functional, any other an executor (ours)."""
    if leads:
        return "STRUKTURAL"
    return "FUNGSIONAL" if job_code.upper().startswith("JF") else "PELAKSANA"


def trained_by_profession(job_name: str) -> bool:
    return job_name.casefold().split(" ")[0] in TRAINED_BY_PROFESSION


def weigh(group: str, job_name: str, proofs: Sequence[Proof], today: date) -> Weighed:
    recent = [_within(one, today) for one in proofs]
    there = [one for one, counts in zip(proofs, recent, strict=True) if counts]
    hours = sum(one.hours for one in there if one.kind == TECHNICAL)
    best = {
        EDUCATION: max(_of(there, EDUCATION), key=lambda one: (QUALIFICATION[one.value], one.day), default=None),
        PREDICATE: max(_of(there, PREDICATE), key=lambda one: (one.day, PERFORMANCE[one.value]), default=None),
        SANCTION: min(_of(there, SANCTION), key=lambda one: DISCIPLINE[one.value], default=None),
    }
    wanted = [kind for kind in TRAININGS if kind in (TECHNICAL, SEMINAR) or PARTS[kind] == ROLE.get(group)]

    def why(one: Proof, counts: bool) -> str:
        if not counts:
            return TOO_OLD
        if one.kind in best:
            return COUNTS if one is best[one.kind] else SURPASSED
        if one.kind not in wanted:
            return OTHER_GROUP
        return TOO_FEW_HOURS if one.kind == TECHNICAL and hours < LEAST_HOURS else COUNTS

    reasons = tuple(why(one, counts) for one, counts in zip(proofs, recent, strict=True))
    done = {one.kind for one, reason in zip(proofs, reasons, strict=True) if reason == COUNTS}
    if FUNCTIONAL in wanted and trained_by_profession(job_name):
        done.add(FUNCTIONAL)
    return Weighed(
        group,
        best[EDUCATION] and best[EDUCATION].value,
        best[PREDICATE] and best[PREDICATE].value,
        best[SANCTION].value if best[SANCTION] else "NONE",
        tuple(PARTS[kind] for kind in wanted if kind in done),
        reasons,
        tuple(kind for kind in (EDUCATION, PREDICATE, *wanted) if kind not in done),
    )


def _of(proofs: Sequence[Proof], kind: str) -> list[Proof]:
    return [one for one in proofs if one.kind == kind]


def _within(one: Proof, today: date) -> bool:
    """The day so many years before still counts; of 29 February, 28 February stands in."""
    years = WINDOWS.get(one.kind)
    return years is None or one.day >= _years_before(today, years).isoformat()


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
