"""A satisfaction survey: opened, closed, and its index published once, by two people.

Streams: survey-<uuid>. Every figure of the index is in what one person proposes and another one signs
(publication/domain.py); here it is told to everybody, in the transaction of the second signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.sampling import krejcie_morgan
from .channels import CHANNELS
from .index import FEWEST
from .questions import QUESTIONNAIRE

DEFAULT_MINIMUM = 30
MOST_SLIPS = 100_000
MOST_AT_ONCE = 105
"""Slips of one sheet: five pages."""
MISSING = Refused("survei-tidak-ada", "Survei ini tidak ditemukan.", status=404)


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
class Publish:
    """What two people signed, in the transaction of the second signature; `proposal` is that stream's state.

    `signers` are the roles of the two.
    """

    publication: str
    proposal: Mapping
    signers: tuple[str, str]


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Open):
        return _open(state, command)
    known(state)
    match command:
        case IssueSlips():
            return _issue(state, command, now)
        case Close():
            return _close(state, command)
        case Publish():
            return _publish(state, command)
    raise TypeError(command)


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


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


def check_publishable(state: Mapping) -> None:
    if state["status"] == "open":
        raise Refused("survei-masih-dibuka", "Tutup survei lebih dahulu.")
    if state["ikm"] is not None:
        raise Refused("ikm-sudah-terbit", "IKM survei ini sudah diterbitkan.")


def _publish(state: dict, command: Publish) -> list[Fact]:
    check_publishable(state)
    signed = {"signers": list(command.signers), "publication": command.publication}
    return [Fact("ikm.published", {**command.proposal["index"], **signed})]


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
