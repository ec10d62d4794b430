"""A seat that the superior approves first: who decides, and what becomes of it."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from training.course.domain import AGGREGATE as COURSE
from training.enrolment.application import Verdict
from training.enrolment.domain import AGGREGATE, NOMINATED, SELF, Approve, Decline, Request, Withdraw, hindrance
from training.enrolment.views import PLACES
from training.seating.domain import AGGREGATE as SEATING
from training.seating.domain import Ask
from training.session.domain import AGGREGATE as SESSION

from tests.unit.registration.given import events

from .given import BEFORE, CLOSES, ENROLMENT_ID, MORNING, PERSON, PUBLISH, SCHEDULE, SERVANT, SESSION_ID, Given

SUPERIOR = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
STREAM = f"enrolment-{ENROLMENT_ID}"
PUBLISHED = Given(COURSE).when(replace(PUBLISH, approval=True))
ASKING = Given(COURSE, *PUBLISHED).state
SESSION_STATE = Given(SESSION, *Given(SESSION).when(replace(SCHEDULE, course=ASKING), now=BEFORE)).state
REQUEST = Request(PERSON, SERVANT, SESSION_ID, SESSION_STATE, (), SELF, SUPERIOR)
APPLIED = Given(AGGREGATE).when(REQUEST, now=BEFORE)


READ = {"event": f"{STREAM}@1", "sha256": "ab" * 32}


def given(*facts):
    """After these facts; the application is the event that was read."""
    found = Given(AGGREGATE, *(facts or APPLIED))
    if found.state["status"] == "APPLIED":
        found.state = {**found.state, "applied": {**READ, "actor": "pegawai:p1"}}
    return found


def verdict(**change):
    return replace(Verdict("pegawai:s1", SUPERIOR, SUPERIOR, READ), **change)


def approve(**change):
    return Approve(verdict(**change), replace(REQUEST, superior=None))


def test_a_course_that_says_nothing_asks_nobody_as_before():
    [published] = Given(COURSE).when(PUBLISH)
    assert "approval" not in published.data and PUBLISHED[0].data["approval"] is True
    plain = {name: value for name, value in SESSION_STATE.items() if name != "approval"}
    assert [fact.name for fact in Given(AGGREGATE).when(replace(REQUEST, session=plain), now=BEFORE)] == [
        "enrolment.requested"
    ]


def test_who_applies_has_no_seat_before_it_is_approved():
    [applied] = APPLIED
    assert (applied.name, applied.data["superior"]) == ("enrolment.applied", SUPERIOR)
    assert applied.data["closes"] == SESSION_STATE["closes"] and "by" not in applied.data
    assert given().refuses(REQUEST, now=BEFORE).rule == "sudah-dimohon"
    [alone] = Given(AGGREGATE).when(replace(REQUEST, superior=None), now=BEFORE)
    assert "superior" not in alone.data and given(alone).state["superior"] is None


def test_whoever_is_nominated_needs_nobodys_approval_even_after_applying():
    for facts in ((), APPLIED):
        found = Given(AGGREGATE, *facts).when(replace(REQUEST, by=NOMINATED), now=BEFORE)
        assert [(fact.name, fact.data["by"]) for fact in found] == [("enrolment.requested", NOMINATED)]


def test_an_approval_names_what_was_read_and_asks_for_the_seat():
    approved, requested = given().when(approve(), now=BEFORE)
    assert (approved.name, approved.data["by"]) == ("enrolment.approved", "SUPERIOR")
    assert approved.data["applied"] == READ
    assert (requested.name, requested.data["by"]) == ("enrolment.requested", SELF)
    assert given(*APPLIED, approved, requested).refuses(approve(), now=BEFORE).rule == "permohonan-sudah-diputus"


@pytest.mark.parametrize(
    ("change", "rule", "status"),
    [
        ({"person": PERSON}, "permohonan-tidak-ada", 404),
        ({"superior": None}, "permohonan-tidak-ada", 404),
        ({"person": None}, "ada-atasan", 403),
        ({"applied": {"event": f"{STREAM}@1", "sha256": "cd" * 32}}, "bukan-yang-dibaca", 409),
    ],
)
def test_only_who_leads_today_decides_over_what_was_read(change, rule, status):
    refused = given().refuses(approve(**change), now=BEFORE)
    assert (refused.rule, refused.status) == (rule, status)


def test_where_nobody_leads_the_officer_decides_and_nobody_about_oneself():
    approved, _ = given().when(approve(person=None, superior=None, actor="diklat:d1"), now=BEFORE)
    assert approved.data["by"] == "OFFICER"
    own = approve(person=None, superior=None, actor="diklat:p1")
    assert given().refuses(own, now=BEFORE).rule == "penanda-tangan-sama"


def test_what_stands_in_the_way_of_a_request_stands_in_the_way_of_its_approval():
    late = CLOSES + timedelta(seconds=1)
    assert given().refuses(approve(), now=late).rule == "pendaftaran-ditutup"
    assert given().refuses(approve(), now=MORNING).rule == "sesi-sudah-mulai"
    elsewhere = replace(REQUEST, others=[{**SESSION_STATE, "code": "LAIN-1"}])
    told = given().refuses(replace(approve(), request=elsewhere), now=BEFORE).message
    assert "LAIN-1" in told and hindrance(elsewhere, BEFORE) == told and hindrance(REQUEST, BEFORE) is None


def test_whoever_is_declined_reads_why_and_may_apply_again():
    [declined] = given().when(Decline(verdict(), "Ada pemeriksaan."), now=BEFORE)
    assert (declined.name, declined.data["reason"]) == ("enrolment.declined", "Ada pemeriksaan.")
    after = given(*APPLIED, declined)
    assert after.when(REQUEST, now=BEFORE) == APPLIED
    assert after.refuses(Withdraw(SESSION_STATE, "Ada tugas lain.", SELF), now=BEFORE).rule == "sudah-ditolak"
    assert Given(AGGREGATE).refuses(Decline(verdict(), "Ada apa."), now=BEFORE).status == 404


def test_an_application_is_taken_back_like_a_seat():
    left = given().when(Withdraw(SESSION_STATE, "Ada tugas lain.", SELF), now=BEFORE)
    assert [fact.name for fact in left] == ["enrolment.cancelled"]
    assert given(*APPLIED, *left).refuses(approve(), now=BEFORE).rule == "permohonan-sudah-diputus"


def test_the_row_waits_for_the_superior_and_then_for_the_seat_in_every_order_of_streams():
    approved = given().when(approve(), now=BEFORE)
    moved = SEATING.decide(None, Ask(SESSION_ID, ENROLMENT_ID, 2), BEFORE)
    streams = [
        [one for one in events(*APPLIED, *approved, stream=STREAM, service="training") if PLACES.handles(one)],
        [event for event in events(*moved, service="training") if event.fact == "seating.moved"],
    ]
    rows = []
    for seed in range(10):
        waiting, row, chosen = [list(stream) for stream in streams], None, random.Random(seed)
        while any(waiting):
            event = chosen.choice([stream for stream in waiting if stream]).pop(0)
            row = PLACES.fold(row, event)
        rows.append(row)
    assert all(row == rows[0] for row in rows) and rows[0]["standing"] == "SEATED"
    [first] = events(*APPLIED, stream=STREAM, service="training")
    assert PLACES.fold(None, first)["standing"] == "APPLIED"
