"""A test of a session: before it or after it, with so many items of an edition of the course's item bank.

Streams: exam-<id of session and phase>. It is open from the officer's word until its moment; the test after begins when
the one before is over, so that nobody compares a test with itself (docs/rules.md §4; docs/decisions/0120).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time, parse_time

from ..item_bank.domain import MISSING as NO_ITEMS
from ..session.domain import CANCELLED, first_hour, known, last_hour

BEFORE, AFTER = "BEFORE", "AFTER"
PHASES = (BEFORE, AFTER)
MISSING = Refused("uji-tidak-ada", "Uji ini belum dibuka.", status=404)


@dataclass(frozen=True, slots=True)
class Open:
    """`session` and `bank` are those streams' states, `before` that of the test before, None where there is none;
    `count` items for everybody, `minutes` for each person from the beginning, nothing after `until`."""

    session_id: str
    phase: str
    session: Mapping | None
    bank: Mapping | None
    before: Mapping | None
    count: int
    minutes: int
    until: datetime


def decide(state: dict | None, command: Open, now: datetime) -> list[Fact]:
    if not isinstance(command, Open):
        raise TypeError(command)
    session = known(command.session)
    if session["status"] == CANCELLED:
        raise Refused("sesi-dibatalkan", "Sesi ini dibatalkan; tidak ada ujinya.")
    if state is not None:
        raise Refused("uji-sudah-dibuka", "Uji ini sudah dibuka, dan hanya satu kali.")
    if command.bank is None:
        raise NO_ITEMS
    if command.count > command.bank["items"]:
        told = f"Bank soal memuat {command.bank['items']} soal."
        raise Refused("soal-kurang", told, "count", status=422)
    if command.until <= now:
        raise Refused("penutupan-tidak-sah", "Uji ditutup sesudah sekarang.", "until", status=422)
    if command.phase == BEFORE and command.until > last_hour(session):
        raise Refused("uji-awal-terlambat", "Uji awal ditutup sebelum sesi selesai.", "until", status=422)
    if command.phase == AFTER:
        _check_after(session, command.before, now)
    data = {
        "session": command.session_id,
        "phase": command.phase,
        "course": session["course"],
        **{name: command.bank[name] for name in ("edition", "list_sha256")},
        "count": command.count,
        "minutes": command.minutes,
        "until": format_time(command.until),
    }
    return [Fact("exam.opened", data)]


def _check_after(session: Mapping, before: Mapping | None, now: datetime) -> None:
    if now < first_hour(session):
        raise Refused("sesi-belum-mulai", "Uji akhir dibuka sesudah sesi dimulai.")
    if before is not None and now < parse_time(before["until"]):
        raise Refused("uji-awal-masih-dibuka", "Uji awal masih dibuka; uji akhir menyusul sesudah ia ditutup.")


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time}


AGGREGATE = Aggregate("exam", decide, evolve)
