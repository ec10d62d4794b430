"""A certificate: issued because somebody passed, by that event alone.

Streams: certificate-<uuid of the enrolment>. Its number runs within the session, so it is no secret; whose it is, is
shown to whoever has the code that is printed on it (codes.py). It is revoked by two people, and stays to be found;
while the second one has not signed it is valid to everybody outside the office (docs/decisions/0119).

What is wrong on one is put right by two people as well, under the next number: the stream goes on, so that the hours
that follow from it are those of one certificate (docs/decisions/0172). One matter at a time waits for a signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

from ..rules.validity import last_day

VALID, PROPOSED, REISSUING, REVOKED = "VALID", "PROPOSED", "REISSUING", "REVOKED"
"""PROPOSED is a revocation, REISSUING a new edition, each of which waits for a second person."""
OF_OUTCOME = (
    "enrolment", "person", "session", "course", "code", "title", "hours", "kind", "completed_on", "certificate_no",
)  # fmt: skip
OF_EDITION = ("certificate_no", "title", "receipt", "issued_at")
NOTHING = {"proposed": None, "reason": None, "corrected_title": None}


@dataclass(frozen=True, slots=True)
class Issue:
    """`passed` is what `participant.passed` says; it holds for `months`, or for ever."""

    passed: Mapping
    months: int | None = None


@dataclass(frozen=True, slots=True)
class ProposeRevocation:
    reason: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """`proposed` is the proposing event, as the second person read it."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class ProposeReissue:
    """`title` as it should read; the same where the name was wrong, which is read when the paper is made."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reissue:
    """`proposed` is the proposing event, as the second person read it."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Reject:
    """The certificate stays as it is; by whoever proposed otherwise, too."""

    reason: str


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    match command:
        case Issue():
            return [] if state else [Fact("certificate.issued", _issue(command))]
        case ProposeRevocation():
            return [Fact("certificate.revocation_proposed", {**_free(state, PROPOSED), "reason": command.reason})]
        case ProposeReissue():
            told = {"corrected_title": command.title, "reason": command.reason}
            return [Fact("certificate.reissue_proposed", {**_free(state, REISSUING), **told})]
        case Revoke():
            named = _signed(state, PROPOSED, command)
            return [Fact("certificate.revoked", {**named, "proposed": reference(state["proposed"])})]
        case Reissue():
            return _reissue(state, command)
        case Reject():
            return _reject(state, command)
        case _:
            raise TypeError(command)


def _issue(command: Issue) -> dict:
    data = {name: command.passed[name] for name in OF_OUTCOME}
    if command.months is None:
        return data
    return {**data, "valid_until": last_day(date.fromisoformat(data["completed_on"]), command.months).isoformat()}


def _reissue(state: dict | None, command: Reissue) -> list[Fact]:
    _signed(state, REISSUING, command)
    edition = len(state["former"]) + 2
    first = (state["former"] or [state])[0]["certificate_no"]
    data = {
        **{name: state[name] for name in OF_OUTCOME},
        "title": state["corrected_title"],
        "certificate_no": f"{first}-{edition}",
        "replaced_no": state["certificate_no"],
        "proposed": reference(state["proposed"]),
    }
    if state["valid_until"] is not None:
        data["valid_until"] = state["valid_until"]
    return [Fact("certificate.reissued", data)]


def _reject(state: dict | None, command: Reject) -> list[Fact]:
    named = _named(state)
    data = {**named, "proposed": state["proposed"] and reference(state["proposed"]), "reason": command.reason}
    match state["status"]:
        case "PROPOSED":
            return [Fact("certificate.revocation_rejected", data)]
        case "REISSUING":
            return [Fact("certificate.reissue_rejected", data)]
    raise Refused("usulan-tidak-ada", "Tidak ada usulan yang menunggu untuk sertifikat ini.")


def _signed(state: dict | None, status: str, command: Revoke | Reissue) -> dict:
    """What names it, once another person signs what waits."""
    named, words = _named(state), "Pencabutan" if status == PROPOSED else "Penggantian"
    if state["status"] != status:
        raise Refused(f"{words.lower()}-tidak-ada", f"Tidak ada usulan {words.lower()} untuk sertifikat ini.")
    same = f"{words} harus ditandatangani orang lain daripada yang mengusulkannya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    return named


def _free(state: dict | None, status: str) -> dict:
    """What names it, where no other matter waits for a signature; a proposal takes the place of its like."""
    named = _named(state)
    if state["status"] not in (VALID, status):
        told = "Usulan lain menunggu orang kedua; putuskan itu lebih dahulu."
        raise Refused("usulan-lain-menunggu", told)
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
            edition = {"issued_at": event.time, "receipt": event.sha256, "former": []}
            return {"valid_until": None, **event.data, "status": VALID, **edition, **NOTHING, "revoked_at": None}
        case "certificate.revocation_proposed":
            return {**state, **NOTHING, "status": PROPOSED, **_first(event)}
        case "certificate.reissue_proposed":
            title = {"corrected_title": event.data["corrected_title"]}
            return {**state, "status": REISSUING, **_first(event), **title}
        case "certificate.revocation_rejected" | "certificate.reissue_rejected":
            return {**state, "status": VALID, **NOTHING}
        case "certificate.reissued":
            return _next_edition(state, event)
        case "certificate.revoked":
            return {**state, "status": REVOKED, "revoked_at": event.time}
        case _:
            return state


def _first(event: Event) -> dict:
    return {"proposed": signature(event), "reason": event.data["reason"]}


def _next_edition(state: dict, event: Event) -> dict:
    before = {**{name: state[name] for name in OF_EDITION}, "replaced_at": event.time, "reason": state["reason"]}
    now = {"title": event.data["title"], "certificate_no": event.data["certificate_no"]}
    now |= {"issued_at": event.time, "receipt": event.sha256, "former": [*state["former"], before]}
    return {**state, "status": VALID, **NOTHING, **now}


def edition_of(state: Mapping, number: str) -> Mapping:
    """What stands on the edition with this number, the one in force or one that was replaced (`replaced_by`)."""
    for edition in state["former"]:
        if edition["certificate_no"] == number:
            return {**state, **edition, "replaced_by": state["certificate_no"]}
    return {**state, "replaced_by": None, "replaced_at": None}


def _propose_revocation_again(event: Event, states: Mapping[str, dict | None]) -> ProposeRevocation:
    return ProposeRevocation(event.data["reason"])


def _revoke_again(event: Event, states: Mapping[str, dict | None]) -> Revoke:
    return Revoke(event.actor, event.data["proposed"])


def _propose_reissue_again(event: Event, states: Mapping[str, dict | None]) -> ProposeReissue:
    return ProposeReissue(event.data["corrected_title"], event.data["reason"])


def _reissue_again(event: Event, states: Mapping[str, dict | None]) -> Reissue:
    return Reissue(event.actor, event.data["proposed"])


AGGREGATE = Aggregate(
    "certificate",
    decide,
    evolve,
    shape=4,
    again={
        "certificate.revocation_proposed": _propose_revocation_again,
        "certificate.revoked": _revoke_again,
        "certificate.reissue_proposed": _propose_reissue_again,
        "certificate.reissued": _reissue_again,
    },
)
