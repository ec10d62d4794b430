"""From asking for a seat to the certificate."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from asnkit.events import Fact
from hypothesis import given as tried
from hypothesis import strategies as st
from training.attendance.domain import AGGREGATE as ATTENDANCE
from training.attendance.domain import CODE, HAND, Attend, Correct
from training.certificate.domain import AGGREGATE as CERTIFICATE
from training.certificate.domain import Issue
from training.enrolment.domain import AGGREGATE as ENROLMENT
from training.enrolment.domain import NOMINATED, SELF, Request, Withdraw
from training.enrolment.views import PLACES
from training.hours.domain import AGGREGATE as HOURS
from training.hours.domain import CreditPassed, Reverse
from training.participant.domain import AGGREGATE as PARTICIPANT
from training.participant.domain import Judge, seat_of
from training.seating.domain import AGGREGATE as SEATING
from training.seating.domain import Ask, Leave, Resize
from training.session.domain import AGGREGATE as SESSION
from training.session.domain import Cancel
from training.streams import place_stream

from tests.unit.registration.given import events

from .given import (
    AFTER,
    BEFORE,
    CLOSES,
    ENROLMENT_ID,
    MORNING,
    PERSON,
    SCHEDULED,
    SERVANT,
    SESSION_ID,
    SESSION_STATE,
    Given,
)

ASK = Request(PERSON, SERVANT, SESSION_ID, SESSION_STATE, (), SELF)
ASKED = Given(ENROLMENT).when(ASK, now=BEFORE)
ENROLMENT_STATE = Given(ENROLMENT, *ASKED).state
OTHERS = [f"0192f0c4-7a33-7c3e-9b1d-2f6a5c8e00{n}" for n in range(10, 18)]


def attended(day, how=CODE, now=MORNING):
    return Attend(ENROLMENT_ID, ENROLMENT_STATE, SESSION_STATE, True, day, how), now


def there(*days):
    made = []
    for day in days:
        command, now = attended(day, HAND, AFTER)
        made.append(Given(ATTENDANCE, *Given(ATTENDANCE).when(command, now=now)).state)
    return made


BOTH = there(date(2026, 12, 1), date(2026, 12, 2))
JUDGE = Judge(ENROLMENT_ID, ENROLMENT_STATE, SESSION_STATE, 1, BOTH, Decimal("82.50"))
[PASSED] = Given(PARTICIPANT).when(JUDGE, now=AFTER)


def test_asking_says_who_what_and_by_whom():
    [fact] = ASKED
    assert (fact.data["person"], fact.data["unit"], fact.data["by"]) == (PERSON, SERVANT["unit"], SELF)


@pytest.mark.parametrize(
    ("change", "now", "rule"),
    [
        ({"servant": None}, BEFORE, "asn-tidak-ada"),
        ({"session": None}, BEFORE, "sesi-tidak-ada"),
        ({}, CLOSES + timedelta(seconds=1), "pendaftaran-ditutup"),
        ({}, MORNING, "sesi-sudah-mulai"),
        ({"session": {**SESSION_STATE, "status": "CANCELLED"}}, BEFORE, "sesi-dibatalkan"),
        ({"others": [{**SESSION_STATE, "code": "LAIN-1"}]}, BEFORE, "jadwal-bentrok"),
    ],
)
def test_who_may_not_ask_is_told_why(change, now, rule):
    assert Given(ENROLMENT).refuses(replace(ASK, **change), now=now).rule == rule


def test_a_clash_is_named_with_its_day():
    refusal = Given(ENROLMENT).refuses(replace(ASK, others=[{**SESSION_STATE, "code": "LAIN-1"}]), now=BEFORE)
    assert "LAIN-1" in refusal.message and "2026-12-01 pagi" in refusal.message


def test_a_session_that_was_cancelled_clashes_with_nothing():
    others = [{**SESSION_STATE, "status": "CANCELLED"}]
    assert Given(ENROLMENT).when(replace(ASK, others=others), now=BEFORE)


def test_asking_twice_is_refused_and_asking_again_after_leaving_is_not():
    assert Given(ENROLMENT, *ASKED).refuses(ASK, now=BEFORE).rule == "sudah-terdaftar"
    left = Given(ENROLMENT, *ASKED).when(Withdraw(SESSION_STATE, "Ada tugas lain.", SELF), now=BEFORE)
    assert Given(ENROLMENT, *ASKED, *left).when(ASK, now=BEFORE)
    assert Given(ENROLMENT, *ASKED, *left).refuses(Withdraw(SESSION_STATE, "Lagi.", SELF)).rule == "sudah-batal"


def test_nobody_leaves_what_has_begun_or_never_was():
    leave = Withdraw(SESSION_STATE, "Ada tugas lain.", NOMINATED)
    assert Given(ENROLMENT, *ASKED).refuses(leave, now=MORNING).rule == "sesi-sudah-mulai"
    assert Given(ENROLMENT).refuses(leave, now=BEFORE).status == 404


def seated(*commands):
    """The state after these commands, and the facts of each."""
    state, made = None, []
    for command in commands:
        facts = SEATING.decide(state, command, BEFORE)
        for event in events(*facts, service="training") if facts else ():
            state = SEATING.evolve(state, event)
        made.append([(fact.name, fact.data.get("enrolment"), fact.data.get("standing")) for fact in facts])
    return state, made


def test_whoever_waits_first_moves_up_when_a_seat_is_freed():
    one, two, three = OTHERS[:3]
    state, made = seated(*(Ask(SESSION_ID, who, 2) for who in (one, two, three)), Leave(SESSION_ID, one))
    assert (state["confirmed"], state["waiting"]) == ([two, three], [])
    assert made[0] == [("seating.resized", None, None), ("seating.moved", one, "SEATED")]
    assert made[2:] == [
        [("seating.moved", three, "QUEUED")],
        [("seating.moved", one, "GONE"), ("seating.moved", three, "SEATED")],
    ]


def test_a_change_of_room_that_is_read_late_or_twice_changes_nothing_more():
    one, two = OTHERS[:2]
    state, made = seated(Resize(SESSION_ID, 1), Ask(SESSION_ID, one, 1), Ask(SESSION_ID, two, 2), Resize(SESSION_ID, 2))
    assert (state["confirmed"], made[0], made[3]) == ([one, two], [], [])


def test_leaving_a_room_that_nobody_asked_for_says_nothing():
    assert seated(Leave(SESSION_ID, OTHERS[0])) == (None, [[]])


@tried(
    st.lists(st.tuples(st.sampled_from([Ask, Leave]), st.sampled_from(OTHERS), st.integers(1, 4)), max_size=30),
)
def test_what_the_facts_say_is_what_the_rule_decided(acts):
    state, _ = seated(*(act(SESSION_ID, who, *([room] if act is Ask else [])) for act, who, room in acts))
    if state is not None:
        everybody = state["confirmed"] + state["waiting"]
        assert len(everybody) == len(set(everybody))
        assert not state["waiting"] or len(state["confirmed"]) >= state["capacity"]


def test_the_code_is_taken_from_half_an_hour_before_to_half_an_hour_after():
    command, _ = attended(date(2026, 12, 1))
    begins, ends = MORNING - timedelta(hours=1), MORNING + timedelta(hours=7)
    for now in (begins - timedelta(minutes=30), ends + timedelta(minutes=30)):
        assert Given(ATTENDANCE).when(command, now=now)
    for now in (begins - timedelta(minutes=31), ends + timedelta(minutes=31)):
        assert Given(ATTENDANCE).refuses(command, now=now).rule == "bukan-jam-sesi"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"seated": False}, "bukan-peserta"),
        ({"session": {**SESSION_STATE, "status": "CANCELLED"}}, "sesi-dibatalkan"),
        ({"day": date(2026, 12, 3)}, "bukan-hari-sesi"),
        ({"day": date(2026, 12, 2), "how": HAND}, "hari-belum-tiba"),
    ],
)
def test_who_cannot_be_there_is_not(change, rule):
    command, now = attended(date(2026, 12, 1))
    assert Given(ATTENDANCE).refuses(replace(command, **change), now=now).rule == rule


def test_attendance_twice_is_once_and_a_correction_stands():
    command, now = attended(date(2026, 12, 1))
    recorded = Given(ATTENDANCE).when(command, now=now)
    assert Given(ATTENDANCE, *recorded).when(command, now=now) == []
    corrected = Given(ATTENDANCE, *recorded).when(Correct(False, "Kode dipakai rekan.", False))
    assert Given(ATTENDANCE, *recorded, *corrected).refuses(command, now=now).rule == "kehadiran-dikoreksi"
    assert Given(ATTENDANCE, *recorded).refuses(Correct(False, "Terlambat tahu.", True)).rule == "sudah-dinilai"
    assert Given(ATTENDANCE).refuses(Correct(False, "Tidak ada.", False)).status == 404


def test_who_was_there_and_knew_enough_passed():
    assert (PASSED.name, PASSED.data["certificate_no"], PASSED.data["score"]) == (
        "participant.passed",
        "PBJ-2026-12/001",
        "82.50",
    )


@pytest.mark.parametrize(
    ("days", "score", "missing"),
    [
        (BOTH, "69.99", ["SCORE"]),
        (BOTH[:1], "70.00", ["ATTENDANCE"]),
        ([{**BOTH[0], "present": False}, BOTH[1]], "70.00", ["ATTENDANCE"]),
        ([], "0.00", ["ATTENDANCE", "SCORE"]),
    ],
)
def test_who_did_not_pass_is_told_what_is_missing(days, score, missing):
    [fact] = Given(PARTICIPANT).when(replace(JUDGE, days=days, score=Decimal(score)), now=AFTER)
    assert (fact.name, fact.data["missing"]) == ("participant.failed", missing)


def test_the_mark_itself_is_enough():
    assert Given(PARTICIPANT).when(replace(JUDGE, score=Decimal("70.00")), now=AFTER)[0].name == "participant.passed"


def test_a_remedial_may_lead_to_passing_and_nothing_leads_back():
    failed = Given(PARTICIPANT).when(replace(JUDGE, score=Decimal("10.00")), now=AFTER)
    assert Given(PARTICIPANT, *failed).when(JUDGE, now=AFTER)[0].name == "participant.passed"
    assert Given(PARTICIPANT, PASSED).refuses(replace(JUDGE, score=Decimal("10.00")), now=AFTER).rule == "sudah-lulus"


@pytest.mark.parametrize(
    ("change", "now", "rule"),
    [
        ({"seat": None}, AFTER, "bukan-peserta"),
        ({}, AFTER - timedelta(hours=2), "sesi-belum-selesai"),
        ({"score": None}, AFTER, "nilai-tes"),
        ({"session": {**SESSION_STATE, "pass_mark": None}}, AFTER, "nilai-tes"),
        ({"session": {**SESSION_STATE, "status": "CANCELLED"}}, AFTER, "sesi-dibatalkan"),
    ],
)
def test_who_cannot_be_judged_is_not(change, now, rule):
    assert Given(PARTICIPANT).refuses(replace(JUDGE, **change), now=now).rule == rule


def test_whoever_has_the_events_decides_the_outcome_again():
    [event] = events(PASSED, service="training")
    states = {
        f"session-{SESSION_ID}": SESSION_STATE,
        f"enrolment-{ENROLMENT_ID}": ENROLMENT_STATE,
        f"seating-{SESSION_ID}": {"confirmed": [ENROLMENT_ID]},
        **{f"attendance-{n}": state for n, state in enumerate(BOTH)},
    }
    assert PARTICIPANT.again["participant.passed"](event, states) == JUDGE
    assert seat_of([], ENROLMENT_ID) is None


def test_hours_follow_from_passing_once_and_are_reversed_once():
    credited = Given(HOURS).when(CreditPassed(PASSED.data))
    assert (credited[0].data["hours"], credited[0].data["year"]) == (16, 2026)
    assert Given(HOURS, *credited).when(CreditPassed(PASSED.data)) == []
    reversed_ = Given(HOURS, *credited).when(Reverse("Sertifikat dicabut."))
    assert reversed_[0].data["hours"] == 16
    assert Given(HOURS, *credited, *reversed_).when(Reverse("Lagi.")) == []
    assert Given(HOURS).when(Reverse("Belum ada.")) == []


def test_a_participants_row_is_the_same_in_every_order_of_streams():
    place = place_stream(PERSON, SESSION_ID)
    moved = SEATING.decide(None, Ask(SESSION_ID, ENROLMENT_ID, 2), BEFORE)
    command, now = attended(date(2026, 12, 1))
    left = Given(ENROLMENT, *ASKED).when(Withdraw(SESSION_STATE, "Ada tugas lain.", SELF), now=BEFORE)
    issued = Given(CERTIFICATE).when(Issue(PASSED.data))
    named = {name: PASSED.data[name] for name in ("enrolment", "person", "certificate_no", "title")}
    by_two = {"event": f"certificate-{ENROLMENT_ID}@2", "sha256": "ab" * 32}
    revoked = Fact("certificate.revoked", {**named, "proposed": by_two})
    streams = [
        events(*ASKED, *left, *ASKED, stream=place, service="training"),
        [event for event in events(*moved, service="training") if event.fact == "seating.moved"],
        events(*Given(ATTENDANCE).when(command, now=now), service="training"),
        events(PASSED, service="training"),
        events(*issued, revoked, service="training"),
    ]
    rows = []
    for seed in range(20):
        waiting, row, chance = [list(stream) for stream in streams], None, random.Random(seed)
        while any(waiting):
            made = chance.choice([stream for stream in waiting if stream]).pop(0)
            assert list(PLACES.keys(made)) == [place]
            row = PLACES.fold(row, made)
        rows.append(row)
    assert all(row == rows[0] for row in rows)
    assert (rows[0]["standing"], rows[0]["outcome"], rows[0]["attended"]) == ("SEATED", "PASSED", ["2026-12-01"])
    assert rows[0]["certificate"] == "PBJ-2026-12/001" and rows[0]["revoked_at"]


def test_a_cancelled_session_is_no_place_to_be():
    cancelled = Given(SESSION, *SCHEDULED).when(Cancel("Pengajar sakit."), now=BEFORE)
    state = Given(SESSION, *SCHEDULED, *cancelled).state
    assert Given(ENROLMENT).refuses(replace(ASK, session=state), now=BEFORE).rule == "sesi-dibatalkan"
