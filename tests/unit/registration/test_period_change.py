"""A period moves by two signatures, until the file check's list is out; nobody loses announced days by it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asnkit.events import Refused, format_time, parse_time
from asnkit.proposal import Reject
from registration.announcement.domain import AGGREGATE as ANNOUNCEMENT
from registration.application.domain import check_window
from registration.period.domain import AGGREGATE as PERIODS
from registration.period.domain import Change
from registration.period_change.domain import AGGREGATE, Approve, Propose

from tests.unit.registration.examples import PERIOD, SHA
from tests.unit.registration.given import Given, event, refused
from tests.unit.registration.test_objections_and_announcements import PUBLISH

STREAM = "period-0192f0c4-7a10-7c3e-9b1d-2f6a5c8e0000"
CLOSES = parse_time(PERIOD["registration_closes"])
LATER = format_time(CLOSES + timedelta(days=3))
AFTER_OPENING = CLOSES - timedelta(days=5)
EXTEND = Propose(STREAM, PERIOD, "AMEND", {"registration_closes": LATER}, "SYSTEM_OUTAGE", "800/1121", False)
CANCEL = replace(EXTEND, kind="CANCEL", after={}, reason_code="FORMATION_CHANGED")


def proposed(command=EXTEND, now=AFTER_OPENING):
    """A proposal that waits, and the event that the second person reads."""
    given = Given(AGGREGATE, *Given(AGGREGATE).when(command, now))
    given.state["proposed"]["sha256"] = SHA
    return given, given.state["proposed"]


def approve(signed, actor="ketua:k1", period=PERIOD, announced=False):
    return Approve(actor, {"event": signed["event"], "sha256": signed["sha256"]}, period, announced)


def changed(command=EXTEND):
    """The period after both signatures."""
    proposal = proposed(command)[0].state
    [fact] = PERIODS.decide(
        PERIOD, Change("period_change-0192f0c4-7a2a-7c3e-9b1d-2f6a5c8e0021", proposal, ("panitia", "ketua")), CLOSES
    )
    return PERIODS.evolve(PERIOD, event(fact, 2, STREAM))


def test_an_extension_says_what_stands_and_what_should_stand():
    [fact] = Given(AGGREGATE).when(EXTEND, AFTER_OPENING)
    assert fact.data["before"] == {"registration_closes": PERIOD["registration_closes"]}
    assert fact.data["after"] == {"registration_closes": LATER}


def test_the_second_person_moves_the_period_and_both_versions_stay():
    given, signed = proposed()
    [fact] = given.when(approve(signed), AFTER_OPENING)
    assert fact.name == "period_change.approved" and fact.data["proposed"]["event"] == signed["event"]
    period = changed()
    assert period["registration_closes"] == LATER
    [change] = period["changes"]
    assert change["before"] == {"registration_closes": PERIOD["registration_closes"]}
    assert (change["reason_code"], change["signers"]) == ("SYSTEM_OUTAGE", ["panitia", "ketua"])


def test_whoever_proposed_does_not_approve_in_another_role():
    given, signed = proposed()
    _, _, person = signed["actor"].partition(":")
    refusal = given.refuses(approve(signed, actor=f"ketua:{person}"), AFTER_OPENING)
    assert (refusal.rule, refusal.status) == ("penanda-tangan-sama", 403)


def test_in_the_closing_minute_an_extension_is_proposed_and_approved_and_after_closing_as_well():
    for moment in (CLOSES, CLOSES + timedelta(hours=2)):
        given, signed = proposed(now=moment)
        assert given.when(approve(signed), moment)
    check_window(changed(), CLOSES + timedelta(seconds=1))


def test_an_extension_that_waited_past_its_own_end_is_refused():
    given, signed = proposed()
    refusal = given.refuses(approve(signed), parse_time(LATER))
    assert (refusal.rule, refusal.field) == ("saat-sudah-lewat", "registration_closes")


@pytest.mark.parametrize(
    ("after", "now", "rule"),
    [
        ({"registration_closes": format_time(AFTER_OPENING)}, AFTER_OPENING, "saat-sudah-lewat"),
        ({"registration_closes": format_time(CLOSES - timedelta(days=1))}, AFTER_OPENING, "pendaftaran-dipersingkat"),
        ({"registration_opens": LATER}, AFTER_OPENING, "pendaftaran-sudah-dibuka"),
        ({"registration_closes": PERIOD["registration_closes"], "objection_days": 3}, CLOSES, "tidak-ada-perubahan"),
        ({"registration_opens": LATER}, parse_time("2024-08-01T00:00:00.000Z"), "jadwal-terbalik"),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_its_reason(after, now, rule):
    assert Given(AGGREGATE).refuses(replace(EXTEND, after=after), now).rule == rule


def test_before_it_opens_a_period_may_become_shorter():
    early = parse_time("2024-08-01T00:00:00.000Z")
    shorter = {"registration_closes": format_time(CLOSES - timedelta(days=1)), "objection_days": 5}
    [fact] = Given(AGGREGATE).when(replace(EXTEND, after=shorter), early)
    assert fact.data["before"]["objection_days"] == 3


def test_nothing_moves_once_the_list_of_the_file_check_is_out():
    for command in (EXTEND, CANCEL):
        assert Given(AGGREGATE).refuses(replace(command, announced=True), AFTER_OPENING).rule == "sudah-diumumkan"
    given, signed = proposed()
    assert given.refuses(approve(signed, announced=True), AFTER_OPENING).rule == "sudah-diumumkan"


def test_a_period_that_changed_in_between_is_not_changed_from_what_it_is_no_more():
    given, signed = proposed()
    moved = {**PERIOD, "registration_closes": format_time(CLOSES + timedelta(days=1))}
    assert given.refuses(approve(signed, period=moved), AFTER_OPENING).rule == "periode-berubah"


def test_a_proposal_is_taken_back_and_then_decided_no_more():
    given, signed = proposed()
    rejected = given.when(Reject({"event": signed["event"], "sha256": signed["sha256"]}))
    assert given.after["status"] == "rejected"
    assert refused(AGGREGATE, given.after, approve(signed)).rule == "perubahan-sudah-diputus" and rejected


def test_in_a_cancelled_period_nothing_is_sent_announced_or_changed():
    period = changed(CANCEL)
    assert period["cancelled_at"] and period["registration_closes"] == PERIOD["registration_closes"]
    with pytest.raises(Refused, match="dibatalkan"):
        check_window(period, AFTER_OPENING)
    announcing = refused(ANNOUNCEMENT, None, replace(PUBLISH, period=period), CLOSES + timedelta(days=1))
    assert announcing.rule == "periode-dibatalkan"
    assert Given(AGGREGATE).refuses(replace(EXTEND, period=period), AFTER_OPENING).rule == "periode-dibatalkan"
