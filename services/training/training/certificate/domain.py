"""A certificate: issued because somebody passed, by that event alone.

Streams: certificate-<uuid of the enrolment>. Its number runs within the session, so it is no secret; whose it is, is
shown to whoever has the code that is printed on it (codes.py). It is revoked by two people, and stays to be found;
while the second one has not signed it is valid to everybody outside the office (docs/decisions/0119).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

VALID, PROPOSED, REVOKED = "VALID", "PROPOSED", "REVOKED"
OF_OUTCOME = (
    "enrolment", "person", "session", "course", "code", "title", "hours", "kind", "completed_on", "certificate_no",
)  # fmt: skip
NOTHING = {"proposed": None, "reason": None}


@dataclass(frozen=True, slots=True)
class Issue:
    """`passed` is what `participant.passed` says."""

    passed: Mapping


@dataclass(frozen=True, slots=True)
class ProposeRevocation:
    reason: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """`proposed` is the proposing event, as the second person read it."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class RejectRevocation:
    """The certificate stays; by whoever proposed it, too."""

    reason: str


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    match command:
        case Issue():
            return [] if state else [Fact("certificate.issued", {name: command.passed[name] for name in OF_OUTCOME})]
        case ProposeRevocation():
            return [Fact("certificate.revocation_proposed", {**_named(state), "reason": command.reason})]
        case Revoke():
            return _revoke(state, command)
        case RejectRevocation():
            named = _waiting(state)
            data = {**named, "proposed": reference(state["proposed"]), "reason": command.reason}
            return [Fact("certificate.revocation_rejected", data)]
        case _:
            raise TypeError(command)


def _revoke(state: dict | None, command: Revoke) -> list[Fact]:
    named = _waiting(state)
    same = "Pencabutan harus ditandatangani orang lain daripada yang mengusulkannya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    return [Fact("certificate.revoked", {**named, "proposed": reference(state["proposed"])})]


def _waiting(state: dict | None) -> dict:
    named = _named(state)
    if state["status"] != PROPOSED:
        raise Refused("pencabutan-tidak-ada", "Tidak ada usulan pencabutan untuk sertifikat ini.")
    return named


def _named(state: dict | None) -> dict:
    if state is None:
        raise Refused("sertifikat-tidak-ada", "Sertifikat ini tidak ditemukan.", status=404)
    if state["status"] == REVOKED:
        raise Refused("sertifikat-dicabut", "Sertifikat ini sudah dicabut.")
    return {name: state[name] for name in ("enrolment", "person", "certificate_no", "title")}


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "certificate.issued":
            issued = {"issued_at": event.time, "receipt": event.sha256}
            return {**event.data, "status": VALID, **issued, **NOTHING, "revoked_at": None}
        case "certificate.revocation_proposed":
            return {**state, "status": PROPOSED, "proposed": signature(event), "reason": event.data["reason"]}
        case "certificate.revocation_rejected":
            return {**state, "status": VALID, **NOTHING}
        case "certificate.revoked":
            return {**state, "status": REVOKED, "revoked_at": event.time}
        case _:
            return state


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> ProposeRevocation:
    return ProposeRevocation(event.data["reason"])


def _revoke_again(event: Event, states: Mapping[str, dict | None]) -> Revoke:
    return Revoke(event.actor, event.data["proposed"])


AGGREGATE = Aggregate(
    "certificate",
    decide,
    evolve,
    shape=3,
    again={"certificate.revocation_proposed": _propose_again, "certificate.revoked": _revoke_again},
)
