"""The project of a Latsar: handed in as a file, examined by two who do not see each other's mark before."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from training.latsar.domain import Judge
from training.project.domain import AGGREGATE, Examine, HandIn, mean_of, result_of

from .test_latsar import AFTER, COACH, DURING, ENROLMENT_ID, FAIR, LATER, LOW, MENTOR, NUMBER, PERSON, _begun, _remedied
from .test_training import Given

LATSAR = _begun().state
HAND_IN = HandIn(PERSON, LATSAR, "Kartu kendali antrean loket", "cd" * 32, 48_213)
HANDED_IN = Given(AGGREGATE).when(HAND_IN, now=DURING)
READ = {"event": f"project-{ENROLMENT_ID}@1", "sha256": "ab" * 32}
FIRST = Examine("diklat:d1", "d1", LATSAR, READ, Decimal("80.00"))
SECOND = replace(FIRST, actor="diklat:d2", examiner="d2", mark=Decimal("81.01"))


def state_of(*marks, **more):
    """Handed in, with these marks by d1, d2 …"""
    kept = {**Given(AGGREGATE, *HANDED_IN).state, "handed_in": {**READ, "actor": "pegawai:p1"}, **more}
    marked = [{"actor": f"diklat:d{n}", "mark": mark} for n, mark in enumerate(marks, 1)]
    return {**kept, "marks": marked}


def refused(state, command, now=AFTER):
    given = Given(AGGREGATE)
    given.state = state
    return given.refuses(command, now).rule


@pytest.mark.parametrize(
    ("change", "now", "rule"),
    [
        ({"latsar": None}, DURING, "latsar-belum-mulai"),
        ({"person": MENTOR["person"]}, DURING, "latsar-belum-mulai"),
        ({"latsar": {**LATSAR, "status": "PASSED"}}, AFTER, "latsar-sudah-diputuskan"),
        ({}, datetime(2025, 7, 9, 16, tzinfo=UTC), "proyek-terlalu-awal"),
    ],
)
def test_whoever_takes_part_hands_in_from_the_habituation_on(change, now, rule):
    assert refused(None, replace(HAND_IN, **change), now) == rule
    assert [fact.name for fact in HANDED_IN] == ["project.handed_in"]


def test_a_file_is_replaced_until_somebody_examined_it_and_once_more_after_a_remedial():
    assert Given(AGGREGATE, *HANDED_IN).when(HAND_IN, now=AFTER)
    assert refused(state_of("80.00"), HAND_IN) == "proyek-sudah-diuji"
    again = replace(HAND_IN, latsar=_remedied().state)
    given = Given(AGGREGATE)
    given.state = state_of("60.00", "61.00")
    [fact] = given.when(again, now=LATER)
    assert fact.data["remedial"] is True
    assert refused(state_of("60.00", remedial=True), again, LATER) == "proyek-sudah-diuji"
    assert given.after["marks"] == [], "it is examined anew"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"handed_in": {**READ, "sha256": "00" * 32}}, "bukan-yang-dibaca"),
        ({"examiner": PERSON}, "penguji-tidak-sah"),
        ({"examiner": MENTOR["person"]}, "penguji-tidak-sah"),
        ({"examiner": COACH["person"]}, "penguji-tidak-sah"),
        ({"actor": "ketua:d1"}, "sudah-menguji"),
        ({"latsar": {**LATSAR, "status": "FAILED"}}, "latsar-sudah-diputuskan"),
    ],
)
def test_an_examiner_is_somebody_else_who_read_this_file(change, rule):
    assert refused(state_of("80.00"), replace(SECOND, **change)) == rule


def test_two_examine_and_no_third():
    assert refused(None, FIRST) == "proyek-tidak-ada"
    given = Given(AGGREGATE)
    given.state = state_of("80.00")
    [fact] = given.when(SECOND, now=AFTER)
    assert (fact.data["handed_in"], fact.data["mark"]) == (READ, "81.01")
    third = replace(FIRST, actor="diklat:d3", examiner="d3")
    assert refused(state_of("80.00", "81.01"), third) == "proyek-sudah-diuji"


def test_the_grade_is_of_the_exact_mean_and_of_both_marks():
    assert mean_of(state_of("80.00")) is None and result_of(state_of("80.00")) is None
    assert result_of(state_of("80.00", "80.01")) == {"mean": "80.01", "grade": "SATISFYING"}
    assert result_of(state_of("70.00", "70.00")) == {"mean": "70.00", "grade": "NOT_PASSED"}


def test_nobody_is_judged_while_the_project_waits_for_an_examiner():
    for marks in ((), ("80.00",)):
        for command in (Judge(FAIR, NUMBER, state_of(*marks)), Judge(LOW, None, state_of(*marks))):
            given = _remedied() if command.certificate_no is None else _begun()
            assert given.refuses(command, LATER).rule == "proyek-belum-diuji"
    assert _begun().when(Judge(FAIR, NUMBER, state_of("80.00", "81.00")), now=AFTER)
