"""An integrity report: who may say what when, and that its words are closed for one key."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from asnkit.events import Refused, fold
from cryptography.exceptions import InvalidTag
from feedback.integrity import box
from feedback.integrity.domain import AGGREGATE, Answer, Close, Open, Reply, Report

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
SEALED = {"sealed": "v1", "kid": ID, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
NOON = datetime(2026, 8, 18, 5, 30, tzinfo=UTC)
REPORT, REPLY, ANSWER = Report("K7QM-2XPD", SEALED, SEALED), Reply(SEALED), Answer(SEALED)


def after(*commands):
    """(state, facts); each fact is checked against its contract and folded."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, len(facts) + 1, f"integrity-{ID}", NOON, service="feedback")
            state = fold(AGGREGATE, [replace(made, time=fact.time or made.time)], state)
            facts.append(fact)
    return state, facts


def test_what_its_writer_does_is_recorded_by_the_day():
    assert [fact.time for fact in after(REPORT, REPLY)[1]] == ["2026-08-17T17:00:00.000Z"] * 2
    assert after(REPORT, ANSWER, REPLY)[1][-1].time == "2026-08-18T05:30:00.000Z", "and in order"


def test_it_says_whether_there_is_something_that_nobody_opened():
    said = [after(*commands)[0]["said"] for commands in ((REPORT,), (REPORT, Open()), (REPORT, Open(), REPLY))]
    assert said == [True, False, True]


def test_it_ends_with_an_outcome_and_nothing_comes_after():
    closed = Close("referred", SEALED)
    state, _ = after(REPORT, ANSWER, closed)
    assert (state["status"], state["outcome"], len(state["messages"])) == ("closed", "referred", 2)
    for command in (REPLY, ANSWER, closed):
        with pytest.raises(Refused) as caught:
            AGGREGATE.decide(state, command, NOON + timedelta(days=1))
        assert caught.value.rule == "laporan-sudah-selesai"
    assert AGGREGATE.decide(state, Open(), NOON)[0].name == "integrity.opened", "reading goes on"


def runtime(key):
    return SimpleNamespace(settings=SimpleNamespace(secret=lambda name: key if name == "inspektorat.key" else None))


def test_a_box_opens_with_one_key_in_one_stream():
    ours, theirs = runtime(b"44" * 32), runtime(b"55" * 32)
    one = box.closed(ours, "integrity-1", "Kursi itu dijual.")
    assert one != box.closed(ours, "integrity-1", "Kursi itu dijual."), "the same words look different"
    assert box.opened(ours, "integrity-1", one) == "Kursi itu dijual."
    for other, stream in ((theirs, "integrity-1"), (ours, "integrity-2")):
        with pytest.raises(InvalidTag):
            box.opened(other, stream, one)
