"""The record of a civil servant, begun by an appointment in selection or a list of those who serve already.

It ends by resigning in selection, or by a decree; what takes two people is in tenure.py.

Streams: civil_servant-<person's UUID>. A second appointment of the same person changes nothing here; another unit or
another job is a transfer, from its day on, and where somebody was before stays to be seen. Rank, leave and the end
of the service are in career.py.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import signature
from asnkit.wib import wib_date

from ..unit.domain import known as known_unit
from ..unit.domain import name_on
from .career import EndService, GrantLeave, Promote, ended, granted, holds, promoted
from .tenure import CANDIDATE, PERMANENT, Propose, Reject, Sign, ended_as, proposed, rejected, signed

SEALED = ("name", "nip", "birth_date")
"""What a list says of a person; of whoever was appointed here registration keeps it."""
STATION = ("unit", "job_code", "job_name", "decree_no", "effective_date")
WAITING = ("change", "decree", "proposed")
"""What a state has while a decree waits for its second signature."""


@dataclass(frozen=True, slots=True)
class Add:
    """From selection.candidate.appointed; `effective_date` is YYYY-MM-DD, a day in WIB."""

    person: str
    period: str
    candidate: str
    unit: str
    job_code: str
    job_name: str
    decree_no: str
    effective_date: str
    status: str = CANDIDATE


@dataclass(frozen=True, slots=True)
class Register:
    """From a row of a list that two people signed; `sealed` maps each name of SEALED to its envelope."""

    person: str
    list_id: str
    sealed: Mapping[str, dict]
    row: int
    status: str
    rank: str | None
    unit: str
    job_code: str
    job_name: str
    decree_no: str
    effective_date: str


@dataclass(frozen=True, slots=True)
class Leave:
    """From selection.candidate.resigned, by whoever was appointed as this candidate."""

    candidate: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The list that added the person is taken back; `used` whether anything else was recorded about the person."""

    used: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """To another unit of the register, another job, or both. Recorded when it holds, or later: never ahead."""

    unit_id: str
    unit: Mapping | None
    job_code: str
    job_name: str
    decree_no: str
    effective: date


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("asn-tidak-ada", "Belum ada catatan ASN untuk orang ini.", status=404)
    return state


def is_serving(state: Mapping | None) -> bool:
    return state is not None and "left_at" not in state


def serving(state: dict | None) -> dict:
    """The record of somebody who has not left."""
    if not is_serving(known(state)):
        raise Refused("asn-sudah-keluar", "Orang ini tidak lagi menjadi ASN.")
    return state


def stations_of(state: Mapping) -> list[dict]:
    """Where somebody worked and works, {unit, job_code, …}, in the order of the days."""
    return [*state.get("earlier", ()), {name: state[name] for name in STATION}]


def station_on(state: Mapping, day: str) -> dict:
    """Where somebody works on a day (YYYY-MM-DD); before the first day, where they began."""
    stations = stations_of(state)
    return [one for one in stations if one["effective_date"] <= day or one is stations[0]][-1]


Command = Add | Register | Leave | Withdraw | Transfer | Promote | GrantLeave | EndService | Propose | Sign | Reject


def decide(state: dict | None, command: Command, now: datetime) -> list[Fact]:
    match command:
        case Add():
            return _add(state, command)
        case Register():
            return _register(state, command)
        case Leave():
            return _leave(state, command)
        case Withdraw():
            return _withdraw(serving(state), command)
        case Transfer():
            return _transfer(serving(state), command, now)
        case Promote():
            data = promoted(serving(state), command, now)
            return [Fact("civil_servant.promoted", data, validtime=holds(command.effective))]
        case GrantLeave():
            data = granted(serving(state), command, now)
            return [Fact("civil_servant.leave_granted", data, validtime=holds(command.since))]
        case EndService():
            data = ended(serving(state), command, now)
            return [Fact("civil_servant.service_ended", data, validtime=holds(command.effective))]
        case Propose():
            return [Fact("civil_servant.decree_proposed", proposed(serving(state), command, now))]
        case Sign():
            return [_signed(serving(state), command)]
        case Reject():
            return [Fact("civil_servant.decree_rejected", rejected(serving(state)))]
        case _:
            raise TypeError(command)


def _add(state: dict | None, command: Add) -> list[Fact]:
    if state is not None:
        return []
    validtime = holds(date.fromisoformat(command.effective_date))
    return [Fact("civil_servant.added", asdict(command), validtime=validtime)]


def _register(state: dict | None, command: Register) -> list[Fact]:
    if state is not None:
        raise Refused("asn-sudah-tercatat", "Orang pada baris ini sudah tercatat.")
    names = ("person", "row", "status", "rank", *STATION)
    data = {name: getattr(command, name) for name in names} | {"list": command.list_id, **command.sealed}
    return [Fact("civil_servant.registered", data, validtime=holds(date.fromisoformat(command.effective_date)))]


def _leave(state: dict | None, command: Leave) -> list[Fact]:
    if not is_serving(state) or state.get("candidate") != command.candidate:
        return []
    told = {name: state[name] for name in ("person", "candidate", "unit")}
    return [Fact("civil_servant.left", {**told, "reason": "RESIGNED"})]


def _withdraw(state: dict, command: Withdraw) -> list[Fact]:
    if command.used:
        raise Refused("asn-sudah-dipakai", "Tentang orang ini sudah ada catatan lain; ia tetap dalam daftar.")
    return [Fact("civil_servant.withdrawn", {name: state[name] for name in ("person", "list", "row")})]


def _transfer(state: dict, command: Transfer, now: datetime) -> list[Fact]:
    unit, day = known_unit(command.unit), command.effective.isoformat()
    last = stations_of(state)[-1]
    if command.effective > wib_date(now):
        raise Refused(
            "mutasi-belum-berlaku", "Mutasi dicatat paling cepat pada hari berlakunya.", "effective", status=422
        )
    if day <= last["effective_date"]:
        told = f"Penempatan terakhir berlaku {last['effective_date']}; yang berikut paling cepat sehari sesudahnya."
        raise Refused("berlaku-mundur", told, "effective", status=422)
    if day < unit["since"] or (unit["ends"] is not None and day >= unit["ends"]):
        raise Refused("unit-belum-ada", "Unit ini tidak ada pada tanggal itu.", "unit")
    station = {
        "unit": name_on(unit, day),
        **{name: getattr(command, name) for name in ("job_code", "job_name", "decree_no")},
        "effective_date": day,
    }
    same = ("unit", "job_code", "job_name")
    if all(station[name] == last[name] for name in same):
        raise Refused("bukan-mutasi", "Unit dan jabatannya sama dengan yang sekarang.")
    before = {name: last[name] for name in same}
    data = {"person": state["person"], "unit_id": command.unit_id, **station, "before": before}
    return [Fact("civil_servant.transferred", data, validtime=holds(command.effective))]


def _signed(state: dict, command: Sign) -> Fact:
    data = signed(state, command)
    since = holds(date.fromisoformat(data["effective_date"]))
    if state["change"] == PERMANENT:
        return Fact("civil_servant.made_permanent", data, validtime=since)
    return Fact("civil_servant.dismissed", data, validtime=since)


def _decided(state: dict) -> dict:
    """Without what waited."""
    return {name: value for name, value in state.items() if name not in WAITING}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "civil_servant.added":
            return dict(data)
        case "civil_servant.registered":
            first = {"rank": data["rank"], "decree_no": data["decree_no"], "effective_date": data["effective_date"]}
            return {**data, "ranks": [first] if data["rank"] else []}
        case "civil_servant.left" | "civil_servant.withdrawn":
            return {**_decided(state), "left_at": event.time}
        case "civil_servant.service_ended" | "civil_servant.dismissed":
            return {**_decided(state), "left_at": holds(date.fromisoformat(data["effective_date"]))}
        case "civil_servant.decree_proposed":
            decree = {name: data[name] for name in ("change", "decree_no", "health_letter_no", "effective_date")}
            return {**state, "change": data["change"], "decree": decree, "proposed": signature(event)}
        case "civil_servant.decree_rejected":
            return _decided(state)
        case "civil_servant.made_permanent":
            return {**_decided(state), "status": data["status"]}
        case "civil_servant.promoted":
            rank = {name: data[name] for name in ("rank", "decree_no", "effective_date")}
            return {**state, "ranks": [*state.get("ranks", ()), rank]}
        case "civil_servant.leave_granted":
            leave = {name: data[name] for name in ("since", "until", "decree_no")}
            return {**state, "leaves": [*state.get("leaves", ()), leave]}
        case _:
            return {**state, **{name: data[name] for name in STATION}, "earlier": stations_of(state)}


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    data = event.data
    names = ("change", "decree_no", "health_letter_no", "evidence")
    told, day = {name: data[name] for name in names}, date.fromisoformat(data["effective_date"])
    return Propose(effective=day, latsar=ended_as(states.get(data["evidence"])), **told)


def _sign_again(event: Event, states: Mapping[str, dict | None]) -> Sign:
    """Who leads what is not decided again: it would be a search through all units."""
    return Sign(event.actor, event.data["proposed"], leads=False)


AGGREGATE = Aggregate(
    "civil_servant",
    decide,
    evolve,
    shape=2,
    again={
        "civil_servant.decree_proposed": _propose_again,
        "civil_servant.made_permanent": _sign_again,
        "civil_servant.dismissed": _sign_again,
    },
)
