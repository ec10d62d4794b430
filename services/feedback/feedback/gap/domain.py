"""Where a unit falls short by the public's own figures: told once for each unit, subject and quarter.

Streams: gap-<uuid>, which follows from those three, so that whatever is found twice is one gap. Everything of it is
public; who plans training turns it into a need. A rule of this project, of no decree (docs/rules.md §5.1, §5.2).
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction

from asnkit.events import Aggregate, Event, Fact

from ..rules.cells import FEWEST
from ..rules.ikm import ikm_grade

INDEX, COMPLAINTS = "index", "complaints"
WEAK = ("C", "D")
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/feedback/gap")


@dataclass(frozen=True, slots=True)
class Find:
    """`subject` is an element of an index, with its exact `mean`, or a trouble of complaints.

    `people` answered the element, or as many complaints had the trouble.
    """

    unit: str
    subject: str
    quarter: str
    source: str
    link: str
    people: int
    survey: str | None = None
    service: str | None = None
    mean: str | None = None
    grade: str | None = None


def stream_of(unit: str, subject: str, quarter: str) -> str:
    return f"gap-{uuid.uuid5(_NAMES, f'{quarter}/{subject}/{unit}')}"


def weak(survey: str, index: Mapping, quarter: str) -> Iterator[Find]:
    """The elements of a published index (ikm.published) whose own mean, times 25, is of grade C or D."""
    for element, one in index["elements"].items():
        grade = ikm_grade(25 * Fraction(one["mean"]))
        if grade in WEAK:
            of = {"survey": survey, "service": index["service"], "mean": one["mean"], "grade": grade}
            yield Find(index["unit"], element, quarter, INDEX, f"/ikm/{survey}", one["n"], **of)


def decide(state: dict | None, command: Find, now: datetime) -> list[Fact]:
    if not isinstance(command, Find):
        raise TypeError(command)
    if state is not None or command.people < FEWEST:
        return []
    return [Fact("gap.found", asdict(command))]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time}


AGGREGATE = Aggregate("gap", decide, evolve)
