"""Somebody who follows a topic: asked first, ended by whom, and recorded by the day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.events import Refused, fold
from feedback.follower.domain import AGGREGATE, FOLLOWER, TIME, Ask, Confirm, Stop

from tests.unit.registration.given import event

ID, TOPIC = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0010", "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
NOON = datetime(2026, 8, 18, 5, 30, tzinfo=UTC)
SEALED = {"sealed": "v1", "kid": ID, "nonce": "AAAAAAAAAAAAAAAA", "ciphertext": "A" * 32}
ASK = Ask(TOPIC, {"shown": True}, True, SEALED)


def after(*commands, now=NOON):
    """(state, facts); each fact is checked against its contract and folded."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, now):
            made = event(fact, len(facts) + 1, f"follower-{ID}", now, service="feedback")
            state = fold(AGGREGATE, [replace(made, time=fact.time or made.time)], state)
            facts.append(fact)
    return state, facts


def refused(command, *before):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, NOON)
    return caught.value.rule


def test_nobody_is_written_to_who_did_not_say_yes():
    assert after(ASK)[0]["status"] == "asked"
    assert after(ASK, Confirm())[0]["status"] == "confirmed"
    assert [fact.name for fact in after(ASK, Confirm(), Confirm())[1]] == ["follower.asked", "follower.confirmed"]


def test_who_stopped_stays_stopped():
    state, facts = after(ASK, Confirm(), Stop(FOLLOWER), Stop(FOLLOWER))
    assert (state["status"], len(facts)) == ("stopped", 3)
    assert refused(Confirm(), ASK, Stop(TIME)) == refused(Confirm()) == refused(Stop(FOLLOWER)) == "tautan-lewat"


def test_there_is_nothing_to_follow_that_is_not_shown_or_is_over():
    assert refused(replace(ASK, state=None)) == refused(replace(ASK, state={"shown": False})) == "pokok-tidak-ada"
    assert refused(replace(ASK, open=False)) == "aduan-berakhir"


def test_the_record_says_the_day_in_an_order_that_holds():
    _, facts = after(ASK, Confirm(), Stop(FOLLOWER))
    assert [fact.time for fact in facts] == ["2026-08-17T17:00:00.000Z"] * 3
    state, _ = after(ASK)
    [later] = AGGREGATE.decide(state | {"last": "2026-08-19T01:00:00.000Z"}, Confirm(), NOON + timedelta(hours=1))
    assert later.time == "2026-08-19T01:00:00.000Z"
