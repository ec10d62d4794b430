from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import Fact
from training.evaluation.domain import AGGREGATE, Answer, Ask
from training.evaluation.keeping import ask, plan
from training.rules.reviews import AT_WORK, asked_on
from training.streams import evaluation_stream

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
    ("last", "months", "day"),
    [
        ("2026-12-02", 3, "2027-03-02"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-09-30", 3, "2026-12-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-02", 6, "2027-06-02"),
    ],
)
def test_a_superior_is_asked_three_and_six_months_after_the_last_day(last, months, day):
    assert asked_on(date.fromisoformat(last), months) == date.fromisoformat(day)


def test_a_form_from_before_there_was_a_second_one_is_the_one_after_three_months():
    [fact] = Given(AGGREGATE).when(Ask(OF, SUPERIOR), now=THEN)
    before = {name: value for name, value in fact.data.items() if name != "months"}
    assert Given(AGGREGATE, Fact("evaluation.asked", before)).state["months"] == 3
    [second] = Given(AGGREGATE).when(Ask(OF, SUPERIOR, 6), now=THEN)
    assert second.data["months"] == 6


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
    assert (stream, purpose, due, of) == (f"evaluation-{ENROLMENT_ID}", "ask", THEN, {**OF, "months": 3})
    servant, certificate = f"civil_servant-{PERSON}", f"certificate-{ENROLMENT_ID}"
    for states in ({servant: {"left_at": "…"}}, {servant: {}, certificate: {"status": "REVOKED"}}):
        gone = Tx(states)
        ask(gone, stream, of)
        assert (gone.decided, gone.set) == ([], [])


@pytest.mark.parametrize("of", [OF, {**OF, "months": 3}], ids=["set by the last release", "set by this one"])
def test_the_first_day_sets_the_second_ones_and_the_second_no_further(of, monkeypatch):
    monkeypatch.setattr("training.evaluation.keeping.superior_of", lambda *_: {"superior": SUPERIOR})
    states = {f"civil_servant-{PERSON}": {}, f"participant-{ENROLMENT_ID}": {"completed_on": "2026-12-02"}}
    first = Tx(states)
    ask(first, evaluation_stream(ENROLMENT_ID), of)
    assert first.decided == [(f"evaluation-{ENROLMENT_ID}", Ask(OF | of, SUPERIOR, 3))]
    [(stream, purpose, due, _command, args)] = first.set
    assert (stream, purpose) == (evaluation_stream(ENROLMENT_ID, 6), "ask") and stream != f"evaluation-{ENROLMENT_ID}"
    assert (due, args) == (datetime(2027, 6, 1, 17, tzinfo=UTC), {**OF, "months": 6})
    second = Tx(states)
    ask(second, stream, args)
    assert second.set == [] and [command.months for _, command in second.decided] == [6]
