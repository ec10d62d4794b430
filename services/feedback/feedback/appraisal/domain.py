"""What one civil servant agreed to do in a cycle, what came of it, and how two superiors saw it (PermenPANRB 6/2022;
docs/rules.md §5.3).

Streams: appraisal-<uuid>, closed; its id follows from the cycle and the person. Every text and every rating is sealed
with the person's key. Who the superior is, is asked on the day of each act, so after a move or a change of heads
whoever leads then decides, and what was said before stays to be read.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.peers import FEWEST

PLANNED, RETURNED, AGREED, REPORTED, RATED, ACKNOWLEDGED, DISPUTED, REVIEWED = STATUSES = (
    "planned", "returned", "agreed", "reported", "rated", "acknowledged", "disputed", "reviewed",
)  # fmt: skip
MISSING = Refused("penilaian-tidak-ada", "Penilaian ini tidak ditemukan.", status=404)
NOT_YOURS = Refused("bukan-atasan", "Ini bagian atasan orang itu pada hari ini.", status=403)


@dataclass(frozen=True, slots=True)
class Plan:
    """Of `person`; `takes_part` whether they served on the cycle's day, `superior` who leads them today."""

    cycle_id: str
    cycle: Mapping
    person: str
    takes_part: bool
    unit: str | None
    superior: str | None
    name: Mapping
    plan: Mapping


@dataclass(frozen=True, slots=True)
class Agree:
    """By `superior`, who has to be the `actual` one; so are those of the other commands."""

    cycle: Mapping
    superior: str
    actual: str | None


@dataclass(frozen=True, slots=True)
class Return:
    cycle: Mapping
    superior: str
    actual: str | None
    reason: Mapping


@dataclass(frozen=True, slots=True)
class Report:
    cycle: Mapping
    report: Mapping


@dataclass(frozen=True, slots=True)
class Rate:
    """`unit` is where the person works today."""

    cycle: Mapping
    superior: str
    actual: str | None
    unit: str | None
    rating: Mapping


@dataclass(frozen=True, slots=True)
class Acknowledge:
    cycle: Mapping


@dataclass(frozen=True, slots=True)
class Dispute:
    cycle: Mapping
    reason: Mapping


@dataclass(frozen=True, slots=True)
class Review:
    """The second look, by the superior's superior; `actual` is who that is today."""

    cycle: Mapping
    superior: str
    actual: str | None
    rating: Mapping


@dataclass(frozen=True, slots=True)
class AskPeers:
    """`peers` are ids, `offered` those who may be asked (candidates.py)."""

    cycle: Mapping
    superior: str
    actual: str | None
    peers: Collection[str]
    offered: Collection[str]


@dataclass(frozen=True, slots=True)
class ClosePeers:
    """No colleague answers any more, and what they said is shown if there were enough."""

    cycle: Mapping
    superior: str
    actual: str | None


Command = Plan | Agree | Return | Report | Rate | Acknowledge | Dispute | Review | AskPeers | ClosePeers
OF_SUPERIORS = Agree | Return | Rate | Review | AskPeers | ClosePeers


def stream_of(cycle: str, person: str) -> str:
    return f"appraisal-{uuid.uuid5(uuid.UUID(cycle), person)}"


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def decide(state: dict | None, command: Command, now: datetime) -> list[Fact]:
    today = wib_date(now).isoformat()
    match command:
        case Plan():
            return [_planned(state, command, today)]
        case Agree():
            _check(state, command, today, (PLANNED,), None, "plan_until")
            return [Fact("appraisal.agreed", {"superior": command.superior})]
        case Return():
            _check(state, command, today, (PLANNED,), None, "plan_until")
            return [Fact("appraisal.returned", {"superior": command.superior, "reason": command.reason})]
        case Report():
            _check(state, command, today, (AGREED, REPORTED), "rate_from", "rate_until")
            return [Fact("appraisal.reported", {"report": command.report})]
        case Rate():
            _check(state, command, today, (AGREED, REPORTED, RATED), "rate_from", "rate_until")
            data = {"superior": command.superior, "unit": command.unit, "rating": command.rating}
            return [Fact("appraisal.rated", data)]
        case Acknowledge():
            _check(state, command, today, (RATED,), None, "settle_until")
            return [Fact("appraisal.acknowledged", {})]
        case Dispute():
            _check(state, command, today, (RATED,), None, "settle_until")
            return [Fact("appraisal.disputed", {"reason": command.reason})]
        case Review():
            _check(state, command, today, (DISPUTED,), None, "settle_until")
            return [Fact("appraisal.reviewed", {"superior": command.superior, "rating": command.rating})]
        case AskPeers():
            _check(state, command, today, (AGREED, REPORTED), None, "rate_until")
            return [_asked(state, command)]
        case ClosePeers():
            _check(state, command, today, STATUSES, None, "settle_until")
            if state["peers"] is None or state["peers"]["closed"]:
                raise Refused("tidak-ada-yang-ditutup", "Tidak ada pendapat rekan yang masih terbuka.")
            return [Fact("appraisal.peers_closed", {"superior": command.superior})]
        case _:
            raise TypeError(command)


def _planned(state: dict | None, command: Plan, today: str) -> Fact:
    if state is not None and state["status"] not in (PLANNED, RETURNED):
        raise Refused("rencana-sudah-disetujui", "Rencana ini sudah disetujui, dan tidak berubah lagi.")
    if not command.takes_part:
        raise Refused("bukan-peserta", f"Siklus ini untuk yang menjadi ASN pada {command.cycle['on']}.", status=403)
    _check_days(command.cycle, today, None, "plan_until")
    if command.superior is None:
        told = "Belum tercatat siapa kepala unit Anda. Hubungi pengelola kinerja; rencana dikirim sesudah itu."
        raise Refused("tanpa-atasan", told)
    named = {"cycle": command.cycle_id, "person": command.person, "unit": command.unit, "superior": command.superior}
    return Fact("appraisal.planned", named | {"name": command.name, "plan": command.plan})


def _asked(state: dict, command: AskPeers) -> Fact:
    if state["peers"] is not None:
        raise Refused("rekan-sudah-diminta", "Rekan sudah dimintai pendapat. Daftarnya tidak berubah lagi.")
    peers = sorted(set(command.peers))
    if len(peers) < FEWEST:
        raise Refused("rekan-terlalu-sedikit", f"Pilih sedikitnya {FEWEST} rekan.", "peers", status=422)
    if not set(peers) <= set(command.offered):
        raise Refused("bukan-rekan", "Pilih rekan dari daftar.", "peers", status=422)
    return Fact("appraisal.peers_asked", {"superior": command.superior, "peers": peers})


def _check(state: dict | None, command: Command, today: str, statuses: tuple, first: str | None, last: str) -> None:
    """Raises Refused where it is not this person's, this step's or this day's."""
    if known(state) and isinstance(command, OF_SUPERIORS) and command.superior != command.actual:
        raise NOT_YOURS
    if state["status"] not in statuses:
        raise Refused("bukan-langkahnya", "Langkah ini tidak terbuka: muat ulang untuk melihat keadaan sekarang.")
    _check_days(command.cycle, today, first, last)


def _check_days(cycle: Mapping, today: str, first: str | None, last: str) -> None:
    if first is not None and today < cycle[first]:
        raise Refused("belum-waktunya", f"Langkah ini dibuka pada {cycle[first]}.")
    if today > cycle[last]:
        raise Refused("sudah-lewat", f"Langkah ini ditutup pada {cycle[last]}.")


def evolve(state: dict | None, event: Event) -> dict:
    data, status = event.data, event.fact.partition(".")[2]
    at = {"status": status, "at": event.time}
    match status:
        case "planned":
            begun = {"agreed": None, "returned": None, "report": None, "ratings": [], "dispute": None, "peers": None}
            return {**begun, **data, **at}
        case "agreed":
            return {**state, **at, "agreed": data["superior"]}
        case "returned":
            return {**state, **at, "returned": data["reason"]}
        case "reported":
            return {**state, **at, "report": data["report"]}
        case "rated" | "reviewed":
            said = {"by": data["superior"], "rating": data["rating"], "kind": status, "at": event.time}
            unit = data.get("unit") or state["unit"]
            return {**state, **at, "unit": unit, "ratings": [*state["ratings"], said]}
        case "disputed":
            return {**state, **at, "dispute": data["reason"]}
        case "peers_asked":
            return {**state, "peers": {"asked": data["peers"], "closed": False}}
        case "peers_closed":
            return {**state, "peers": {**state["peers"], "closed": True}}
        case _:
            return {**state, **at}


AGGREGATE = Aggregate("appraisal", decide, evolve, shape=2)
