from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import Fact
from training.evaluation.domain import AGGREGATE, Answer, Ask
from training.evaluation.keeping import ask, plan
from training.rules.reviews import AT_WORK, asked_on

from tests.unit.registration.given import event

from .given import COURSE_ID, ENROLMENT_ID, PERSON, SESSION_ID, Given

SUPERIOR = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
TITLE = "Pengadaan Barang dan Jasa Dasar"
OF = {"enrolment": ENROLMENT_ID, "person": PERSON, "session": SESSION_ID, "course": COURSE_ID, "title": TITLE}
THEN = datetime(2027, 3, 1, 17, tzinfo=UTC)
ANSWER = Answer(SUPERIOR, dict.fromkeys(AT_WORK, 4))


def asked():
    return Given(AGGREGATE, *Given(AGGREGATE).when(Ask(OF, SUPERIOR), now=THEN))


@pytest.mark.parametrize(
    ("last", "day"),
    [
        ("2026-12-02", "2027-03-02"),
        ("2026-11-30", "2027-02-28"),
        ("2026-01-31", "2026-04-30"),
        ("2026-09-30", "2026-12-30"),
    ],
)
def test_a_superior_is_asked_three_months_after_the_last_day(last, day):
    assert asked_on(date.fromisoformat(last)) == date.fromisoformat(day)


def test_it_is_asked_once_and_may_be_answered_for_thirty_days():
    given = asked()
    assert given.state["until"] == "2027-04-01"
    assert given.when(Ask(OF, PERSON), now=THEN) == []
    assert given.when(ANSWER, now=datetime(2027, 4, 1, 16, tzinfo=UTC))
    assert given.refuses(ANSWER, now=datetime(2027, 4, 1, 17, tzinfo=UTC)).rule == "evaluasi-ditutup"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"person": PERSON}, "evaluasi-tidak-ada"),
        ({"ratings": {"APPLIED": 4}}, "nilai-tidak-lengkap"),
        ({"ratings": dict.fromkeys(AT_WORK, 5)}, "nilai-di-luar-skala"),
    ],
)
def test_only_who_was_asked_answers_and_once(change, rule):
    given = asked()
    assert given.refuses(replace(ANSWER, **change), now=THEN).rule == rule
    answered = Given(AGGREGATE, *Given(AGGREGATE).when(Ask(OF, SUPERIOR), now=THEN), *given.when(ANSWER, now=THEN))
    assert answered.refuses(ANSWER, now=THEN).rule == "evaluasi-sudah-diisi"


class Tx:
    """What passing sets, and what is known of the person when the day has come."""

    db, now = None, THEN

    def __init__(self, states=()):
        self.states, self.set, self.decided = dict(states), [], []

    def load(self, stream):
        return type("Loaded", (), {"state": self.states.get(stream)})

    def deadline(self, *told):
        self.set.append(told)

    def decide(self, stream, command):
        self.decided.append((stream, command))


def test_who_passes_is_asked_about_on_the_day_and_not_who_left_or_lost_the_certificate():
    passed = {**OF, "unit": "UPTD", "code": "PBJ", "hours": 16, "kind": "TECHNICAL", "attended": 2, "days": 2}
    passed |= {"score": None, "completed_on": "2026-12-02", "certificate_no": "PBJ/001"}
    tx = Tx()
    plan(event(Fact("participant.passed", passed), stream=f"participant-{ENROLMENT_ID}", service="training"), tx)
    [(stream, purpose, due, _command, of)] = tx.set
    assert (stream, purpose, due, of) == (f"evaluation-{ENROLMENT_ID}", "ask", THEN, OF)
    servant, certificate = f"civil_servant-{PERSON}", f"certificate-{ENROLMENT_ID}"
    for states in ({servant: {"left_at": "…"}}, {servant: {}, certificate: {"status": "REVOKED"}}):
        gone = Tx(states)
        ask(gone, stream, of)
        assert gone.decided == []
