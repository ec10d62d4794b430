"""The outcome of one participant: passed or not, by what the course asked for before anybody enrolled.

Streams: participant-<uuid of the enrolment>. Passing takes the share of days that the course names and, where it has a
test, its mark. Whoever failed may be judged again after a remedial; whoever passed has passed. Anybody can decide it
again from the session, the seat, the days and the score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..session.domain import CANCELLED, known, last_hour

PASSED, FAILED = "PASSED", "FAILED"


@dataclass(frozen=True, slots=True)
class Judge:
    """`seat` is the place among those seated, from 1, None without one; `days` are the states of the attendances;
    `score` is of 100 points, None where the course has no test."""

    enrolment_id: str
    enrolment: Mapping | None
    session: Mapping | None
    seat: int | None
    days: Sequence[Mapping]
    score: Decimal | None


def decide(state: dict | None, command: Judge, now: datetime) -> list[Fact]:
    if not isinstance(command, Judge):
        raise TypeError(command)
    if command.enrolment is None or command.seat is None:
        raise Refused("bukan-peserta", "Hanya peserta yang mendapat kursi dapat dinilai.", status=404)
    session = known(command.session)
    if session["status"] == CANCELLED:
        raise Refused("sesi-dibatalkan", "Sesi ini dibatalkan; tidak ada yang dinilai.")
    if now < last_hour(session):
        raise Refused("sesi-belum-selesai", "Hasil ditetapkan sesudah hari terakhir sesi.")
    if state is not None and state["outcome"] == PASSED:
        raise Refused("sudah-lulus", "Peserta ini sudah dinyatakan lulus.")
    mark = session["pass_mark"]
    if (mark is None) != (command.score is None):
        told = "Pelatihan ini tidak bertes; kosongkan nilai." if mark is None else "Isi nilai tes akhir."
        raise Refused("nilai-tes", told, "score", status=422)
    attended = sum(day["present"] for day in command.days)
    there = attended * 100 >= session["attendance"] * len(session["days"])
    able = mark is None or command.score >= mark
    data = {
        "enrolment": command.enrolment_id,
        **{name: command.enrolment[name] for name in ("person", "session", "unit")},
        **{name: session[name] for name in ("course", "code", "title", "hours", "kind")},
        "attended": attended,
        "days": len(session["days"]),
        "score": None if command.score is None else str(command.score),
        "completed_on": wib_date(last_hour(session)).isoformat(),
    }
    if there and able:
        return [Fact("participant.passed", {**data, "certificate_no": f"{session['code']}/{command.seat:03d}"})]
    missing = ([] if there else ["ATTENDANCE"]) + ([] if able else ["SCORE"])
    return [Fact("participant.failed", {**data, "missing": missing})]


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "outcome": PASSED if event.fact == "participant.passed" else FAILED}


def _again(event: Event, states: Mapping[str, dict | None]) -> Judge:
    data = event.data
    session = states.get(f"session-{data['session']}")
    seated = (states.get(f"seating-{data['session']}") or {"confirmed": []})["confirmed"]
    days = [state for stream, state in sorted(states.items()) if stream.startswith("attendance-")]
    score = None if data["score"] is None else Decimal(data["score"])
    enrolment = states.get(f"enrolment-{data['enrolment']}")
    return Judge(data["enrolment"], enrolment, session, seat_of(seated, data["enrolment"]), days, score)


def seat_of(seated: Sequence[str], enrolment: str) -> int | None:
    return seated.index(enrolment) + 1 if enrolment in seated else None


AGGREGATE = Aggregate("participant", decide, evolve, again={"participant.passed": _again, "participant.failed": _again})
