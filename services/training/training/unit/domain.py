"""A unit of the city: a perangkat daerah, or a unit that stands under another one (UPTD, puskesmas, school, kelurahan).

Streams: unit-<uuid>. Each fact holds from a day in Tanjungbalai, which may lie ahead; the days of one unit are in
order. A regulation makes, renames and ends a unit (PP 18/2016: a perda, for a unit under it a perwali): each change
names it. What a unit was ever called stays its own, so that an appointment from before finds it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.text import line
from asnkit.wib import day_begins, wib_date

AGENCY, UNDER = "AGENCY", "UNDER"
KINDS = (AGENCY, UNDER)
AHEAD = timedelta(days=366)
"""A change is recorded at most so long before it holds: a rule of this project, of no decree."""


@dataclass(frozen=True, slots=True)
class Register:
    """`parent` is the state of the unit above, which one that is no perangkat daerah has."""

    name: str
    kind: str
    parent_id: str | None
    parent: Mapping | None
    since: date
    basis: str


@dataclass(frozen=True, slots=True)
class Change:
    """Another name, another place in the tree, or both. `above` are the ids of the units over the new parent."""

    name: str
    parent_id: str | None
    parent: Mapping | None
    above: Sequence[str]
    since: date
    basis: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name by which appointments and lists call this unit."""

    name: str


@dataclass(frozen=True, slots=True)
class End:
    """Closed, or merged into another unit; `children` is how many units stand under it and go on."""

    into_id: str | None
    into: Mapping | None
    children: int
    since: date
    basis: str


def key_of(name: str) -> str:
    """A name as it is compared: nobody minds capitals and spaces."""
    return line(name).casefold()


def called(state: Mapping) -> list[str]:
    """Every name that is or was this unit's, the first one first."""
    return [one["name"] for one in state["names"]] + state["aliases"]


def name_on(state: Mapping, day: str) -> str:
    """What it is called on a day (YYYY-MM-DD); before its first day, by its first name."""
    return [one["name"] for one in state["names"] if one["since"] <= day or one is state["names"][0]][-1]


def ended(state: Mapping, day: str) -> bool:
    return state["ends"] is not None and state["ends"] <= day


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("unit-tidak-ada", "Unit ini tidak ditemukan.", status=404)
    return state


def decide(state: dict | None, command: Register | Change | Alias | End, now: datetime) -> list[Fact]:
    match command:
        case Register():
            return _register(state, command, now)
        case Change():
            return _change(_going(state), command, now)
        case Alias():
            return _alias(known(state), command)
        case End():
            return _end(_going(state), command, now)
        case _:
            raise TypeError(command)


def _register(state: dict | None, command: Register, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("unit-sudah-ada", "Unit ini sudah terdaftar.")
    _check_parent(command.kind, command.parent_id, command.parent, command.since)
    data = {"called": command.name, "kind": command.kind, "parent": command.parent_id}
    return [Fact("unit.registered", data | _dated(command, now), validtime=_holds(command))]


def _change(state: dict, command: Change, now: datetime) -> list[Fact]:
    _check_order(state, command.since)
    facts = []
    if command.name != state["name"]:
        data = {"called": command.name, "before": state["name"], **_dated(command, now)}
        facts.append(Fact("unit.renamed", data, validtime=_holds(command)))
    if command.parent_id != state["parent"]:
        _check_parent(state["kind"], command.parent_id, command.parent, command.since)
        if state["id"] in (command.parent_id, *command.above):
            raise Refused("induk-melingkar", "Unit tidak dapat berada di bawah dirinya sendiri.", "parent")
        data = {"parent": command.parent_id, "before": state["parent"], **_dated(command, now)}
        facts.append(Fact("unit.moved", data, validtime=_holds(command)))
    return facts


def _alias(state: dict, command: Alias) -> list[Fact]:
    if key_of(command.name) in map(key_of, called(state)):
        return []
    return [Fact("unit.alias_added", {"called": command.name})]


def _end(state: dict, command: End, now: datetime) -> list[Fact]:
    _check_order(state, command.since)
    if command.children:
        raise Refused(
            "unit-masih-membawahi",
            f"Unit ini masih membawahi {command.children} unit. Pindahkan atau akhiri unit itu dahulu.",
        )
    if command.into_id is None:
        return [Fact("unit.closed", {"called": state["name"], **_dated(command, now)}, validtime=_holds(command))]
    if command.into_id == state["id"]:
        raise Refused("gabung-ke-diri", "Unit tidak dapat digabung ke dirinya sendiri.", "into")
    _check_there(command.into, command.since, "into")
    data = {"called": state["name"], "into": command.into_id, **_dated(command, now)}
    return [Fact("unit.merged", data, validtime=_holds(command))]


def _going(state: dict | None) -> dict:
    if known(state)["ends"] is not None:
        raise Refused("unit-sudah-diakhiri", "Unit ini sudah diakhiri.")
    return state


def _check_parent(kind: str, parent_id: str | None, parent: Mapping | None, since: date) -> None:
    if kind == AGENCY:
        if parent_id is not None:
            raise Refused("perangkat-tanpa-induk", "Perangkat daerah tidak mempunyai induk.", "parent", status=422)
        return
    if parent_id is None:
        raise Refused("induk-wajib", "Pilih unit induknya.", "parent", status=422)
    _check_there(parent, since, "parent")


def _check_there(other: Mapping | None, since: date, field: str) -> None:
    """Another unit that this one is to stand under, or go into: from that day on."""
    if other is None:
        raise Refused("unit-tidak-ada", "Unit ini tidak ditemukan.", field, status=404)
    if other["ends"] is not None:
        raise Refused("unit-sudah-diakhiri", "Unit yang dipilih sudah diakhiri.", field)
    if other["since"] > since.isoformat():
        raise Refused("unit-belum-ada", "Unit yang dipilih belum ada pada tanggal itu.", field)


def _check_order(state: Mapping, since: date) -> None:
    if since.isoformat() < state["latest"]:
        told = f"Perubahan terakhir berlaku {state['latest']}; yang berikut tidak boleh lebih awal."
        raise Refused("berlaku-mundur", told, "since", status=422)


def _dated(command: Register | Change | End, now: datetime) -> dict[str, str]:
    if command.since > wib_date(now) + AHEAD:
        raise Refused("berlaku-terlalu-jauh", "Tanggal berlaku paling jauh satu tahun lagi.", "since", status=422)
    return {"since": command.since.isoformat(), "basis": command.basis}


def _holds(command: Register | Change | End) -> str:
    return format_time(day_begins(command.since))


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    latest = {"latest": data.get("since", state["latest"] if state else None)}
    match event.fact:
        case "unit.registered":
            named = [{"name": data["called"], "since": data["since"]}]
            made = {"id": event.subject.partition("-")[2], "names": named, "aliases": [], "ends": None, "into": None}
            told = {name: data[name] for name in ("kind", "parent", "since")}
            return {"name": data["called"], **told, **made, **latest}
        case "unit.renamed":
            names = [*state["names"], {"name": data["called"], "since": data["since"]}]
            return {**state, "name": data["called"], "names": names, **latest}
        case "unit.moved":
            return {**state, "parent": data["parent"], **latest}
        case "unit.alias_added":
            return {**state, "aliases": [*state["aliases"], data["called"]]}
        case "unit.merged" | "unit.closed":
            return {**state, "ends": data["since"], "into": data.get("into"), **latest}
        case _:
            return state


AGGREGATE = Aggregate("unit", decide, evolve)
