"""Another agency that gets events: it asks, one person of IT proposes what it is given, another one grants it.

Streams: agency-<uuid>. What was granted may be narrowed, paused, resumed and ended by one person; it never becomes more
than two signed. Rules of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

TOPICS = ("asn.registration.public", "asn.training.public", "asn.feedback.public", "asn.checkpoints")
"""What everybody may know: no other topic leaves the house (decision 18)."""
ASKED, PROPOSED, GRANTED, PAUSED, REFUSED, ENDED = "asked", "proposed", "granted", "paused", "refused", "ended"
KNOWN = (GRANTED, PAUSED, ENDED)
"""What everybody may read of: it gets something, or did."""
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
    """What it is to be given; of an earlier proposal nothing stays."""

    topics: tuple[str, ...]


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


FROM = {
    Propose: (ASKED, PROPOSED),
    Refuse: (ASKED, PROPOSED),
    Grant: (PROPOSED,),
    Narrow: (GRANTED, PAUSED),
    Pause: (GRANTED,),
    Resume: (PAUSED,),
    End: (GRANTED, PAUSED),
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
        case Propose(topics):
            return [Fact("agency.proposed", {"topics": _ordered(topics)})]
        case Grant(actor, proposed):
            check_second(state["proposed"], proposed, actor, "proposed", SAME)
            return [Fact("agency.granted", {"topics": state["topics"], "proposed": reference(state["proposed"])})]
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


def _asked(state: dict | None, command: Ask) -> Fact:
    if state is not None:
        raise Refused("sudah-diminta", "Permintaan ini sudah tercatat.")
    told = {"agency": command.agency, "purpose": command.purpose, "contact": command.contact}
    return Fact("agency.asked", {**told, "topics": _ordered(command.topics)})


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
            return {**wanted, "status": ASKED, "proposed": None, "since": None, "reason": None, "at": event.time}
        case "proposed":
            return {
                **state,
                "topics": data["topics"],
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


AGGREGATE = Aggregate("agency", decide, evolve)
