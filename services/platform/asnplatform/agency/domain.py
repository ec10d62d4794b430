"""Another agency that gets events: it asks, one person of IT proposes what it is given, another one grants it.

Streams: agency-<uuid>. What was granted may be narrowed, paused, resumed and ended by one person; it never becomes more
than two signed, and ends by itself after its last day. Rules of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature
from asnkit.wib import day_begins, wib_date

TOPICS = ("asn.registration.public", "asn.training.public", "asn.feedback.public", "asn.checkpoints")
"""What everybody may know: no other topic leaves the house (decision 18)."""
ASKED, PROPOSED, GRANTED, PAUSED, REFUSED, ENDED = "asked", "proposed", "granted", "paused", "refused", "ended"
KNOWN = (GRANTED, PAUSED, ENDED)
"""What everybody may read of: it gets something, or did."""
LONGEST = timedelta(days=731)
"""Two years: then somebody looks again whether the agency still needs it."""
ENDS_AHEAD = timedelta(days=30)
"""So long before its last day IT is told, so that the agency asks again in time."""
MISSING = Refused("instansi-tidak-ada", "Permintaan instansi ini tidak ditemukan.", status=404)
SAME = "Pemberian disahkan petugas lain, bukan pengusulnya."


@dataclass(frozen=True, slots=True)
class Ask:
    """`contact` is sealed: an office's e-mail address may be a person's."""

    agency: str
    purpose: str
    contact: Mapping
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Propose:
    """What it is to be given, `until` the end of that day (WIB); of an earlier proposal nothing stays."""

    topics: tuple[str, ...]
    until: date


@dataclass(frozen=True, slots=True)
class Grant:
    """`proposed` is the event that the second signer has read."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Narrow:
    """From now on only these."""

    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refuse:
    reason: str


@dataclass(frozen=True, slots=True)
class Pause:
    reason: str


@dataclass(frozen=True, slots=True)
class Resume:
    """What was granted holds again."""


@dataclass(frozen=True, slots=True)
class End:
    """For good: whoever wants it again asks again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Expire:
    """Its last day is over."""


FROM = {
    Propose: (ASKED, PROPOSED),
    Refuse: (ASKED, PROPOSED),
    Grant: (PROPOSED,),
    Narrow: (GRANTED, PAUSED),
    Pause: (GRANTED,),
    Resume: (PAUSED,),
    End: (GRANTED, PAUSED),
    Expire: (GRANTED, PAUSED),
}
"""Command → the states in which it may be given."""


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Ask):
        return [_asked(state, command)]
    if type(command) not in FROM:
        raise TypeError(command)
    if state is None:
        raise MISSING
    if state["status"] not in FROM[type(command)]:
        raise Refused("bukan-saatnya", "Keadaan permintaan ini sudah lain: muat ulang halamannya.")
    match command:
        case Propose(topics, until):
            return [_proposed(topics, until, wib_date(now))]
        case Grant():
            return [_granted(state, command, wib_date(now))]
        case Narrow(topics):
            return [_narrowed(state, topics)]
        case Resume():
            return [Fact("agency.resumed", {"topics": state["topics"]})]
        case Refuse(reason):
            return [Fact("agency.refused", {"reason": reason})]
        case Pause(reason):
            return [Fact("agency.paused", {"reason": reason})]
        case End(reason):
            return [Fact("agency.ended", {"reason": reason})]
        case Expire():
            return [_expired(state, now)]


def ends(state: dict) -> datetime:
    """The first instant after the last day of what was granted."""
    return day_begins(date.fromisoformat(state["until"]) + timedelta(days=1))


def _asked(state: dict | None, command: Ask) -> Fact:
    if state is not None:
        raise Refused("sudah-diminta", "Permintaan ini sudah tercatat.")
    told = {"agency": command.agency, "purpose": command.purpose, "contact": command.contact}
    return Fact("agency.asked", {**told, "topics": _ordered(command.topics)})


def _proposed(topics: tuple[str, ...], until: date, today: date) -> Fact:
    if not today < until <= today + LONGEST:
        message = "Pilih hari terakhir sesudah hari ini, paling lama dua tahun lagi."
        raise Refused("hari-terakhir-tidak-sah", message, "until", status=422)
    return Fact("agency.proposed", {"topics": _ordered(topics), "until": until.isoformat()})


def _granted(state: dict, command: Grant, today: date) -> Fact:
    check_second(state["proposed"], command.proposed, command.actor, "proposed", SAME)
    if state["until"] is None or state["until"] < today.isoformat():
        raise Refused("usulan-lewat", "Hari terakhirnya tidak ada atau sudah lewat: usulkan lagi.")
    given = {"topics": state["topics"], "until": state["until"]}
    return Fact("agency.granted", {**given, "proposed": reference(state["proposed"])})


def _expired(state: dict, now: datetime) -> Fact:
    if state["until"] is None or now < ends(state):
        raise Refused("belum-berakhir", "Pemberian ini masih berlaku.")
    return Fact("agency.expired", {"until": state["until"]})


def _narrowed(state: dict, topics: tuple[str, ...]) -> Fact:
    if not set(topics) < set(state["topics"]):
        message = "Pilih sebagian dari yang sudah diberikan. Untuk menambah, instansi meminta lagi."
        raise Refused("bukan-penyempitan", message, "topics", status=422)
    return Fact("agency.narrowed", {"topics": _ordered(topics)})


def _ordered(topics: tuple[str, ...]) -> list[str]:
    return [topic for topic in TOPICS if topic in topics]


def evolve(state: dict | None, event: Event) -> dict:
    data, fact = event.data, event.fact.partition(".")[2]
    match fact:
        case "asked":
            wanted = {name: data[name] for name in ("agency", "purpose", "contact", "topics")}
            empty = dict.fromkeys(("until", "proposed", "since", "reason"))
            return {**wanted, **empty, "status": ASKED, "at": event.time}
        case "proposed":
            return {
                **state,
                "topics": data["topics"],
                "until": data.get("until"),
                "status": PROPOSED,
                "proposed": signature(event),
                "at": event.time,
            }
        case "granted":
            return {**state, "status": GRANTED, "since": event.time, "at": event.time}
        case "narrowed":
            return {**state, "topics": data["topics"], "at": event.time}
        case "resumed":
            return {**state, "status": GRANTED, "reason": None, "at": event.time}
        case "refused" | "paused" | "ended":
            return {**state, "status": fact, "reason": data["reason"], "at": event.time}
        case "expired":
            return {**state, "status": ENDED, "reason": None, "at": event.time}


AGGREGATE = Aggregate("agency", decide, evolve, shape=2)
