"""Who is told of a case about the own account, and how it stands for that person."""

import pytest
from registration.contest.domain import KEPT, MOVED
from registration.outcome.domain import AGGREGATE, Tell, stream_of
from registration.outcome.telling import tell_contest, tell_correction

from tests.unit.registration.given import Given

FIRST, SECOND = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
CASE = "contest-0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"


class Tx:
    def __init__(self):
        self.told = {}

    def decide(self, stream, command):
        [fact] = Given(AGGREGATE).when(command)
        self.told[fact.data["person"]] = fact.data["outcome"]


def contest(status, holder=FIRST, application="a"):
    tx = Tx()
    tell_contest(tx, CASE, {"status": status, "person": SECOND, "holder": holder, "application": application})
    return tx.told


def test_both_hear_that_it_is_open_and_who_began_it_knows():
    assert contest("open") == {FIRST: "OPEN", SECOND: "OPEN"}
    assert contest("open", application=None) == {FIRST: "OPEN"}


@pytest.mark.parametrize(("status", "first", "second"), [(MOVED, "NOT_YOURS", "YOURS"), (KEPT, "YOURS", "NOT_YOURS")])
def test_each_hears_whether_the_number_is_the_own(status, first, second):
    assert contest(status) == {FIRST: first, SECOND: second}
    assert contest(status, holder=None) == {SECOND: second}


def test_of_a_correction_its_person_hears_the_outcome_and_nothing_else():
    tx = Tx()
    tell_correction(
        tx, CASE, {"person": FIRST, "status": "REFUSED", "reason": "CARD_DIFFERS", "before": {}, "after": {}}
    )
    assert tx.told == {FIRST: "REFUSED"}


def test_the_same_is_told_once():
    tell = Tell(FIRST, "correction", "ACCEPTED")
    [fact] = Given(AGGREGATE).when(tell)
    assert Given(AGGREGATE, fact).when(tell) == []
    assert stream_of(CASE, FIRST, "OPEN") == stream_of(CASE, FIRST, "OPEN") != stream_of(CASE, SECOND, "OPEN")
