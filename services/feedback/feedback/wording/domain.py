"""Words with which the office begins an answer, by the class of the complaint: edited until they say it well.

Streams: wording-<uuid>. A text may have fields, such as {nomor}, which whoever answers fills in for one complaint (the
portal does), reads and sends; nothing is ever sent by itself.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

FIELDS = ("nomor", "unit", "dikirim", "tenggat")
"""Number of the complaint, its unit, the day it was sent, the day by which it is to be answered."""
NAMING = ("NIK", "NIP", "NAME")
"""Warnings (rules/warnings.py) for which a text that is used again and again is not taken."""
MISSING = Refused("templat-tidak-ada", "Templat jawaban ini tidak ditemukan.", status=404)
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Write:
    """The newest writing holds; `found` are the warnings that the text asks for."""

    title: str
    kind: str
    text: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Nobody begins with it any more."""


def decide(state: dict | None, command: Write | Withdraw, now: datetime) -> list[Fact]:
    match command:
        case Write():
            return _written(state, command)
        case Withdraw():
            known(state)
            return [Fact("wording.withdrawn", {"class": state["class"]})]
    raise TypeError(command)


def known(state: dict | None) -> dict:
    """Raises Refused where there is none, or none any more."""
    if state is None or state["withdrawn"]:
        raise MISSING
    return state


def _written(state: dict | None, command: Write) -> list[Fact]:
    if state is not None:
        known(state)
    if unknown := [name for name in _FIELD.findall(command.text) if name not in FIELDS]:
        allowed = ", ".join(f"{{{name}}}" for name in FIELDS)
        message = f"Isian {{{unknown[0]}}} tidak dikenal. Yang dapat dipakai: {allowed}."
        raise Refused("isian-tidak-dikenal", message, "text", status=422)
    if {"{", "}"} & set(_FIELD.sub("", command.text)):
        raise Refused("kurung-tidak-lengkap", "Tulis isian lengkap dengan kedua kurungnya.", "text", status=422)
    if set(NAMING) & set(command.found):
        message = "Templat dibaca banyak orang: jangan sebut nama, NIK, atau NIP seseorang."
        raise Refused("menyebut-orang", message, "text", status=422)
    data = {"title": command.title, "class": command.kind, "text": command.text}
    if state is not None and {name: state[name] for name in data} == data:
        raise Refused("templat-sama", "Belum ada yang berubah.")
    return [Fact("wording.written", data)]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "wording.written":
            return {**event.data, "withdrawn": False, "at": event.time}
        case "wording.withdrawn":
            return {**state, "withdrawn": True, "at": event.time}


AGGREGATE = Aggregate("wording", decide, evolve)
