"""The words of a kind of message in one language: proposed by one of the committee, decided by another one.

Streams: template-<uuid made of kind and language>. What is approved is an edition, counted from 1; edition 0 is what
the portal brings along. An edition never changes: an older text that should hold again becomes a new one. A
placeholder is written {name}; which there are for a kind stands in kinds.py. A rule of this project, of no decree.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, check_seen, reference, signature

from .kinds import ALLOWED, NEEDED

PLACEHOLDER = re.compile(r"\{([a-z]+)\}")

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/templat")


@dataclass(frozen=True, slots=True)
class Propose:
    """Plain text; `kind` is one of kinds.ALLOWED, `language` one of kinds.LANGUAGES."""

    kind: str
    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Reject:
    """By anybody who may sign, also whoever proposed it."""

    proposed: Mapping


def stream_of(kind: str, language: str) -> str:
    return f"template-{uuid.uuid5(_NAMES, f'{kind}/{language}')}"


def decide(state: dict | None, command: Propose | Approve | Reject, now: datetime) -> list[Fact]:
    match command:
        case Propose():
            return [_proposed(state, command)]
        case Approve():
            waiting = _waiting(state)
            same = "Templat disahkan orang lain, bukan pengusulnya."
            check_second(waiting["proposed"], command.proposed, command.actor, "proposed", same)
            return [Fact("template.approved", {**_told(waiting), "proposed": reference(waiting["proposed"])})]
        case Reject():
            waiting = _waiting(state)
            check_seen(waiting["proposed"], command.proposed, "proposed")
            named = {name: waiting[name] for name in ("kind", "language", "edition")}
            return [Fact("template.rejected", {**named, "proposed": reference(waiting["proposed"])})]
    raise TypeError(command)


def _waiting(state: dict | None) -> dict:
    if state is None or state["waiting"] is None:
        raise Refused("templat-tidak-menunggu", "Tidak ada usulan templat ini yang menunggu.")
    return state["waiting"]


def _proposed(state: dict | None, command: Propose) -> Fact:
    editions = state["editions"] if state else []
    if state and state["waiting"]:
        raise Refused("templat-menunggu", "Sudah ada usulan templat ini yang menunggu orang kedua.")
    named = {field: _named(field, getattr(command, field)) for field in ("title", "text")}
    for field, names in named.items():
        for name in names:
            if name not in ALLOWED[command.kind]:
                known = ", ".join(f"{{{one}}}" for one in ALLOWED[command.kind])
                sentence = f"{{{name}}} tidak dikenal dalam pesan ini. Yang dapat dipakai: {known}."
                raise Refused("isian-tidak-dikenal", sentence, field, status=422)
    for name in NEEDED.get(command.kind, ()):
        if name not in named["title"] + named["text"]:
            raise Refused("isian-kurang", f"Tulis {{{name}}} dalam judul atau teks pesan ini.", "text", status=422)
    if editions and (editions[-1]["title"], editions[-1]["text"]) == (command.title, command.text):
        raise Refused("tidak-ada-perubahan", "Teks ini sama dengan yang berlaku.", status=422)
    told = {name: getattr(command, name) for name in ("kind", "language", "title", "text")}
    return Fact("template.proposed", {**told, "edition": len(editions) + 1})


def _named(field: str, text: str) -> list[str]:
    """The placeholders in a text. Raises Refused where a brace belongs to none."""
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        sentence = "Kurung kurawal hanya untuk isian, misalnya {periode}: huruf kecil, tanpa spasi."
        raise Refused("kurung-kurawal", sentence, field, status=422)
    return PLACEHOLDER.findall(text)


def _told(waiting: dict) -> dict:
    return {name: waiting[name] for name in ("kind", "language", "title", "text", "edition")}


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "template.proposed":
            known = state or {"kind": event.data["kind"], "language": event.data["language"], "editions": []}
            return {**known, "waiting": {**event.data, "at": event.time, "proposed": signature(event)}}
        case "template.approved":
            signers = {"proposer": state["waiting"]["proposed"]["actor"], "approver": event.actor}
            edition = {name: event.data[name] for name in ("edition", "title", "text")}
            edition |= {"at": event.time, **signers}
            return {**state, "editions": [*state["editions"], edition], "waiting": None}
        case "template.rejected":
            return {**state, "waiting": None}
    raise ValueError(event.fact)


AGGREGATE = Aggregate("template", decide, evolve)
