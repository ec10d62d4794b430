"""A formation line changes by two signatures, until the file check's list is out; who fits it goes on fitting."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asnkit.events import parse_time
from asnkit.proposal import Reject
from registration.period.views import TALLIES
from registration.vacancy.domain import AGGREGATE as LINES
from registration.vacancy.domain import Change
from registration.vacancy.views import VACANCIES
from registration.vacancy_change.domain import AGGREGATE, Approve, Propose

from tests.unit.registration.examples import LINE, PERIOD, SHA, VACANCY, VACANCY_ID
from tests.unit.registration.given import Given, event, refused

STREAM = f"vacancy-{VACANCY_ID}"
OPENS = parse_time(PERIOD["registration_opens"])
EARLY, OPEN = OPENS - timedelta(days=1), OPENS + timedelta(days=1)
MORE = Propose(STREAM, VACANCY, PERIOD, {"quota": 3, "age_max": 35}, "FORMATION_CHANGED", "800/1130", False)


def proposed(command=MORE, now=OPEN):
    """A proposal that waits, and the event that the second person reads."""
    given = Given(AGGREGATE, *Given(AGGREGATE).when(command, now))
    given.state["proposed"]["sha256"] = SHA
    return given, given.state["proposed"]


def approve(signed, actor="ketua:k1", line=VACANCY, announced=False):
    return Approve(actor, {"event": signed["event"], "sha256": signed["sha256"]}, line, PERIOD, announced)


def test_the_second_person_changes_the_line_and_both_versions_stay():
    given, signed = proposed()
    assert given.state["before"] == {"quota": 2}, "what stays as it is is not named"
    [fact] = given.when(approve(signed), OPEN)
    assert fact.name == "vacancy_change.approved" and fact.data["proposed"]["event"] == signed["event"]
    change = Change("vacancy_change-0192f0c4-7a2b-7c3e-9b1d-2f6a5c8e0022", given.state, ("panitia", "ketua"))
    [amended] = LINES.decide(VACANCY, change, OPEN)
    happened = event(amended, 2, STREAM)
    row = VACANCIES.fold({**VACANCY, "words": "pranata"}, happened)
    for line in (LINES.evolve(VACANCY, happened), row):
        assert (line["quota"], line["job_name"]) == (3, LINE["job_name"])
        assert [(one["before"], one["after"]) for one in line["changes"]] == [({"quota": 2}, {"quota": 3})]
    assert row["words"] == "pranata"


def test_whoever_proposed_does_not_approve_in_another_role():
    given, signed = proposed()
    _, _, person = signed["actor"].partition(":")
    refusal = given.refuses(approve(signed, actor=f"ketua:{person}"), OPEN)
    assert (refusal.rule, refusal.status) == ("penanda-tangan-sama", 403)


NARROWER = [
    ("education", [{"level": "S1", "programme": "Sistem Informasi"}]),
    ("age_min", 19),
    ("age_max", 34),
    ("gpa_min", "2.76"),
]
WIDER = [
    ("education", [*LINE["education"], {"level": "D4", "programme": "Teknik Informatika"}]),
    ("age_min", 17),
    ("age_max", 40),
    ("gpa_min", None),
    ("quota", 1),
]


@pytest.mark.parametrize(("name", "value"), NARROWER)
def test_what_is_asked_grows_only_before_registration_opens(name, value):
    narrower = replace(MORE, after={name: value})
    refusal = Given(AGGREGATE).refuses(narrower, OPENS)
    assert (refusal.rule, refusal.field) == ("syarat-dipersempit", name)
    given, signed = proposed(narrower, EARLY)
    assert given.refuses(approve(signed), OPEN).rule == "syarat-dipersempit"


@pytest.mark.parametrize(("name", "value"), WIDER)
def test_what_is_asked_may_shrink_while_registration_is_open_and_seats_follow_their_decree(name, value):
    [fact] = Given(AGGREGATE).when(replace(MORE, after={name: value}), OPEN)
    assert fact.data["after"] == {name: value}


def test_a_change_that_says_nothing_or_nonsense_is_refused():
    assert Given(AGGREGATE).refuses(replace(MORE, after={"quota": 2}), OPEN).rule == "tidak-ada-perubahan"
    assert Given(AGGREGATE).refuses(replace(MORE, after={"age_max": 17}), EARLY).rule == "usia-terbalik"


def test_nothing_changes_once_the_list_is_out_or_the_period_is_cancelled():
    given, signed = proposed()
    assert Given(AGGREGATE).refuses(replace(MORE, announced=True), OPEN).rule == "sudah-diumumkan"
    assert given.refuses(approve(signed, announced=True), OPEN).rule == "sudah-diumumkan"
    cancelled = {**PERIOD, "cancelled_at": PERIOD["registration_opens"]}
    assert Given(AGGREGATE).refuses(replace(MORE, period=cancelled), OPEN).rule == "periode-dibatalkan"


def test_a_line_that_changed_in_between_is_not_changed_from_what_it_is_no_more():
    given, signed = proposed()
    assert given.refuses(approve(signed, line={**VACANCY, "quota": 5}), OPEN).rule == "formasi-berubah"


def test_a_proposal_is_taken_back_and_then_decided_no_more():
    given, signed = proposed()
    rejected = given.when(Reject({"event": signed["event"], "sha256": signed["sha256"]}))
    assert rejected and given.after["status"] == "rejected"
    assert refused(AGGREGATE, given.after, approve(signed)).rule == "perubahan-sudah-diputus"


CLOSE = replace(MORE, after={"closed": True}, reason_code="BUDGET")


def test_the_second_person_closes_the_line_and_nothing_opens_it_again():
    given, signed = proposed(CLOSE)
    assert given.state["before"] == {"closed": False}
    assert given.when(approve(signed), OPEN)
    change = Change("vacancy_change-0192f0c4-7a2b-7c3e-9b1d-2f6a5c8e0022", given.state, ("panitia", "ketua"))
    [closed] = LINES.decide(VACANCY, change, OPEN)
    assert (closed.name, closed.data["quota"]) == ("vacancy.closed", VACANCY["quota"])
    happened = event(closed, 2, STREAM)
    for line in (LINES.evolve(VACANCY, happened), VACANCIES.fold({**VACANCY}, happened)):
        assert line["closed"] and line["changes"][-1]["reason_code"] == "BUDGET"
        for other in ({"closed": False}, {"closed": True}, {"quota": 5}):
            assert Given(AGGREGATE).refuses(replace(MORE, line=line, after=other), OPEN).rule == "formasi-ditutup"
    row = TALLIES.fold({**dict.fromkeys(("lines", "quota"), 9), "draft": 1}, happened)
    assert (row["lines"], row["quota"], row["closed"]) == (8, 7, [VACANCY_ID])


def test_closing_is_no_part_of_another_change_and_ends_with_the_list():
    both = replace(CLOSE, after={"closed": True, "quota": 3})
    assert Given(AGGREGATE).refuses(both, OPEN).rule == "penutupan-sendiri"
    assert Given(AGGREGATE).refuses(replace(CLOSE, announced=True), OPEN).rule == "sudah-diumumkan"
