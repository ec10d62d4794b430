"""A satisfaction survey: opened, closed, and its index published once.

Streams: survey-<uuid>. The index is computed from every answer, exactly, and only when
each element has the survey's minimum of respondents: an index of a few people says
little and may show who they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.exact import ratio
from asnkit.wib import wib_date

from ..rules import spread
from ..rules.ikm import ikm
from ..rules.sampling import krejcie_morgan
from ..rules.spread import Complete
from .questions import ELEMENTS, QUESTIONNAIRE, QUESTIONS

NONE = Complete(0, [], [])
FEWEST = 5
DEFAULT_MINIMUM = 30
MOST_SLIPS = 100_000
ANY = "any"
CHANNELS = ("counter", "web", "applicant")
"""At a tablet or with a slip, by a link, from the pages of an applicant."""
MOST_AT_ONCE = 105
"""Slips of one sheet: five pages."""


class Flagged(NamedTuple):
    """How many answers have each flag and, under ANY, one at least; and the tallies of the others."""

    numbers: Mapping[str, int]
    rest: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Open:
    """`population`, people served, sets the minimum by Krejcie and Morgan; else `minimum` holds.

    `quotas` are how many answers are wanted by a channel, for those of CHANNELS that have one.
    """

    unit: str
    service: str
    title: str
    minimum: int = DEFAULT_MINIMUM
    population: int | None = None
    quotas: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssueSlips:
    """`number` codes for this counter, after those that were made before."""

    counter: str
    number: int


@dataclass(frozen=True, slots=True)
class Close:
    """`responses` is how many answers there are."""

    responses: int


@dataclass(frozen=True, slots=True)
class PublishIndex:
    """`tallies` maps each element to (respondents, sum of their answers).

    `counted_sha256` is the hash over the ids of the answers that were counted; `complete` are sums over those that
    leave out no element; `flagged` is None where no answer is. `channels` maps each channel to its answers, `by_slip`
    is how many came with a slip.
    """

    responses: int
    tallies: dict[str, tuple[int, int]]
    counted_sha256: str
    complete: Complete = NONE
    flagged: Flagged | None = None
    channels: Mapping[str, int] = field(default_factory=dict)
    by_slip: int = 0


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Open):
        return _open(state, command)
    if state is None:
        raise Refused("survei-tidak-ada", "Survei ini tidak ditemukan.", status=404)
    match command:
        case IssueSlips():
            return _issue(state, command, now)
        case Close():
            return _close(state, command)
        case PublishIndex():
            return _publish(state, command)
    raise TypeError(command)


def _open(state: dict | None, command: Open) -> list[Fact]:
    if state is not None:
        raise Refused("survei-sudah-dibuka", "Survei ini sudah dibuka.")
    minimum = command.minimum
    if command.population is not None:
        minimum = max(FEWEST, krejcie_morgan(command.population))
    data = {
        "unit": command.unit,
        "service": command.service,
        "title": command.title,
        "questionnaire": QUESTIONNAIRE,
        "minimum": minimum,
        "population": command.population,
    }
    if command.quotas:
        data["quotas"] = {channel: command.quotas[channel] for channel in CHANNELS if channel in command.quotas}
    return [Fact("survey.opened", data)]


def _issue(state: dict, command: IssueSlips, now: datetime) -> list[Fact]:
    if state["status"] != "open":
        raise Refused("survei-sudah-ditutup", "Survei ini sudah ditutup.")
    made = slips_of(state)
    if made + command.number > MOST_SLIPS:
        message = f"Satu survei memuat paling banyak {MOST_SLIPS} slip."
        raise Refused("slip-terlalu-banyak", message, "number", status=422)
    data = {"counter": command.counter, "first": made + 1, "number": command.number, "day": wib_date(now).isoformat()}
    return [Fact("survey.slips_issued", data)]


def slips_of(state: dict) -> int:
    """How many slips were made for it; their numbers begin with 1."""
    return sum(sheet["number"] for sheet in state["sheets"])


def _close(state: dict, command: Close) -> list[Fact]:
    if state["status"] != "open":
        raise Refused("survei-sudah-ditutup", "Survei ini sudah ditutup.")
    return [Fact("survey.closed", {"responses": command.responses})]


def _publish(state: dict, command: PublishIndex) -> list[Fact]:
    if state["status"] == "open":
        raise Refused("survei-masih-dibuka", "Tutup survei lebih dahulu.")
    if state["ikm"] is not None:
        raise Refused("ikm-sudah-terbit", "IKM survei ini sudah diterbitkan.")
    for element in ELEMENTS:
        n, _ = command.tallies[element]
        if n < state["minimum"]:
            name, least = QUESTIONS[element].name, state["minimum"]
            raise Refused("responden-kurang", f"Unsur {name} baru dijawab {n} orang; paling sedikit {least} orang.")
    respondents, totals = zip(*(command.tallies[element] for element in ELEMENTS), strict=True)
    index = ikm(totals, respondents)
    data = {
        "unit": state["unit"],
        "service": state["service"],
        "responses": command.responses,
        "counted_sha256": command.counted_sha256,
        "minimum": state["minimum"],
        "elements": {
            element: {"n": n, "total": total, "mean": ratio(Fraction(total, n))}
            for element, n, total in zip(ELEMENTS, respondents, totals, strict=True)
        },
        "weight": "1/9",
        "index": ratio(index.exact),
        "shown": index.shown,
        "grade": index.grade,
    }
    if command.complete.n >= spread.FEWEST:
        data["complete"] = {name: getattr(command.complete, name) for name in ("n", "totals", "products")}
    if command.channels:
        data["channels"] = {channel: command.channels.get(channel, 0) for channel in CHANNELS}
    if state["quotas"]:
        data["quotas"] = state["quotas"]
    if state["sheets"]:
        data["slips"] = {"handed_out": slips_of(state), "answered": command.by_slip}
    if command.flagged is not None:
        data["flagged"] = dict(command.flagged.numbers) | {"without": _without(state["minimum"], command.flagged)}
    return [Fact("ikm.published", data)]


def _without(minimum: int, flagged: Flagged) -> dict | None:
    """The index without what is flagged; None below the minimum, and where the difference would tell a few answers."""
    respondents, totals = zip(*(flagged.rest[element] for element in ELEMENTS), strict=True)
    if flagged.numbers[ANY] < FEWEST or min(respondents) < minimum:
        return None
    index = ikm(totals, respondents)
    return {"index": ratio(index.exact), "shown": index.shown, "grade": index.grade}


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "survey.opened":
            begun = {"status": "open", "opened_at": event.time, "ikm": None, "sheets": []}
            return {"quotas": {}, **event.data, **begun}
        case "survey.slips_issued":
            return {**state, "sheets": [*state["sheets"], dict(event.data)]}
        case "survey.closed":
            return {**state, "status": "closed", "closed_at": event.time}
        case "ikm.published":
            return {**state, "ikm": event.data, "published_at": event.time}


AGGREGATE = Aggregate("survey", decide, evolve, shape=3)
