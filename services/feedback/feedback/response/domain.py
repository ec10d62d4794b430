"""One answer to a survey, anonymous.

Streams: response-<random uuid>. Nothing ties two answers together or to a person, and no time finer than the day
stands in the event; the form's Idempotency-Key, new for each form that is shown, keeps a repeated sending from
counting twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..rules.ikm import HIGHEST_ANSWER, LOWEST_ANSWER
from ..survey.questions import ELEMENTS

BURST, AGAIN, FAST, STRAIGHT = "burst", "again", "fast", "straight"
FLAGS = (STRAIGHT, FAST, BURST, AGAIN)
"""Signs, not proofs: an answer that has one is kept and counted like any other."""


@dataclass(frozen=True, slots=True)
class Respond:
    """`survey` is that stream's state or None; `answers` maps elements to 1…4, some may be missing.

    `slip` says that it came with a code that is good once, `flags` are what its arrival gave cause for (pacing.py).
    """

    survey_id: str
    survey: dict | None
    channel: str
    answers: dict[str, int]
    slip: bool = False
    flags: Sequence[str] = ()


def decide(state: dict | None, command: Respond, now: datetime) -> list[Fact]:
    if not isinstance(command, Respond):
        raise TypeError(command)
    if state is not None:
        raise Refused("sudah-dijawab", "Jawaban ini sudah tercatat.")
    if command.survey is None:
        raise Refused("survei-tidak-ada", "Survei ini tidak ditemukan.", status=404)
    if command.survey["status"] != "open":
        raise Refused("survei-sudah-ditutup", "Survei ini sudah ditutup. Terima kasih atas kesediaan Anda.")
    if not command.answers:
        raise Refused("jawaban-kosong", "Jawab sedikitnya satu pertanyaan.", "answers", status=422)
    for element, answer in command.answers.items():
        if element not in ELEMENTS:
            raise Refused("unsur-tidak-dikenal", f"Unsur {element} tidak dikenal.", "answers", status=422)
        if not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER:
            raise Refused("jawaban-di-luar-skala", "Jawaban adalah angka 1 sampai 4.", f"answers.{element}", status=422)
    answers = {element: command.answers[element] for element in ELEMENTS if element in command.answers}
    day = wib_date(now)
    data = {"survey": command.survey_id, "day": day.isoformat(), "channel": command.channel, "answers": answers}
    if command.slip:
        data["slip"] = True
    straight = len(answers) == len(ELEMENTS) and len(set(answers.values())) == 1
    if flags := sorted({*command.flags, *([STRAIGHT] if straight else [])}):
        data["flags"] = flags
    return [Fact("survey.answered", data, time=format_time(day_begins(day)))]


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("response", decide, evolve)
