"""Where an agency wants its events sent: an address, which events, and the secret that signs them.

Streams: endpoint-<uuid>. One person of IT keeps it for an agency that two gave something to; what is sent never is more
than that. Rules of this project, of no decree; the signature and the meaning of 410 are those of Standard Webhooks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

from ..agency.domain import GRANTED
from ..agency.domain import PAUSED as AGENCY_PAUSED

ACTIVE, PAUSED, REMOVED = "active", "paused", "removed"
KEPT = (ACTIVE, PAUSED)
DESK, FAILURES, GONE = CAUSES = "DESK", "FAILURES", "GONE"
"""Who paused it: somebody of IT, a day without one delivery, or its own 410."""
ADDRESS = re.compile(r"https?://[a-z0-9.-]{1,253}(:([0-9]{1,5}))?(/[A-Za-z0-9._~/-]{0,200})?\Z")
"""Nothing in it that is a secret or asks for something: no user, no question, no fragment."""
WRONG_ADDRESS = "Tulis alamat seperti https://contoh.go.id/terima, tanpa nama pengguna, tanda tanya, atau pagar."
MOST = 5
OVERLAP = timedelta(days=1)
"""So long both secrets sign after a new one was made."""
MISSING = Refused("webhook-tidak-ada", "Webhook ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Register:
    """`agency` is its id and `given` its state, `types` are events by their names, `offered` those of its topics,
    `others` the number of its endpoints so far; `secret` is sealed."""

    agency: str
    given: Mapping | None
    url: str
    types: Sequence[str]
    offered: Sequence[str]
    others: int
    secret: Mapping


@dataclass(frozen=True, slots=True)
class Renew:
    """Another secret; the one before signs beside it for a day."""

    secret: Mapping


@dataclass(frozen=True, slots=True)
class Pause:
    """`cause` is one of CAUSES."""

    cause: str


@dataclass(frozen=True, slots=True)
class Resume:
    """What waited is sent."""


@dataclass(frozen=True, slots=True)
class SendAgain:
    """One event, whatever came of it before."""

    event: str


@dataclass(frozen=True, slots=True)
class Remove:
    """For good, with everything that waits."""


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    if isinstance(command, Register):
        return [_registered(state, command)]
    if not isinstance(command, Renew | Pause | Resume | SendAgain | Remove):
        raise TypeError(command)
    if state is None:
        raise MISSING
    wanted = {Pause: (ACTIVE,), Resume: (PAUSED,)}.get(type(command), KEPT)
    if state["status"] not in wanted:
        raise Refused("bukan-saatnya", "Keadaan webhook ini sudah lain: muat ulang halamannya.")
    match command:
        case Renew(secret):
            return [Fact("endpoint.secret_renewed", {"secret": secret})]
        case Pause(cause):
            return [Fact("endpoint.paused", {"cause": cause})]
        case Resume():
            return [Fact("endpoint.resumed", {"agency": state["agency"]})]
        case SendAgain(event):
            return [Fact("endpoint.sent_again", {"event": event})]
        case Remove():
            return [Fact("endpoint.removed", {"agency": state["agency"]})]


def _registered(state: dict | None, command: Register) -> Fact:
    if state is not None:
        raise Refused("sudah-tercatat", "Webhook ini sudah tercatat.")
    if command.given is None or command.given["status"] not in (GRANTED, AGENCY_PAUSED):
        raise Refused("belum-diberi", "Webhook hanya untuk instansi yang sedang menerima data.")
    address = ADDRESS.match(command.url)
    if not address or not 0 < int(address[2] or 443) < 65536:
        raise Refused("alamat-tidak-sah", WRONG_ADDRESS, "url", status=422)
    if not command.types or not set(command.types) <= set(command.offered):
        raise Refused("di-luar-pemberian", "Pilih peristiwa dari data yang diberikan.", "types", status=422)
    if command.others >= MOST:
        raise Refused("terlalu-banyak-webhook", f"Paling banyak {MOST} webhook untuk satu instansi.")
    told = {"agency": command.agency, "url": command.url, "types": sorted(command.types), "secret": command.secret}
    return Fact("endpoint.registered", told)


def secrets(state: Mapping, now: datetime) -> list[Mapping]:
    """Those that sign now, sealed, the newest first."""
    older = state["older"]
    return [state["secret"], *([older["secret"]] if older and now < parse_time(state["renewed"]) + OVERLAP else [])]


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    made = {"renewed": event.time, "renewer": event.actor}
    match event.fact.partition(".")[2]:
        case "registered":
            return {**data, **made, "older": None, "status": ACTIVE, "cause": None, "since": event.time,
                    "at": event.time}  # fmt: skip
        case "secret_renewed":
            return {**state, **made, "secret": data["secret"], "older": {"secret": state["secret"]}}
        case "paused":
            return {**state, "status": PAUSED, "cause": data["cause"], "at": event.time}
        case "resumed":
            return {**state, "status": ACTIVE, "cause": None, "at": event.time}
        case "removed":
            return {**state, "status": REMOVED, "cause": None, "at": event.time}
        case "sent_again":
            return state


AGGREGATE = Aggregate("endpoint", decide, evolve)
