"""What an office tells everybody about a complaint, in its own words, so that the next one need not send it again.

Streams: topic-<the complaint's uuid>. Nothing of what the reporter wrote is in it: a title, and news as it goes on.
Rules of this project, of no decree.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..complaint.domain import ARCHIVED, ELSEWHERE, RECEIVED

LONGEST_TITLE, LONGEST_NEWS = 120, 500
MOST_NEWS = 40
MISSING = Refused("pokok-tidak-ada", "Pokok aduan ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Tell:
    """`status` is the complaint's, `found` are the warnings (rules.warnings) that the title gives cause for."""

    title: str
    unit: str | None
    status: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Add:
    """News for whoever follows it."""

    text: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Nobody but the office sees it any more; with an erasure the record says the day and not the hour."""

    erased: bool = False


def decide(state: dict | None, command: Tell | Add | Withdraw, now: datetime) -> list[Fact]:
    if isinstance(command, Tell):
        return [_told(state, command, now)]
    if type(command) not in _LATER:
        raise TypeError(command)
    if state is None or not state["shown"]:
        raise MISSING
    return [_LATER[type(command)](state, command, now)]


def _told(state: dict | None, command: Tell, now: datetime) -> Fact:
    if state is not None and state["shown"]:
        raise Refused("sudah-diumumkan", "Pokok aduan ini sudah ada di halaman umum.")
    if command.status == RECEIVED:
        raise Refused("belum-diteruskan", "Teruskan dahulu aduan ini kepada unit yang menjawabnya.")
    if command.status in (ELSEWHERE, ARCHIVED):
        raise Refused("aduan-berakhir", "Aduan ini digabung atau di luar wewenang: tidak ada yang dapat diikuti.")
    _check(command.found, "title")
    return Fact("topic.told", {"title": command.title, "unit": command.unit, "day": wib_date(now).isoformat()})


def _news(state: dict, command: Add, now: datetime) -> Fact:
    if len(state["news"]) >= MOST_NEWS:
        raise Refused("kabar-cukup", f"Satu pokok memuat paling banyak {MOST_NEWS} kabar.")
    _check(command.found, "text")
    return Fact("topic.updated", {"text": command.text, "unit": state["unit"], "day": wib_date(now).isoformat()})


def _withdrawn(state: dict, command: Withdraw, now: datetime) -> Fact:
    today = wib_date(now)
    time = max(format_time(day_begins(today)), state["last"]) if command.erased else None
    return Fact("topic.withdrawn", {"unit": state["unit"], "day": today.isoformat()}, time=time)


_LATER = {Add: _news, Withdraw: _withdrawn}


def _check(found: tuple[str, ...], field: str) -> None:
    if found:
        message = "Dibaca semua orang: jangan menyebut nama, nomor, surel, atau perkara yang diperiksa pihak lain."
        raise Refused("menyebut-orang", message, field, status=422)


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "topic.told":
            told = {name: data[name] for name in ("title", "unit", "day")}
            return {**told, "news": state["news"] if state else [], "shown": True, "last": event.time}
        case "topic.updated":
            news = [*state["news"], {"day": data["day"], "text": data["text"]}]
            return {**state, "news": news, "last": event.time}
        case "topic.withdrawn":
            return {**state, "shown": False, "last": event.time}


AGGREGATE = Aggregate("topic", decide, evolve)
