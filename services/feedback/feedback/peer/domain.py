"""What one colleague says of somebody in a cycle, by the seven values (docs/rules.md §5.3).

Streams: peer-<random uuid>, closed, one for each answer, by somebody unknown, by the day and not the hour. Nothing in
it leads to who was asked: the code that it came with is used up for the appraisal and is not kept here (codes.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

CLOSED = Refused("pendapat-ditutup", "Pendapat rekan untuk penilaian ini sudah ditutup. Terima kasih.")


@dataclass(frozen=True, slots=True)
class Answer:
    """Of the appraisal with this id and state, in a cycle; `answer` is sealed."""

    id: str
    appraisal: Mapping
    cycle: Mapping
    answer: Mapping


def decide(state: dict | None, command: Answer, now: datetime) -> list[Fact]:
    if not isinstance(command, Answer):
        raise TypeError(command)
    if state is not None:
        raise Refused("sudah-dijawab", "Jawaban ini sudah tercatat.")
    day = wib_date(now)
    check_open(command.appraisal, command.cycle, day.isoformat())
    data = {"appraisal": command.id, "day": day.isoformat(), "answer": command.answer}
    return [Fact("peer.answered", data, time=format_time(day_begins(day)))]


def is_open(appraisal: Mapping, cycle: Mapping, today: str) -> bool:
    peers = appraisal["peers"]
    return peers is not None and not peers["closed"] and today <= cycle["rate_until"]


def check_open(appraisal: Mapping, cycle: Mapping, today: str) -> None:
    """Raises CLOSED."""
    if not is_open(appraisal, cycle, today):
        raise CLOSED


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("peer", decide, evolve)
