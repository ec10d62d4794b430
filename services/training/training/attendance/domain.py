"""Whether a participant was there on a day.

Streams: attendance-<uuid5 of enrolment and day>. By the code of the room on the day itself, or by the officer
afterwards; what stands there is changed only by a correction that says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import WIB, wib_date

from ..session.domain import CANCELLED, known

CODE, HAND = "CODE", "HAND"
EARLY, LATE = timedelta(minutes=30), timedelta(minutes=30)
"""How long before and after the hours of a day its code is taken: a rule of this project, of no decree."""


@dataclass(frozen=True, slots=True)
class Attend:
    """`seated` says whether the enrolment has a seat; `how` is CODE or HAND."""

    enrolment_id: str
    enrolment: Mapping | None
    session: Mapping | None
    seated: bool
    day: date
    how: str


@dataclass(frozen=True, slots=True)
class Correct:
    """`judged` says whether the outcome is decided, after which nothing is corrected."""

    present: bool
    reason: str
    judged: bool


def decide(state: dict | None, command: Attend | Correct, now: datetime) -> list[Fact]:
    match command:
        case Attend():
            return _attend(state, command, now)
        case Correct():
            return _correct(state, command)
        case _:
            raise TypeError(command)


def _attend(state: dict | None, command: Attend, now: datetime) -> list[Fact]:
    session = known(command.session)
    if command.enrolment is None or not command.seated:
        raise Refused("bukan-peserta", "Hanya peserta yang mendapat kursi dapat hadir.", status=404)
    if session["status"] == CANCELLED:
        raise Refused("sesi-dibatalkan", "Sesi ini dibatalkan; tidak ada kehadiran.")
    hours = next((one for one in session["days"] if one["date"] == command.day.isoformat()), None)
    if hours is None:
        raise Refused("bukan-hari-sesi", "Sesi ini tidak berlangsung pada hari itu.", "date", status=422)
    if command.how == CODE and not _open(hours, now):
        raise Refused("bukan-jam-sesi", f"Kehadiran dicatat pukul {hours['begins']} sampai {hours['ends']} WIB.")
    if command.day > wib_date(now):
        raise Refused("hari-belum-tiba", "Hari ini belum tiba.", "date", status=422)
    if state is not None and not state["present"]:
        raise Refused("kehadiran-dikoreksi", "Kehadiran hari ini sudah dikoreksi. Hubungi pengelola diklat.")
    if state is not None:
        return []
    data = {
        "enrolment": command.enrolment_id,
        **{name: command.enrolment[name] for name in ("person", "session", "code")},
        "date": command.day.isoformat(),
        "how": command.how,
    }
    return [Fact("attendance.recorded", data)]


def _correct(state: dict | None, command: Correct) -> list[Fact]:
    if state is None:
        raise Refused("kehadiran-tidak-ada", "Belum ada kehadiran untuk dikoreksi pada hari itu.", status=404)
    if command.judged:
        raise Refused("sudah-dinilai", "Hasil peserta ini sudah ditetapkan; kehadirannya tidak diubah lagi.")
    if state["present"] == command.present:
        return []
    data = {name: state[name] for name in ("enrolment", "person", "session", "code", "date")}
    return [Fact("attendance.corrected", {**data, "present": command.present, "reason": command.reason})]


def _open(hours: Mapping, now: datetime) -> bool:
    begins, ends = (
        datetime.combine(date.fromisoformat(hours["date"]), time.fromisoformat(hours[name]), WIB)
        for name in ("begins", "ends")
    )
    return begins - EARLY <= now <= ends + LATE


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "attendance.recorded":
        return {**event.data, "present": True}
    return {**state, "present": event.data["present"]}


AGGREGATE = Aggregate("attendance", decide, evolve)
