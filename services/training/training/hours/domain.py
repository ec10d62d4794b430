"""Lesson hours (JP) credited to a person, the entries of the JP book.

Streams: hours-<uuid>, one for each entry; an enrolment is credited once (a claim, in
api.py). A course is credited whole: hours of a part do not count. Hours of a session follow from its certificate, and
are reversed with it; a reversed entry stays in the book and counts for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.wib import wib_date

YEARLY_TARGET = 20
"""A PNS develops at least 20 JP a year (PP 11/2017 Pasal 203(4))."""


@dataclass(frozen=True, slots=True)
class Credit:
    """`enrolment` is that stream's state, None when it does not exist."""

    enrolment_id: str
    enrolment: dict | None
    completed_on: date
    certificate_no: str | None


@dataclass(frozen=True, slots=True)
class CreditPassed:
    """`passed` is what `participant.passed` says, or `latsar.passed` with a code."""

    passed: Mapping


@dataclass(frozen=True, slots=True)
class Reverse:
    reason: str


def decide(state: dict | None, command: Credit | CreditPassed | Reverse, now: datetime) -> list[Fact]:
    match command:
        case Credit():
            return _credit(command, now)
        case CreditPassed():
            return _credit_passed(state, command.passed)
        case Reverse():
            return _reverse(state, command)
        case _:
            raise TypeError(command)


def _credit(command: Credit, now: datetime) -> list[Fact]:
    enrolment = command.enrolment
    if enrolment is None:
        raise Refused("kepesertaan-tidak-ada", "Kepesertaan ini tidak ditemukan.", "enrolment", status=404)
    if "session" in enrolment:
        raise Refused("jp-dari-sertifikat", "JP sesi dikreditkan oleh sertifikatnya, tidak dengan tangan.", "enrolment")
    if command.completed_on > wib_date(now):
        raise Refused("selesai-di-masa-depan", "Tanggal selesai belum tiba.", "completed_on", status=422)
    if command.completed_on < wib_date(parse_time(enrolment["confirmed_at"])):
        raise Refused("selesai-sebelum-mulai", "Tanggal selesai mendahului kepesertaan.", "completed_on", status=422)
    data = {
        "person": enrolment["person"],
        "enrolment": command.enrolment_id,
        "course": enrolment["course"],
        "hours": enrolment["hours"],
        "year": command.completed_on.year,
        "completed_on": command.completed_on.isoformat(),
        "certificate_no": command.certificate_no,
    }
    return [Fact("hours.credited", data)]


def _credit_passed(state: dict | None, passed: Mapping) -> list[Fact]:
    if state is not None:
        return []
    year = date.fromisoformat(passed["completed_on"]).year
    names = ("person", "enrolment", "hours", "completed_on", "certificate_no")
    data = {**{name: passed[name] for name in names}, "course": passed["code"], "year": year}
    return [Fact("hours.credited", data)]


def _reverse(state: dict | None, command: Reverse) -> list[Fact]:
    if state is None or state.get("reversed"):
        return []
    data = {name: state[name] for name in ("person", "enrolment", "course", "hours", "year")}
    return [Fact("hours.reversed", {**data, "reason": command.reason})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**state, "reversed": True} if event.fact == "hours.reversed" else dict(event.data)


AGGREGATE = Aggregate("hours", decide, evolve)
