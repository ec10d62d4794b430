"""A post in a unit, and the competences that it asks for.

Streams: post-<uuid>, public: what a post asks for concerns no person. A standard holds from its day; another one
follows it, and both stay to be seen, because a gap is measured by the standard of its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.text import line
from asnkit.wib import day_begins, wib_date

from ..rules.competences import CORE, LEVELS
from ..unit.domain import AHEAD
from ..unit.domain import known as known_unit

KINDS = ("STRUCTURAL", "FUNCTIONAL", "EXECUTOR")


@dataclass(frozen=True, slots=True)
class Register:
    """`core` are levels of all of CORE; `technical` are levels by the names of the post's own competences."""

    unit_id: str
    unit: Mapping | None
    code: str
    title: str
    kind: str
    core: Mapping[str, int]
    technical: Mapping[str, int]
    since: date
    basis: str


@dataclass(frozen=True, slots=True)
class SetStandard:
    core: Mapping[str, int]
    technical: Mapping[str, int]
    since: date
    basis: str


@dataclass(frozen=True, slots=True)
class Close:
    since: date
    basis: str


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("jabatan-tidak-ada", "Jabatan ini tidak ditemukan.", status=404)
    return state


def standard_on(state: Mapping, day: str) -> dict | None:
    """{core, technical, since, basis} that holds on a day (YYYY-MM-DD); None before the first."""
    found = [one for one in state["standards"] if one["since"] <= day]
    return found[-1] if found else None


def decide(state: dict | None, command: Register | SetStandard | Close, now: datetime) -> list[Fact]:
    match command:
        case Register():
            return _register(state, command, now)
        case SetStandard():
            return _set(_going(state, command, now), command)
        case Close():
            named = {name: _going(state, command, now)[name] for name in ("unit", "code", "title")}
            return [Fact("post.closed", named | _dated(command), validtime=_holds(command))]
        case _:
            raise TypeError(command)


def _register(state: dict | None, command: Register, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("jabatan-sudah-ada", "Jabatan ini sudah terdaftar.")
    unit = known_unit(command.unit)
    if unit["ends"] is not None or command.since.isoformat() < unit["since"]:
        raise Refused("unit-belum-ada", "Unit ini tidak ada pada tanggal itu, atau sudah diakhiri.", "since")
    _check_ahead(command.since, now)
    data = {"unit": command.unit_id, "code": command.code, "title": command.title, "kind": command.kind}
    return [Fact("post.registered", data | _standard(command) | _dated(command), validtime=_holds(command))]


def _set(state: dict, command: SetStandard) -> list[Fact]:
    standard, last = _standard(command), state["standards"][-1]
    if standard == {name: last[name] for name in standard}:
        return []
    data = {name: state[name] for name in ("unit", "code", "title")}
    return [Fact("post.standard_set", data | standard | _dated(command), validtime=_holds(command))]


def _going(state: dict | None, command: SetStandard | Close, now: datetime) -> dict:
    """The post, if it is still there and this follows what was decided before."""
    state = known(state)
    if state["ends"] is not None:
        raise Refused("jabatan-sudah-ditutup", "Jabatan ini sudah ditutup.")
    last = state["standards"][-1]["since"]
    if command.since.isoformat() <= last:
        told = f"Perubahan terakhir berlaku {last}; yang berikut paling cepat sehari sesudahnya."
        raise Refused("berlaku-mundur", told, "since", status=422)
    _check_ahead(command.since, now)
    return state


def _standard(command: Register | SetStandard) -> dict:
    """As its event has it; a level of every competence that all posts have, the technical ones by name."""
    if set(command.core) != set(CORE):
        raise Refused("standar-tidak-lengkap", "Isi tingkat setiap kompetensi.", "core", status=422)
    if any(level not in LEVELS for level in (*command.core.values(), *command.technical.values())):
        raise Refused("tingkat-tidak-sah", "Tingkat kompetensi 1 sampai 5.", "core", status=422)
    if len({line(name).casefold() for name in command.technical}) != len(command.technical):
        raise Refused("kompetensi-berulang", "Tulis setiap kompetensi teknis satu kali.", "technical", status=422)
    technical = [{"competence": name, "level": level} for name, level in command.technical.items()]
    return {"core": {name: command.core[name] for name in CORE}, "technical": technical}


def _check_ahead(since: date, now: datetime) -> None:
    if since > wib_date(now) + AHEAD:
        raise Refused("berlaku-terlalu-jauh", "Tanggal berlaku paling jauh satu tahun lagi.", "since", status=422)


def _dated(command: Register | SetStandard | Close) -> dict[str, str]:
    return {"since": command.since.isoformat(), "basis": command.basis}


def _holds(command: Register | SetStandard | Close) -> str:
    return format_time(day_begins(command.since))


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    if event.fact == "post.closed":
        return {**state, "ends": data["since"]}
    standard = {name: data[name] for name in ("core", "technical", "since", "basis")}
    if event.fact == "post.registered":
        told = {name: data[name] for name in ("unit", "code", "title", "kind", "since")}
        return {**told, "standards": [standard], "ends": None}
    return {**state, "standards": [*state["standards"], standard]}


AGGREGATE = Aggregate("post", decide, evolve)
