"""A selection period: when applications may be submitted, and how long objections run.

Every number is the period's own setting (docs/rules.md §0.2). Streams: period-<uuid>; people
and events name a period by its code, such as CPNS-2024.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time

BY_SUBMISSION = "submission"


@dataclass(frozen=True, slots=True)
class Announce:
    """`age_counted_on` is "submission" or a day (YYYY-MM-DD); days are calendar days."""

    code: str
    name: str
    procurement_type: str
    budget_year: int
    mode: str
    registration_opens: datetime
    registration_closes: datetime
    age_counted_on: str
    objection_days: int
    answer_days: int
    decree: str


def decide(state: dict | None, command: Announce, now: datetime) -> list[Fact]:
    if not isinstance(command, Announce):
        raise TypeError(command)
    if state is not None:
        raise Refused("periode-sudah-diumumkan", "Periode ini sudah diumumkan.")
    if command.registration_closes <= command.registration_opens:
        raise Refused("jadwal-terbalik", "Pendaftaran harus ditutup sesudah dibuka.", "registration_closes", status=422)
    if command.age_counted_on != BY_SUBMISSION:
        _day(command.age_counted_on)
    data = asdict(command)
    data["registration_opens"] = format_time(command.registration_opens)
    data["registration_closes"] = format_time(command.registration_closes)
    return [Fact("period.announced", data)]


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            "tanggal-tidak-ada",
            "Tanggal hitung usia harus berupa tanggal kalender (TTTT-BB-HH) atau kata submission.",
            "age_counted_on",
            status=422,
        ) from None


AGGREGATE = Aggregate("period", decide, evolve)
