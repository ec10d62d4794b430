"""A training elsewhere, or an activity that counts as one: handed in with its paper, looked at by an officer.

Streams: activity-<uuid>. What the paper says is sealed with the person's key, and so is the paper. The hours of a
training are those of its certificate, those of another activity follow from a table (rules/conversions.py); an officer
who is not the person decides how many there are, and says why where these are others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..civil_servant.domain import is_serving
from ..course.domain import KINDS as TRAININGS
from ..rules.conversions import CONVERSIONS
from .likeness import Known, check_new

KINDS = (*TRAININGS, *CONVERSIONS)
WAITING, ACCEPTED, REFUSED = STATUSES = ("waiting", "accepted", "refused")
MOST_WAITING = 20
MOST_HOURS = 2000
MISSING = Refused("kegiatan-tidak-ada", "Kegiatan ini tidak ditemukan.", status=404)
OF_ENTRY = ("person", "kind", "completed_on")


@dataclass(frozen=True, slots=True)
class HandIn:
    """`servant` is the person's record, `waiting` how many wait already, `others` what is in the book or waits.

    `hours` are those of a certificate, `amount` how often or how many minutes for what is converted; one of them is
    None. `content` is sealed, `sealed_sha256` the address of the sealed file.
    """

    person: str
    servant: Mapping | None
    waiting: int
    others: Sequence[Known]
    kind: str
    hours: int | None
    amount: int | None
    says: Known
    content: Mapping
    sealed_sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Accept:
    """`says` is what was handed in, `others` as in HandIn, without itself; `reason` is sealed, None without one."""

    by: str
    hours: int
    reason: Mapping | None
    says: Known
    others: Sequence[Known]


@dataclass(frozen=True, slots=True)
class Refuse:
    by: str
    reason: Mapping


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def decide(state: dict | None, command: HandIn | Accept | Refuse, now: datetime) -> list[Fact]:
    match command:
        case HandIn():
            return [_handed_in(command, now)]
        case Accept():
            return [_accepted(_waiting(state, command.by), command)]
        case Refuse():
            person = _waiting(state, command.by)["person"]
            return [Fact("activity.refused", {"person": person, "reason": command.reason})]
        case _:
            raise TypeError(command)


def _handed_in(command: HandIn, now: datetime) -> Fact:
    if not is_serving(command.servant):
        raise Refused("bukan-asn", "Kegiatan diserahkan oleh yang tercatat sebagai ASN.", status=403)
    if command.waiting >= MOST_WAITING:
        raise Refused("terlalu-banyak", f"Sudah {MOST_WAITING} kegiatan Anda yang menunggu. Tunggu sampai diperiksa.")
    began, completed_on = command.says.began, command.says.completed_on
    if completed_on > wib_date(now):
        raise Refused("selesai-di-masa-depan", "Tanggal selesai belum tiba.", "completed_on", status=422)
    if began > completed_on:
        raise Refused("tanggal-terbalik", "Tanggal mulai paling lambat tanggal selesai.", "began", status=422)
    check_new(command.says, command.others)
    rule = CONVERSIONS.get(command.kind)
    hours = rule.of(command.amount) if rule else command.hours
    if not 1 <= hours <= MOST_HOURS:
        told = f"Menurut aturannya ini {hours} JP; yang dicatat 1 sampai {MOST_HOURS} JP."
        raise Refused("jp-di-luar-batas", told, "amount", status=422)
    data = {
        "person": command.person,
        "kind": command.kind,
        "hours": hours,
        "conversion": {**rule._asdict(), "amount": command.amount} if rule else None,
        "began": began.isoformat(),
        "completed_on": completed_on.isoformat(),
        "content": command.content,
        "size": command.size,
        "sealed_sha256": command.sealed_sha256,
    }
    return Fact("activity.handed_in", data)


def _accepted(state: dict, command: Accept) -> Fact:
    if command.hours != state["hours"] and command.reason is None:
        told = f"Tulis alasannya bila JP yang diakui bukan {state['hours']}."
        raise Refused("alasan-wajib", told, "reason", status=422)
    check_new(command.says, command.others)
    reason = {} if command.reason is None else {"reason": command.reason}
    return Fact("activity.accepted", {"person": state["person"], "hours": command.hours, **reason})


def _waiting(state: dict | None, by: str) -> dict:
    if known(state)["person"] == by:
        raise Refused("kegiatan-sendiri", "Kegiatan sendiri diperiksa orang lain.", status=403)
    if state["status"] != WAITING:
        raise Refused("sudah-diperiksa", "Kegiatan ini sudah diperiksa.")
    return state


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "activity.handed_in":
        return {**event.data, "status": WAITING, "accepted": None, "reason": None, "at": event.time}
    ended = {"status": REFUSED, "reason": event.data.get("reason"), "at": event.time}
    if event.fact == "activity.accepted":
        ended |= {"status": ACCEPTED, "accepted": event.data["hours"]}
    return {**state, **ended}


AGGREGATE = Aggregate("activity", decide, evolve)
