"""A cycle's days move by two signatures, from today on; whoever takes part has until the new day, and sees both."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from asnkit.proposal import Reject
from feedback.appraisal.domain import Agree
from feedback.cycle.domain import AGGREGATE as CYCLE
from feedback.cycle.domain import Move, Open
from feedback.cycle_change.domain import AGGREGATE, Approve, Propose

from tests.unit.feedback.test_appraisal import DAYS, HEAD, PLAN, Story
from tests.unit.registration.examples import SHA
from tests.unit.registration.given import Given, event

STREAM = "cycle-0192f0c4-7a30-7c3e-9b1d-2f6a5c8e0001"
CHANGE_STREAM = "cycle_change-0192f0c4-7a2a-7c3e-9b1d-2f6a5c8e0031"
TODAY = datetime(2026, 3, 20, 5, tzinfo=UTC)
LATER = {"plan_until": date(2026, 4, 15)}


def opened():
    [fact] = CYCLE.decide(None, Open(**DAYS), datetime(2026, 3, 10, 5, tzinfo=UTC))
    return CYCLE.evolve(None, event(fact, 1, STREAM, service="feedback"))


MOVE = Propose(STREAM, opened(), LATER, "EMERGENCY", "800/112/BKPSDM/2026")


def proposed(command=MOVE):
    """A proposal that waits, and the event that the second person reads."""
    given = Given(AGGREGATE, *Given(AGGREGATE, service="feedback").when(command, TODAY), service="feedback")
    given.state["proposed"]["sha256"] = SHA
    return given, given.state["proposed"]


def approve(signed, actor="pimpinan:p1", cycle=None):
    return Approve(actor, {"event": signed["event"], "sha256": signed["sha256"]}, cycle or opened())


def moved(command=MOVE):
    """The cycle after both signatures."""
    [fact] = CYCLE.decide(
        command.cycle, Move(CHANGE_STREAM, proposed(command)[0].state, ("penilai", "pimpinan")), TODAY
    )
    return CYCLE.evolve(command.cycle, event(fact, 2, STREAM, service="feedback"))


def test_a_proposal_says_what_stands_and_what_should_stand():
    [fact] = Given(AGGREGATE, service="feedback").when(
        replace(MOVE, after={**LATER, "rate_from": DAYS["rate_from"]}), TODAY
    )
    assert (fact.data["before"], fact.data["after"]) == ({"plan_until": "2026-03-31"}, {"plan_until": "2026-04-15"})


def test_the_second_person_moves_the_cycle_and_both_days_stay_to_be_seen():
    given, signed = proposed()
    [fact] = given.when(approve(signed), TODAY)
    assert fact.name == "cycle_change.approved" and fact.data["proposed"]["event"] == signed["event"]
    [told] = moved()["moves"]
    assert (told["before"], told["after"]) == ({"plan_until": "2026-03-31"}, {"plan_until": "2026-04-15"})
    assert (told["reason_code"], told["letter"]) == ("EMERGENCY", "800/112/BKPSDM/2026")


def test_whoever_proposed_does_not_approve_in_another_role_and_may_take_it_back():
    given, signed = proposed()
    person = signed["actor"].partition(":")[2]
    assert given.refuses(approve(signed, actor=f"pimpinan:{person}"), TODAY).rule == "penanda-tangan-sama"
    read = {"event": signed["event"], "sha256": signed["sha256"]}
    assert given.when(Reject(read), TODAY)[0].name == "cycle_change.rejected"


def test_open_steps_move_with_the_cycle():
    late = datetime(2026, 4, 10, 5, tzinfo=UTC)
    story = Story((TODAY, PLAN))
    assert story.refuses(Agree(opened(), HEAD, HEAD), late).rule == "sudah-lewat"
    assert story.when(Agree(moved(), HEAD, HEAD), late)[0].name == "appraisal.agreed"


@pytest.mark.parametrize(
    "after, rule, field",
    [
        ({"plan_until": date(2026, 3, 19)}, "hari-lampau", "plan_until"),
        ({"plan_until": date(2026, 12, 2)}, "urutan-tanggal", "plan_until"),
        ({"rate_from": date(2026, 3, 30)}, "urutan-tanggal", "rate_from"),
        ({"settle_until": date(2027, 1, 14)}, "urutan-tanggal", "settle_until"),
        ({"plan_until": DAYS["plan_until"]}, "tanpa-perubahan", None),
        ({}, "tanpa-perubahan", None),
    ],
)
def test_a_day_is_never_set_before_today_nor_out_of_its_order(after, rule, field):
    refusal = Given(AGGREGATE, service="feedback").refuses(replace(MOVE, after=after), TODAY)
    assert (refusal.rule, refusal.field) == (rule, field)


def test_a_step_whose_day_is_over_is_opened_again_from_today_on_only():
    after_plan = datetime(2026, 4, 2, 5, tzinfo=UTC)
    given = Given(AGGREGATE, service="feedback")
    assert given.refuses(replace(MOVE, after={"plan_until": date(2026, 4, 1)}), after_plan).rule == "hari-lampau"
    assert given.when(replace(MOVE, after={"plan_until": date(2026, 4, 2)}), after_plan)


def test_a_cycle_that_is_over_stays_as_it_was():
    over = datetime(2027, 2, 1, 5, tzinfo=UTC)
    assert Given(AGGREGATE, service="feedback").refuses(MOVE, over).rule == "siklus-selesai"
    given, signed = proposed()
    assert given.refuses(approve(signed), over).rule == "siklus-selesai"


def test_what_was_signed_is_what_is_applied_and_only_while_it_still_holds():
    given, signed = proposed()
    assert given.refuses(approve(signed), TODAY + timedelta(days=60)).rule == "hari-lampau"
    assert given.refuses(approve(signed, cycle=moved()), TODAY).rule == "siklus-berubah"
    assert given.refuses(replace(approve(signed), proposed={"event": signed["event"], "sha256": "0" * 64}), TODAY)
