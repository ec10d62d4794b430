from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection.rules.ruleset import load
from selection.rules.skd import Sitting, Skd, skd_codes, skd_faults, skd_pass, skd_score, skd_valid

RULES = load("KEPMEN321-2024")
OLD = load("PERMENPANRB24-2019")
CATEGORIES = sorted(RULES["skd"]["thresholds"])

points = st.builds(
    Skd, st.integers(0, 30).map(lambda n: n * 5), st.integers(0, 35).map(lambda n: n * 5), st.integers(0, 225)
)
# Few values, so that full ties happen.
tied_points = st.builds(Skd, st.sampled_from([65, 85, 90]), st.sampled_from([80, 85]), st.sampled_from([165, 166, 170]))
flags = st.sampled_from([{}, {}, {}, {}, {"absent": True}, {"disqualified": True}])
sittings = st.lists(st.tuples(tied_points, flags), max_size=25).map(
    lambda rows: [Sitting(f"P{n:02d}", *score, **flag) for n, (score, flag) in enumerate(rows)]
)


@pytest.mark.parametrize(
    ("category", "score", "expected"),
    [
        ("UMUM", (65, 80, 166), True),
        ("UMUM", (60, 175, 225), False),
        ("UMUM", (150, 75, 225), False),
        ("UMUM", (150, 175, 165), False),
        ("KALIMANTAN", (65, 80, 166), True),
        ("KALIMANTAN", (60, 175, 225), False),
        ("CUMLAUDE", (30, 85, 196), True),
        ("CUMLAUDE", (100, 80, 200), False),
        ("CUMLAUDE", (30, 85, 195), False),
        ("DIASPORA", (65, 85, 161), True),
        ("DIASPORA", (65, 85, 160), False),
        ("DISABILITAS", (40, 60, 186), True),
        ("DISABILITAS", (40, 60, 185), False),
        ("PAPUA", (0, 60, 226 - 1), False),
        ("PAPUA", (5, 60, 221), True),
        ("DAERAH_TERTINGGAL", (150, 55, 225), False),
        ("DOKTER", (6 * 5, 80, 201), True),
        ("DOKTER", (150, 75, 225), False),
        ("AWAK_KAPAL", (0, 70, 216), True),
        ("PENYELAMAT", (150, 65, 225), False),
        ("PENGAMAT_GUNUNG_API", (0, 70, 215), False),
    ],
)
def test_every_category_has_its_own_thresholds(category, score, expected):
    assert skd_pass(category, Skd(*score), RULES) is expected


def test_2019_had_another_tkp_threshold_and_fewer_categories():
    assert skd_pass("UMUM", Skd(65, 80, 126), OLD)
    assert not skd_pass("UMUM", Skd(65, 80, 126), RULES)
    with pytest.raises(ValueError):
        skd_pass("KALIMANTAN", Skd(150, 175, 175), OLD)


@given(st.sampled_from(CATEGORIES), points, points)
def test_who_has_at_least_as_much_everywhere_passes_too(category, one, more):
    better = Skd(*(max(pair) for pair in zip(one, more, strict=True)))
    if skd_pass(category, one, RULES):
        assert skd_pass(category, better, RULES)


@given(points)
def test_general_thresholds_are_the_strictest_of_all_but_tiu(score):
    if skd_pass("UMUM", score, RULES):
        assert score.total >= 311
        assert all(skd_pass(category, score, RULES) for category in ("DISABILITAS", "DOKTER", "AWAK_KAPAL"))


def test_points_come_from_answers():
    assert skd_score(30, 35, [5] * 45, RULES) == (150, 175, 225)
    assert skd_score(0, 0, [], RULES) == (0, 0, 0)
    assert skd_score(13, 16, [4] * 40 + [0] * 5, RULES) == (65, 80, 160)


@pytest.mark.parametrize(
    "answers", [(31, 35, []), (30, 36, []), (-1, 0, []), (0, 0, [5] * 46), (0, 0, [6]), (0, 0, [-1])]
)
def test_more_answers_than_questions_are_an_error(answers):
    with pytest.raises(ValueError):
        skd_score(*answers, RULES)


@given(points)
def test_everything_that_the_test_can_give_is_valid(score):
    assert skd_valid(score, RULES)


@pytest.mark.parametrize(
    "score",
    [
        (67, 80, 166),
        (65, 81, 166),
        (155, 80, 166),
        (65, 180, 166),
        (65, 80, 226),
        (-5, 80, 166),
        (65, 80, -1),
        (65.0, 80, 166),
        ("65", 80, 166),
        (True, 80, 166),
        (None, 80, 166),
    ],
)
def test_what_the_test_cannot_give_is_not_valid(score):
    assert not skd_valid(Skd(*score), RULES)
    assert skd_faults(Skd(*score), RULES)


def test_the_real_case_of_247_for_82_posts():
    above = [Sitting(f"T{n:03d}", 100, 130, 200 - n // 10) for n in range(245)]
    line = [*above, Sitting("X1", 85, 125, 188), Sitting("X2", 85, 125, 188), Sitting("X3", 90, 120, 188)]
    codes = skd_codes(82, line, RULES)
    assert list(codes.values()).count("P/L") == 247
    assert (codes["X1"], codes["X2"], codes["X3"]) == ("P/L", "P/L", "P")


def test_equal_totals_are_ordered_by_tkp_then_tiu_then_twk():
    line = [
        Sitting("A", 80, 100, 190),
        Sitting("B", 90, 100, 180),
        Sitting("C", 100, 90, 180),
        Sitting("D", 95, 95, 180),
    ]
    assert skd_codes(1, line, RULES) == {"A": "P/L", "B": "P/L", "C": "P", "D": "P/L"}


def test_the_printed_order_that_begins_with_twk_would_send_another_person_on():
    line = [
        Sitting("A", 80, 100, 190),
        Sitting("B", 90, 100, 180),
        Sitting("C", 100, 90, 180),
        Sitting("D", 95, 95, 180),
    ]
    assert skd_codes(1, line, RULES)["C"] == "P"
    twk_first = sorted(line, key=lambda s: (-s.points.total, -s.twk, -s.tiu, -s.tkp))
    assert [s.id for s in twk_first[:3]] == ["C", "D", "B"]


def test_the_absent_the_disqualified_and_those_below_have_their_own_codes():
    line = [
        Sitting("A", 65, 80, 166),
        Sitting("B", 65, 80, 165),
        Sitting("C", 0, 0, 0, absent=True),
        Sitting("D", 150, 175, 225, disqualified=True),
        Sitting("E", 0, 0, 0, absent=True, disqualified=True),
    ]
    assert skd_codes(2, line, RULES) == {"A": "P/L", "B": "TL", "C": "TH", "D": "DIS", "E": "DIS"}


def test_a_line_without_quota_sends_nobody_on_and_a_line_without_people_is_empty():
    assert skd_codes(0, [Sitting("A", 65, 80, 166)], RULES) == {"A": "P"}
    assert skd_codes(3, [], RULES) == {}


def test_nobody_may_stand_on_a_line_twice():
    with pytest.raises(ValueError):
        skd_codes(1, [Sitting("A", 65, 80, 165), Sitting("A", 65, 80, 166)], RULES)


@given(sittings, st.integers(0, 6), st.randoms())
def test_the_order_of_arrival_is_nothing_to_the_codes(line, quota, random):
    shuffled = line[:]
    random.shuffle(shuffled)
    assert skd_codes(quota, shuffled, RULES) == skd_codes(quota, line, RULES)


@given(sittings, st.integers(1, 6))
def test_the_cut_is_three_times_the_quota_and_never_divides_equals(line, quota):
    codes = skd_codes(quota, line, RULES)
    passed = [s for s in line if codes[s.id] in ("P", "P/L")]
    on = [s for s in passed if codes[s.id] == "P/L"]
    assert len(on) >= min(len(passed), 3 * quota)
    if len(on) > 3 * quota:
        last = min((s.points.total, s.tkp, s.tiu, s.twk) for s in on)
        assert sum((s.points.total, s.tkp, s.tiu, s.twk) > last for s in on) < 3 * quota
    worst = min(((s.points.total, s.tkp, s.tiu, s.twk) for s in on), default=None)
    assert all((s.points.total, s.tkp, s.tiu, s.twk) < worst for s in passed if codes[s.id] == "P")


@given(sittings)
def test_a_larger_quota_takes_nobodys_place_away(line):
    sent = [{who for who, code in skd_codes(quota, line, RULES).items() if code == "P/L"} for quota in range(5)]
    assert all(fewer <= more for fewer, more in pairwise(sent))
