"""A session of a course: on which days, where, and for how many.

Streams: session-<uuid>. A session keeps what its course asked for when it was scheduled. Its days are days in
Tanjungbalai; registration closes at a moment. Who sits in it is decided elsewhere (seating).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from asnkit.events import Aggregate, Event, Fact, Refused, format_time, parse_time
from asnkit.wib import WIB, wib_date

SCHEDULED, CANCELLED = "SCHEDULED", "CANCELLED"
NOON = "12:00"
MOST_NAMED = 3
"""Clashes that a refusal tells; all of them are a list of their own."""
OF_COURSE = ("title", "hours", "kind", "attendance", "pass_mark")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and its hours in WIB, "HH:MM"."""

    date: date
    begins: str
    ends: str

    @property
    def shown(self) -> dict[str, str]:
        return {"date": self.date.isoformat(), "begins": self.begins, "ends": self.ends}


@dataclass(frozen=True, slots=True)
class Schedule:
    """`course` is that stream's state, None where there is none; `place` an address or a link, `room` what it takes;
    `cost` what it costs the city, in rupiah, None where nobody said."""

    course_id: str
    course: Mapping | None
    code: str
    days: tuple[Day, ...]
    place: str
    room: str | None
    capacity: int
    closes: datetime
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Other days, another place or another number of seats; participants keep their seats.

    `clashes` are other sessions of participants on the new days, in words; with `despite` it moves all the same.
    """

    days: tuple[Day, ...]
    place: str
    room: str | None
    capacity: int
    reason: str
    clashes: tuple[str, ...] = ()
    despite: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    reason: str


def decide(state: dict | None, command: Schedule | Change | Cancel, now: datetime) -> list[Fact]:
    match command:
        case Schedule():
            return _schedule(state, command, now)
        case Change():
            return _change(open_session(state, now), command, now)
        case Cancel():
            return [Fact("session.cancelled", {**_named(open_session(state, now)), "reason": command.reason})]
        case _:
            raise TypeError(command)


def open_session(state: dict | None, now: datetime) -> dict:
    """The session, if it is still to come; Refused says what else it is."""
    state = known(state)
    if state["status"] == CANCELLED:
        raise Refused("sesi-dibatalkan", "Sesi ini sudah dibatalkan.")
    if now >= first_hour(state):
        raise Refused("sesi-sudah-mulai", "Sesi ini sudah dimulai.")
    return state


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("sesi-tidak-ada", "Sesi ini tidak ditemukan.", status=404)
    return state


def first_hour(state: Mapping) -> datetime:
    return _at(state["days"][0], "begins")


def last_hour(state: Mapping) -> datetime:
    return _at(state["days"][-1], "ends")


def parts(days: tuple[Day, ...]) -> list[str]:
    """What a room or a person is taken for: mornings and afternoons, as "<date>/AM" or "<date>/PM"."""
    found = []
    for day in days:
        found += [f"{day.date}/AM"] if day.begins < NOON else []
        found += [f"{day.date}/PM"] if day.ends > NOON else []
    return found


def told(part: str) -> str:
    """ "2026-12-01 pagi"."""
    return part.replace("/AM", " pagi").replace("/PM", " siang")


def days_of(state: Mapping) -> tuple[Day, ...]:
    return tuple(Day(date.fromisoformat(one["date"]), one["begins"], one["ends"]) for one in state["days"])


def _schedule(state: dict | None, command: Schedule, now: datetime) -> list[Fact]:
    if state is not None:
        raise Refused("sesi-sudah-dijadwalkan", "Sesi ini sudah dijadwalkan.")
    if command.course is None:
        raise Refused("pelatihan-tidak-ada", "Pelatihan ini tidak ditemukan.", "course", status=404)
    _check_days(command.days, now)
    days = [day.shown for day in command.days]
    if not now < command.closes <= _at(days[0], "begins"):
        raise Refused(
            "penutupan-tidak-sah",
            "Pendaftaran ditutup sesudah sekarang dan sebelum sesi dimulai.",
            "closes",
            status=422,
        )
    data = {
        "course": command.course_id,
        **{name: command.course[name] for name in OF_COURSE},
        **({"approval": True} if command.course.get("approval") else {}),
        "code": command.code,
        "days": days,
        "place": command.place,
        "room": command.room,
        "capacity": command.capacity,
        "closes": format_time(command.closes),
        **({} if command.cost is None else {"cost": command.cost}),
    }
    return [Fact("session.scheduled", data)]


def _change(state: dict, command: Change, now: datetime) -> list[Fact]:
    _check_days(command.days, now)
    days = [day.shown for day in command.days]
    new = {"days": days, "place": command.place, "room": command.room, "capacity": command.capacity}
    before = {name: state[name] for name in new}
    if new == before:
        return []
    if _at(days[0], "begins") < parse_time(state["closes"]):
        raise Refused(
            "mulai-sebelum-penutupan", "Sesi tidak dapat dimulai sebelum pendaftarannya ditutup.", "days", status=422
        )
    if command.clashes and days != state["days"] and not command.despite:
        named = "; ".join(command.clashes[:MOST_NAMED])
        told = f"{len(command.clashes)} peserta sudah mempunyai sesi lain pada hari yang baru: {named}."
        raise Refused("peserta-bentrok", told, "days")
    return [Fact("session.changed", {**_named(state), **new, "before": before, "reason": command.reason})]


def _check_days(days: tuple[Day, ...], now: datetime) -> None:
    dates = [day.date for day in days]
    if dates != sorted(set(dates)):
        raise Refused("hari-tidak-urut", "Tulis setiap hari satu kali, dari yang paling awal.", "days", status=422)
    if dates[0] <= wib_date(now):
        raise Refused("hari-sudah-lewat", "Hari pertama paling cepat besok.", "days", status=422)
    if any(day.begins >= day.ends for day in days):
        raise Refused("jam-terbalik", "Jam selesai harus sesudah jam mulai.", "days", status=422)


def _at(day: Mapping, hour: str) -> datetime:
    return datetime.combine(date.fromisoformat(day["date"]), time.fromisoformat(day[hour]), WIB)


def _named(state: Mapping) -> dict:
    return {name: state[name] for name in ("course", "code", "title")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "session.scheduled":
            return {**data, "status": SCHEDULED, "scheduled_at": event.time}
        case "session.changed":
            return {**state, **{name: data[name] for name in ("days", "place", "room", "capacity")}}
        case "session.cancelled":
            return {**state, "status": CANCELLED, "reason": data["reason"]}
        case _:
            return state


AGGREGATE = Aggregate("session", decide, evolve)
