"""Lesson hours (JP) credited to a person, the entries of the JP book.

Streams: hours-<uuid>, one for each entry; an enrolment is credited once (a claim, in
api.py). A course is credited whole: hours of a part do not count.
"""

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


def decide(state: dict | None, command: Credit, now: datetime) -> list[Fact]:
    if not isinstance(command, Credit):
        raise TypeError(command)
    enrolment = command.enrolment
    if enrolment is None:
        raise Refused("kepesertaan-tidak-ada", "Kepesertaan ini tidak ditemukan.", "enrolment", status=404)
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


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("hours", decide, evolve)
