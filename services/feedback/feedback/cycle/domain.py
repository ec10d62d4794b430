"""A round of performance appraisals: who takes part, and by when each step is done (PermenPANRB 6/2022; docs/rules.md
§5.3).

Streams: cycle-<uuid>, public: days, and the predicate of each unit, which is about an office and about nobody. Whoever
serves on the day `on` takes part. The days are rules of this project, of no decree.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import pairwise

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.performance import PREDICATES

UNORDERED = "Setiap langkah tidak boleh sebelum langkah di atasnya."
WORDS = tuple(dict.fromkeys(PREDICATES.values()))
"""The five predicates."""
STEPS = ("plan_until", "rate_from", "rate_until", "settle_until")
"""The days of a cycle that two people may move (cycle_change), in the order of its steps."""
MISSING = Refused("siklus-tidak-ada", "Siklus penilaian ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Open:
    """What is appraised lies between `begins` and `ends`; every other day is the last one of its step, `rate_from` the
    first."""

    begins: date
    ends: date
    on: date
    plan_until: date
    rate_from: date
    rate_until: date
    settle_until: date


@dataclass(frozen=True, slots=True)
class JudgeUnit:
    """`name` is what the unit is called today, None where there is none."""

    unit: str
    name: str | None
    predicate: str


@dataclass(frozen=True, slots=True)
class Move:
    """What two people decided, in the transaction of the second signature; `proposal` is that stream's state.

    `signers` are the roles of the two.
    """

    change_stream: str
    proposal: Mapping
    signers: tuple[str, str]


def decide(state: dict | None, command: Open | JudgeUnit | Move, now: datetime) -> list[Fact]:
    match command:
        case Open():
            return [_opened(state, command, wib_date(now))]
        case JudgeUnit():
            return _judged(known(state), command)
        case Move():
            return [_moved(command)]
        case _:
            raise TypeError(command)


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def _opened(state: dict | None, command: Open, today: date) -> Fact:
    if state is not None:
        raise Refused("siklus-sudah-ada", "Siklus ini sudah dibuka.")
    if not command.begins < command.ends:
        raise Refused("masa-terbalik", "Masa yang dinilai berakhir sesudah mulai.", "ends", status=422)
    if not command.begins <= command.on <= command.ends:
        raise Refused("di-luar-masa", "Tanggal peserta ada dalam masa yang dinilai.", "on", status=422)
    if command.plan_until < today:
        raise Refused("urutan-tanggal", UNORDERED, "plan_until", status=422)
    days = {name: day.isoformat() for name, day in asdict(command).items()}
    check_order(days, STEPS)
    return Fact("cycle.opened", days)


def check_order(days: Mapping[str, str], told: Collection[str]) -> None:
    """Raises Refused where a step is before the one above it, at the first of the two that is among `told`."""
    for before, name in pairwise(STEPS):
        if days[name] < days[before]:
            raise Refused("urutan-tanggal", UNORDERED, name if name in told else before, status=422)


def _moved(command: Move) -> Fact:
    told = {name: command.proposal[name] for name in ("before", "after", "reason_code", "letter")}
    return Fact("cycle.moved", {**told, "signers": list(command.signers), "change": command.change_stream})


def _judged(state: Mapping, command: JudgeUnit) -> list[Fact]:
    if command.name is None:
        raise Refused("unit-tidak-ada", "Unit ini tidak ditemukan.", "unit", status=404)
    if state["units"].get(command.unit) == command.predicate:
        return []
    return [Fact("cycle.unit_judged", {"unit": command.unit, "predicate": command.predicate})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "cycle.opened":
            return {**event.data, "units": {}, "moves": [], "at": event.time}
        case "cycle.moved":
            told = {name: event.data[name] for name in ("before", "after", "reason_code", "letter")}
            return {**state, **event.data["after"], "moves": [*state["moves"], {**told, "at": event.time}]}
        case "cycle.unit_judged":
            return {**state, "units": {**state["units"], event.data["unit"]: event.data["predicate"]}}


AGGREGATE = Aggregate("cycle", decide, evolve, shape=2)
