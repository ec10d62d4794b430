"""Who leads a unit, and from which day: its head, or somebody who acts as head.

Streams: headship-<uuid of the unit>, internal (docs/decisions/0081). The head is the superior of whoever works there,
and the head of the unit above is the superior of a head, as they are on the day that is asked about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..civil_servant.domain import is_serving
from ..unit.domain import AHEAD
from ..unit.domain import known as known_unit

DEEPEST = 12
"""Levels of the tree that are looked through for a superior; a city has five."""


@dataclass(frozen=True, slots=True)
class Assign:
    """`unit` and `servant` are the states of the unit and of the person's record, None where there is none."""

    unit_id: str
    unit: Mapping | None
    person: str
    servant: Mapping | None
    acting: bool
    since: date
    decree_no: str


@dataclass(frozen=True, slots=True)
class Vacate:
    """Nobody leads the unit from that day on."""

    since: date
    decree_no: str


def head_on(state: Mapping | None, day: str) -> dict | None:
    """{person, acting, since, decree_no} of who leads on a day (YYYY-MM-DD), None where nobody does."""
    terms = [one for one in (state["terms"] if state else ()) if one["since"] <= day]
    return terms[-1] if terms and terms[-1]["person"] else None


def superior_on(
    unit: str | None, person: str, day: str, state_of: Callable[[str], Mapping | None], parent_of: Callable
) -> tuple[str, dict] | None:
    """(unit, its head) whom a person answers to: the nearest head above who is somebody else; None without one.

    `state_of` gives the headship of a unit, `parent_of` the unit above it or None.
    """
    for _ in range(DEEPEST):
        if unit is None:
            return None
        head = head_on(state_of(unit), day)
        if head is not None and head["person"] != person:
            return unit, head
        unit = parent_of(unit)
    return None


def decide(state: dict | None, command: Assign | Vacate, now: datetime) -> list[Fact]:
    match command:
        case Assign():
            return _assign(state, command, now)
        case Vacate():
            return _vacate(state, command, now)
        case _:
            raise TypeError(command)


def _assign(state: dict | None, command: Assign, now: datetime) -> list[Fact]:
    unit = known_unit(command.unit)
    since = command.since.isoformat()
    if not is_serving(command.servant):
        raise Refused("asn-tidak-ada", "Orang ini tidak tercatat sebagai ASN.", "person", status=404)
    if since < unit["since"] or (unit["ends"] is not None and since >= unit["ends"]):
        raise Refused("unit-belum-ada", "Unit ini tidak ada pada tanggal itu.", "since")
    last = _last(state, command.since, now)
    if last and (last["person"], last["acting"]) == (command.person, command.acting):
        return []
    data = {"unit": command.unit_id, "person": command.person, "acting": command.acting, "since": since}
    return [Fact("headship.assigned", {**data, "decree_no": command.decree_no}, validtime=_holds(command.since))]


def _vacate(state: dict | None, command: Vacate, now: datetime) -> list[Fact]:
    last = _last(state, command.since, now)
    if last is None or last["person"] is None:
        raise Refused("kepala-tidak-ada", "Unit ini tidak mempunyai kepala yang dapat diakhiri.")
    data = {"unit": state["unit"], "person": last["person"], "since": command.since.isoformat()}
    return [Fact("headship.vacated", {**data, "decree_no": command.decree_no}, validtime=_holds(command.since))]


def _last(state: dict | None, since: date, now: datetime) -> dict | None:
    """The last term; raises Refused where the next one would not follow it, or lies too far ahead."""
    if since > wib_date(now) + AHEAD:
        raise Refused("berlaku-terlalu-jauh", "Tanggal berlaku paling jauh satu tahun lagi.", "since", status=422)
    last = state["terms"][-1] if state else None
    if last and since < date.fromisoformat(last["since"]) + timedelta(days=1):
        told = f"Perubahan terakhir berlaku {last['since']}; yang berikut paling cepat sehari sesudahnya."
        raise Refused("berlaku-mundur", told, "since", status=422)
    return last


def _holds(since: date) -> str:
    return format_time(day_begins(since))


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    term = {name: data[name] for name in ("since", "decree_no")}
    if event.fact == "headship.assigned":
        term |= {"person": data["person"], "acting": data["acting"]}
    else:
        term |= {"person": None, "acting": False}
    return {"unit": data["unit"], "terms": [*(state["terms"] if state else []), term]}


def _assign_again(event: Event, states: Mapping[str, dict | None]) -> Assign:
    data = event.data
    unit, servant = states.get(f"unit-{data['unit']}"), states.get(f"civil_servant-{data['person']}")
    since = date.fromisoformat(data["since"])
    return Assign(data["unit"], unit, data["person"], servant, data["acting"], since, data["decree_no"])


def _vacate_again(event: Event, states: Mapping[str, dict | None]) -> Vacate:
    return Vacate(date.fromisoformat(event.data["since"]), event.data["decree_no"])


AGGREGATE = Aggregate(
    "headship",
    decide,
    evolve,
    again={"headship.assigned": _assign_again, "headship.vacated": _vacate_again},
)
