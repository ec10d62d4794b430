"""What is measured of a session: when, over which answers, and what of a few is held back."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations_with_replacement, permutations
from pathlib import Path

import pytest
from asnkit.events import Fact
from feedback.effect.domain import AGGREGATE, Measure
from feedback.effect.views import SESSIONS
from feedback.rules.effects import added, around, counted, moved, sums_of

from tests.unit.registration.given import Given as GivenOf
from tests.unit.registration.given import event

SESSION_ID = "0192f0c4-7a22-7c3e-9b1d-2f6a5c8e0012"
UNIT, OTHER = (f"0192f0c4-7a31-7c3e-9b1d-2f6a5c8e002{n}" for n in (1, 2))
FIXED = {"measure": "time", "units": [UNIT], "others": [OTHER]}
SESSION = {
    "days": ["2026-12-01", "2026-12-02"],
    "course": "0192f0c4-7a21-7c3e-9b1d-2f6a5c8e0011",
    "code": "PBJ-2026-03",
    "title": "Pengadaan",
    "fixed": FIXED,
    "passed": {},
}
CONTRACTS = Path("shared/contracts")


def Given(aggregate, *facts):
    return GivenOf(aggregate, *facts, service="feedback")


def example(name):
    return json.loads((CONTRACTS / f"{name}.v1.json").read_text())["examples"][0]


FOUND = {name: example("feedback/effect.measured")[name] for name in ("figures", "complaints", "group")}
MEASURE = Measure(SESSION_ID, SESSION, FOUND)
EARLY, SIX, TWELVE = (
    datetime(2027, 6, 1, 16, tzinfo=UTC),
    datetime(2027, 6, 1, 17, tzinfo=UTC),
    datetime(2027, 12, 1, 17, tzinfo=UTC),
)


def test_it_is_measured_once_from_six_and_once_from_twelve_months_on():
    assert Given(AGGREGATE).refuses(MEASURE, now=EARLY).rule == "belum-waktunya"
    first = Given(AGGREGATE).when(MEASURE, now=SIX)
    given = Given(AGGREGATE, *first)
    assert [one["months"] for one in given.state["measured"]] == [6]
    assert given.refuses(MEASURE, now=SIX).rule == "sudah-diukur"
    second = Given(AGGREGATE, *first, *given.when(MEASURE, now=TWELVE))
    assert [one["months"] for one in second.state["measured"]] == [6, 12]
    assert second.refuses(MEASURE, now=TWELVE).rule == "sudah-diukur"


@pytest.mark.parametrize(
    ("session", "rule"),
    [
        (None, "sesi-tidak-ada"),
        (SESSION | {"days": None}, "sesi-tidak-ada"),
        (SESSION | {"fixed": None}, "tanpa-pembanding"),
    ],
)
def test_nothing_is_measured_of_a_cancelled_session_or_one_whose_comparison_nobody_fixed(session, rule):
    assert Given(AGGREGATE).refuses(replace(MEASURE, session=session), now=SIX).rule == rule


def test_what_is_known_of_a_session_is_the_same_in_whatever_order_it_is_heard():
    told = [
        ("session.scheduled", f"session-{SESSION_ID}"),
        ("comparison.fixed", f"comparison-{SESSION_ID}"),
        ("participant.passed", f"participant-{example('training/participant.passed')['enrolment']}"),
    ]
    rows = []
    for order in permutations(told):
        row = None
        for fact, stream in order:
            heard = event(Fact(fact, example(f"training/{fact}")), stream=stream, service="training")
            assert SESSIONS.keys(heard) == [SESSION_ID]
            row = SESSIONS.fold(row, heard)
        rows.append(row)
    assert all(row == rows[0] for row in rows)
    passed = example("training/participant.passed")
    assert rows[0] == SESSION | {"title": passed["title"], "passed": {passed["enrolment"]: passed["person"]}}


def survey(service, published, opened, unit=UNIT):
    return {"unit": unit, "service": service, "published": published, "opened": opened}


def test_both_sides_are_about_the_same_services_before_the_first_and_after_the_last_day():
    old, last, on_the_day = (survey("KTP", day, "2026-01-02") for day in ("2026-03-01", "2026-11-30", "2026-12-01"))
    during, after = survey("KTP", "2027-02-01", "2026-12-02"), survey("KTP", "2027-05-01", "2026-12-03")
    alone = survey("KK", "2027-05-01", "2027-01-02")
    assert around([after, alone, during, on_the_day, last, old], "2026-12-01", "2026-12-02") == [(last, after)]
    assert around([during, last, alone], "2026-12-01", "2026-12-02") == []


def test_sums_of_a_published_index_are_those_of_the_answers():
    answers = [[1, 2, 3, 4, 1, 2, 3, 4, 1], [4, 4, 4, 4, 4, 4, 4, 4, 3], [2, 2, 2, 2, 2, 2, 2, 2, 2]]
    names = list("abcdefghi")
    products = [sum(one[i] * one[j] for one in answers) for i, j in combinations_with_replacement(range(9), 2)]
    complete = {"n": 3, "totals": [sum(column) for column in zip(*answers, strict=True)], "products": products}
    found = sums_of({"complete": complete}, names)
    assert found["c"] == {"n": 3, "total": 9, "squares": 29}
    whole = [sum(one) for one in answers]
    assert found["index"] == {"n": 3, "total": sum(whole), "squares": sum(one * one for one in whole)}
    assert added([found, found])["c"] == {"n": 6, "total": 18, "squares": 58}
    assert added([]) == {}


@pytest.mark.parametrize(
    ("raised", "same", "lowered", "told"),
    [
        (5, 4, 0, None),
        (5, 5, 0, {"people": 10, "raised": 5, "same": 5, "lowered": 0}),
        (10, 0, 0, {"people": 10, "raised": None, "same": None, "lowered": None}),
        (0, 0, 12, {"people": 12, "raised": None, "same": None, "lowered": None}),
        (0, 12, 0, {"people": 12, "raised": 0, "same": 12, "lowered": 0}),
        (2, 10, 6, {"people": 18, "raised": None, "same": 10, "lowered": None}),
    ],
)
def test_of_a_group_is_told_how_predicates_moved_and_never_what_they_are(raised, same, lowered, told):
    pairs = [("BAIK", "SANGAT_BAIK")] * raised + [("BAIK", "BAIK")] * same + [("BAIK", "KURANG")] * lowered
    assert moved(pairs) == told


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_one_to_nine_complaints_are_held_back(number, told):
    assert counted(number) == told
