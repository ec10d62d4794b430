"""Somebody sits a test: begun once, answered item by item, handed in or ended by the time.

Streams: sitting-<id of exam and enrolment>. Every answer is an event as it is given, so a line that is lost loses
nothing; the clock is the server's. Which answers are right is known when it is over: an answer's event says which
option was chosen, and nothing says the key (docs/decisions/0120).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time, parse_time

from ..exam.domain import MISSING as NO_EXAM
from ..session.domain import CANCELLED

SITTING, OVER = "SITTING", "OVER"
BY_HAND, BY_TIME = "HAND", "TIME"
NOT_BEGUN = Refused("uji-belum-dimulai", "Anda belum memulai uji ini.", status=404)


@dataclass(frozen=True, slots=True)
class Begin:
    """`enrolment`, `session` and `exam` are those streams' states; `items` are the ids that `seed` draws."""

    enrolment_id: str
    enrolment: Mapping | None
    seated: bool
    session: Mapping | None
    exam: Mapping | None
    seed: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`choice` is the number of the option from 0, of `options`, 0 where the item is none of the exam's."""

    item: str
    choice: int
    options: int


@dataclass(frozen=True, slots=True)
class HandIn:
    """`keys` are the right options by item; `by` is HAND or TIME."""

    keys: Mapping[str, int]
    by: str


def decide(state: dict | None, command: Begin | Answer | HandIn, now: datetime) -> list[Fact]:
    match command:
        case Begin():
            return _begin(command, now) if state is None else []
        case Answer():
            return _answer(_going(state, now), command)
        case HandIn():
            return _hand_in(state, command, now)
        case _:
            raise TypeError(command)


def _begin(command: Begin, now: datetime) -> list[Fact]:
    if command.enrolment is None or not command.seated or command.session is None:
        raise Refused("bukan-peserta", "Hanya peserta yang mendapat kursi mengikuti uji.", status=404)
    if command.session["status"] == CANCELLED:
        raise Refused("sesi-dibatalkan", "Sesi ini dibatalkan; tidak ada ujinya.")
    if command.exam is None:
        raise NO_EXAM
    closes = parse_time(command.exam["until"])
    if now >= closes:
        raise Refused("uji-ditutup", "Uji ini sudah ditutup.")
    ends = min(now + timedelta(minutes=command.exam["minutes"]), closes)
    data = {
        **{name: command.exam[name] for name in ("session", "phase")},
        "enrolment": command.enrolment_id,
        "person": command.enrolment["person"],
        "seed": command.seed,
        "items": list(command.items),
        "ends": format_time(ends),
    }
    return [Fact("sitting.begun", data)]


def _going(state: dict | None, now: datetime) -> dict:
    if state is None:
        raise NOT_BEGUN
    if state["status"] == OVER:
        raise Refused("sudah-dikumpulkan", "Uji ini sudah dikumpulkan; jawabannya tidak berubah lagi.")
    if now >= parse_time(state["ends"]):
        raise Refused("waktu-habis", "Waktu uji ini sudah habis. Yang sudah Anda jawab terkumpul dengan sendirinya.")
    return state


def _answer(state: dict, command: Answer) -> list[Fact]:
    if command.item not in state["items"]:
        raise Refused("soal-bukan-milik-anda", "Soal ini tidak ada dalam uji Anda.", "item", status=422)
    if not 0 <= command.choice < command.options:
        raise Refused("pilihan-tidak-ada", "Pilihan ini tidak ada pada soalnya.", "choice", status=422)
    if state["answers"].get(command.item) == command.choice:
        return []
    return [Fact("sitting.answered", {**_named(state), "item": command.item, "choice": command.choice})]


def _hand_in(state: dict | None, command: HandIn, now: datetime) -> list[Fact]:
    """The end by the time finds either somebody sitting, or nothing to do."""
    if command.by == BY_TIME:
        return [_over(state, command)] if state is not None and state["status"] == SITTING else []
    return [_over(_going(state, now), command)]


def _over(state: dict, command: HandIn) -> Fact:
    right = sum(state["answers"].get(item) == command.keys[item] for item in state["items"])
    data = {"answered": len(state["answers"]), "right": right, "of": len(state["items"]), "by": command.by}
    return Fact("sitting.handed_in", {**_named(state), **data})


def _named(state: Mapping) -> dict:
    return {name: state[name] for name in ("session", "phase", "enrolment", "person")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "sitting.begun":
            return {**data, "status": SITTING, "begun_at": event.time, "answers": {}, "right": None}
        case "sitting.answered":
            return {**state, "answers": {**state["answers"], data["item"]: data["choice"]}}
        case "sitting.handed_in":
            return {**state, "status": OVER, "right": data["right"], "by": data["by"], "over_at": event.time}
        case _:
            return state


AGGREGATE = Aggregate("sitting", decide, evolve)
