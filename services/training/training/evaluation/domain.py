"""What the superior of somebody who passed sees of it at work, some months later.

Streams: evaluation-<uuid>, of an enrolment and so many months (streams.py). Who is asked is the superior on the day of
asking (docs/decisions/0122), so the second form goes to whoever leads by then (docs/decisions/0177).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.reviews import AT_WORK, DAYS, HIGHEST, LOWEST, MONTHS

ASKED, ANSWERED = "ASKED", "ANSWERED"
OF_ENROLMENT = ("enrolment", "person", "session", "course", "title")


@dataclass(frozen=True, slots=True)
class Ask:
    """`of` is {enrolment, person, session, course, title} of whoever passed so many months ago."""

    of: Mapping
    superior: str
    months: int = MONTHS[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """By `person`; `ratings` of AT_WORK."""

    person: str
    ratings: Mapping[str, int]


def known(state: dict | None, superior: str) -> dict:
    """The form, for the superior who was asked."""
    if state is None or state["superior"] != superior:
        raise Refused("evaluasi-tidak-ada", "Formulir ini tidak ditemukan.", status=404)
    return state


def decide(state: dict | None, command: Ask | Answer, now: datetime) -> list[Fact]:
    match command:
        case Ask():
            return [] if state else [_asked(command, now)]
        case Answer():
            return [_answered(known(state, command.person), command, now)]
        case _:
            raise TypeError(command)


def _asked(command: Ask, now: datetime) -> Fact:
    until = wib_date(now) + timedelta(days=DAYS)
    named = {name: command.of[name] for name in OF_ENROLMENT}
    asked = {"superior": command.superior, "until": until.isoformat(), "months": command.months}
    return Fact("evaluation.asked", named | asked)


def _answered(state: dict, command: Answer, now: datetime) -> Fact:
    if state["status"] == ANSWERED:
        raise Refused("evaluasi-sudah-diisi", "Formulir ini sudah diisi.")
    if wib_date(now).isoformat() > state["until"]:
        raise Refused("evaluasi-ditutup", f"Formulir ini dapat diisi sampai {state['until']}.")
    if set(command.ratings) != set(AT_WORK):
        raise Refused("nilai-tidak-lengkap", "Beri nilai untuk setiap unsur.", "ratings", status=422)
    if not all(LOWEST <= one <= HIGHEST for one in command.ratings.values()):
        raise Refused("nilai-di-luar-skala", "Nilai dari 1 sampai 4.", "ratings", status=422)
    named = {name: state[name] for name in ("enrolment", "session", "course")}
    return Fact("evaluation.answered", {**named, "ratings": dict(command.ratings)})


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "evaluation.asked":
        return {"months": MONTHS[0], **event.data, "status": ASKED, "ratings": None}
    return {**state, "status": ANSWERED, "ratings": event.data["ratings"]}


AGGREGATE = Aggregate("evaluation", decide, evolve, shape=2)
