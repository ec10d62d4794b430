import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
from asnkit.catalogue import Undecidable
from asnkit.events import Refused
from hypothesis import given
from hypothesis import strategies as st
from selection.ranking.computation import final_rows, skd_rows, tied_on_scores
from selection.ranking.domain import AGGREGATE, Compute, counted_sha256, ranked
from selection.ranking.listing import ROWS_A_PAGE, pack

from tests.unit.selection.cases import (
    CAT_ONLY,
    CATALOGUE,
    LINE,
    OTHER,
    ROUND,
    ROUND_ID,
    RULES,
    SHA,
    VACANCY,
    WITH_PRACTICE,
    Given,
    Stream,
    candidate,
    stream,
)

PLAN = {"category": "UMUM", "skb": CAT_ONLY}
PASS, BETTER, BELOW = (65, 80, 166), (70, 90, 180), (60, 175, 225)


def people(*states):
    return {stream(number): state for number, state in enumerate(states, start=1)}


def line(*scores):
    return people(*(candidate(number, **score) for number, score in enumerate(scores, start=1)))


def listing(candidates, stage="SKD", line=LINE, round=ROUND, tiebreaks=None):
    return ranked(ROUND_ID, round, stage, line, candidates, tiebreaks or {})


def rows_of(*given, **more):
    """The rows of a line's list, as its pages have them."""
    return [row for page in listing(*given, **more).pages for row in json.loads(page)]


def compute(*given, line=LINE, round=ROUND, stage="SKD", **more):
    made = listing(*given, line=line, round=round, stage=stage, **more)
    return Compute(ROUND_ID, round, stage, line, made, SHA)


def refused(*given, **more):
    with pytest.raises(Refused) as caught:
        listing(*given, **more)
    return caught.value.rule


def codes(rows):
    return {int(row["participant_no"][2:]): row["code"] for row in rows}


def test_an_skd_list_holds_everyone_with_a_code():
    candidates = line(
        {"skd": PASS},
        {"skd": BETTER},
        {"skd": BELOW},
        {"status": "ABSENT"},
        {"skd": BETTER, "status": "DISQUALIFIED"},
        {"withdrawn": True},
    )
    made, rows = listing(candidates), rows_of(candidates)
    assert codes(rows) == {1: "P/L", 2: "P/L", 3: "TL", 4: "TH", 5: "DIS", 6: "APS"}
    assert [row["rank"] for row in rows] == [1, 2, None, None, None, None]
    assert made.counts == {"APS": 1, "DIS": 1, "P/L": 2, "TH": 1, "TL": 1}


def test_the_event_has_head_and_hash_and_the_index_under_that_hash_names_the_rows():
    candidates = line({"skd": PASS}, {"skd": BETTER})
    made = listing(candidates)
    [fact] = Given(AGGREGATE).when(compute(candidates))
    assert fact.data["list_sha256"] == hashlib.sha256(made.index).hexdigest()
    assert fact.data["rows"] == 2 and "participant_no" not in json.dumps(fact.data)
    index = json.loads(made.index)
    assert index["pages"] == [{"rows": 2, "sha256": hashlib.sha256(made.pages[0]).hexdigest()}]
    assert (index["quota"], index["skb_plan"], index["rules_sha256"]) == (1, CAT_ONLY, ROUND["rules_sha256"])


def test_a_line_of_any_size_has_pages_and_an_event_that_does_not_grow():
    rows = [{"code": "TL", "rank": number} for number in range(ROWS_A_PAGE + 1)]
    made = pack({}, rows)
    assert [len(json.loads(page)) for page in made.pages] == [ROWS_A_PAGE, 1]
    assert (made.rows, made.counts) == (ROWS_A_PAGE + 1, {"TL": ROWS_A_PAGE + 1})
    assert pack({}, []).pages == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"line": {**LINE, "quota": 2}},
        {"round": {**ROUND, "plans": [{"vacancy": LINE["vacancy"], "category": "UMUM", "skb": WITH_PRACTICE}]}},
        {"round": {**ROUND, "rules_sha256": "0" * 64}},
    ],
    ids=["quota", "weights", "rules"],
)
def test_the_hash_covers_quota_weights_and_rules_and_not_the_rows_alone(changes):
    candidates = line({"skd": BELOW})
    assert rows_of(candidates, **changes) == rows_of(candidates)
    assert listing(candidates, **changes).sha256 != listing(candidates).sha256
    before = Given(AGGREGATE).when(compute(candidates))
    assert Given(AGGREGATE, *before).when(compute(candidates, **changes))


def test_a_list_that_was_made_under_another_quota_or_other_rules_is_not_recorded():
    command = compute(line({"skd": PASS}))
    for changed in (
        replace(command, line={**LINE, "quota": 2}),
        replace(command, round={**ROUND, "rules_sha256": SHA}),
    ):
        assert Given(AGGREGATE).refuses(changed).rule == "dasar-berubah"
    with pytest.raises(TypeError):
        Given(AGGREGATE).when("compute")


def test_the_candidates_that_were_counted_are_named_whatever_their_order():
    assert counted_sha256([("b", 2), ("a", 1)]) == counted_sha256([("a", 1), ("b", 2)])
    assert counted_sha256([("a", 1), ("b", 2)]) != counted_sha256([("a", 1), ("b", 3)])


def test_computing_again_without_a_change_says_nothing():
    facts = Given(AGGREGATE).when(compute(line({"skd": PASS})))
    assert Given(AGGREGATE, *facts).when(compute(line({"skd": PASS}))) == []
    assert Given(AGGREGATE, *facts).when(compute(line({"skd": BETTER})))


def test_a_list_waits_for_all_scores_and_for_the_lock():
    assert refused(line({"skd": PASS}, {})) == "nilai-belum-lengkap"
    assert refused(line({"skd": PASS}), round={**ROUND, "rule_set": None}) == "aturan-belum-dikunci"
    assert refused(line({"skd": PASS}), stage="FINAL") == "nilai-belum-lengkap"


def test_the_thresholds_are_those_of_the_lines_category():
    candidates = line({"skd": (30, 85, 196)})
    assert rows_of(candidates, line={**LINE, "need_type": "CUMLAUDE"})[0]["code"] == "P/L"
    assert rows_of(candidates)[0]["code"] == "TL"


def test_a_final_list_says_exact_scores_and_which_step_decided():
    candidates = line(
        {"skd": (65, 80, 166), "skb": "150"}, {"skd": (70, 90, 184), "skb": "130"}, {"skd": PASS, "skb": "10"}
    )
    rows = rows_of(candidates, "FINAL")
    first, second, third = rows
    assert first["final"] == second["final"] == "2234/55"
    assert (first["final_shown"], first["skb100"]) == ("40.618", "26/1")
    assert codes(rows) == {2: "L", 1: "TL", 3: "TL"}
    assert [row["decided_by"] for row in (first, second, third)] == [None, "total SKD", "nilai akhir"]


def test_absence_disqualification_and_withdrawal_at_skb_have_their_codes():
    candidates = line(
        {"skd": PASS, "skb": "300"},
        {"skd": BETTER, "skb_status": "ABSENT"},
        {"skd": BETTER, "skb": "500", "skb_status": "DISQUALIFIED"},
        {"skd": BETTER, "skb": "500", "withdrawn": True},
        {"skd": BETTER, "withdrawn": True},
    )
    assert codes(rows_of(candidates, "FINAL")) == {1: "L", 2: "TH", 3: "DIS", 4: "APS", 5: "APS"}


def test_two_tests_are_weighted():
    state = candidate(1, skd=(100, 120, 200), skb="350")
    state["skb"]["skb"].append({"kind": "PRAKTIK", "score": "80", "most": 100})
    [row] = final_rows({stream(1): state}, 1, {"category": "UMUM", "skb": WITH_PRACTICE}, RULES)
    assert (row["skb100"], row["final_shown"]) == ("74/1", "74.945")


TIED = line({"skd": PASS, "skb": "300"}, {"skd": PASS, "skb": "300"}, {"skd": BETTER, "skb": "400"})
TIED_LINE = {**LINE, "quota": 2}


def tiebreaks(**by_number):
    return {stream(int(number[1:])): {"gpa": gpa, "birth_date": born} for number, (gpa, born) in by_number.items()}


@pytest.mark.parametrize(
    ("known", "winner", "step"),
    [
        (tiebreaks(n1=("3.10", "1990-01-01"), n2=("3.85", "1999-01-01")), 2, "akademik"),
        (tiebreaks(n1=("3.85", "1990-01-01"), n2=("3.85", "1990-01-02")), 1, "lebih tua"),
    ],
)
def test_a_tie_is_decided_by_academic_value_then_age_and_only_the_step_is_told(known, winner, step):
    rows = rows_of(TIED, "FINAL", line=TIED_LINE, tiebreaks=known)
    assert codes(rows) == {3: "L", winner: "L", 3 - winner: "TL"}
    assert rows[2]["decided_by"] == step
    text = json.dumps(rows)
    assert "1990" not in text and "3.85" not in text


@pytest.mark.parametrize(
    "known", [{}, tiebreaks(n1=("3.85", None), n2=("3.85", None)), tiebreaks(n1=("3.1", "1990-01-01"))]
)
def test_a_tie_that_nothing_decides_gets_no_seat_and_waits_for_the_committee(known):
    rows = rows_of(TIED, "FINAL", line=TIED_LINE, tiebreaks=known)
    assert codes(rows) == {3: "L", 1: "SERI", 2: "SERI"}
    assert [(row["rank"], row["tied"]) for row in rows] == [(1, False), (2, True), (2, True)]


def test_a_tie_away_from_the_last_seat_decides_nothing():
    for quota, expected in ((1, "TL"), (3, "L")):
        assert codes(rows_of(TIED, "FINAL", line={**LINE, "quota": quota})) == {3: "L", 1: expected, 2: expected}


def test_tie_break_data_is_asked_only_of_those_whom_scores_do_not_separate():
    assert tied_on_scores(TIED, PLAN, RULES) == [stream(1), stream(2)]
    assert tied_on_scores(line({"skd": PASS, "skb": "300"}, {"skd": BETTER, "skb": "300"}), PLAN, RULES) == []


points = st.tuples(st.sampled_from([65, 70]), st.sampled_from([80, 85]), st.sampled_from([165, 166, 171]))
scores = st.fixed_dictionaries(
    {"skd": points, "skb": st.sampled_from(["300", "310", "312.5"]), "withdrawn": st.booleans()},
)


@given(st.lists(scores, max_size=8), st.integers(1, 3), st.randoms())
def test_the_order_of_arrival_is_nothing_to_the_lists(people_scores, quota, random):
    candidates = line(*people_scores)
    shuffled = list(candidates.items())
    random.shuffle(shuffled)
    skd, final = skd_rows(candidates, quota, "UMUM", RULES), final_rows(candidates, quota, PLAN, RULES)
    assert skd_rows(dict(shuffled), quota, "UMUM", RULES) == skd
    assert final_rows(dict(shuffled), quota, PLAN, RULES) == final
    assert len(skd) == len(final) == len(candidates)
    assert sum(row["code"] == "L" for row in final) <= quota


@given(st.lists(scores, max_size=8), st.integers(1, 3))
def test_nobody_with_a_seat_stands_below_somebody_without(people_scores, quota):
    rows = [row for row in final_rows(line(*people_scores), quota, PLAN, RULES) if row["rank"]]
    seated = [row["code"] for row in rows]
    assert seated == sorted(seated, key=["L", "SERI", "TL"].index)


def test_a_category_that_the_rules_do_not_have_is_refused():
    plan = {"vacancy": LINE["vacancy"], "category": "UMUM", "skb": CAT_ONLY}
    odd = {**ROUND, "plans": [{**plan, "category": "ASTRONOT"}, {**plan, "vacancy": OTHER}]}
    assert refused(line({"skd": PASS}), round=odd) == "kategori-tidak-ada"


def test_dates_are_never_in_a_row():
    known = tiebreaks(n1=("3.85", date(1990, 1, 1).isoformat()), n2=("3.85", "1990-01-02"))
    rows = final_rows(TIED, 2, PLAN, RULES, known)
    assert rows[0].keys() == rows[1].keys() and "birth_date" not in rows[0]


def test_a_ranking_is_decided_again_from_its_event_on_its_round_and_line():
    around = {f"round-{ROUND_ID}@3": ROUND, f"line-{VACANCY}@1": LINE}
    skd, final = (Stream(AGGREGATE, neighbours=around) for _ in range(2))
    [made] = skd.do(compute(line({"skd": PASS}, {"skd": BETTER})))
    assert final.do(compute(line({"skd": PASS, "skb": "400"}), stage="FINAL"))
    states = {name.partition("@")[0]: state for name, state in around.items()}
    for wrong in ({"quota": 2}, {"category": "PAPUA"}, {"rules_sha256": SHA}, {"skb_plan": WITH_PRACTICE}):
        lied = replace(made, data=made.data | wrong)
        with pytest.raises(Undecidable, match="dasar-berubah"):
            CATALOGUE.decide_again(lied, None, states)
    [difference] = CATALOGUE.decide_again(replace(made, data=made.data | {"unit": "Dinas lain"}), None, states)
    assert difference.field == "unit"
    with pytest.raises(Undecidable):
        CATALOGUE.decide_again(made, skd.state, states)  # a list that says nothing new is not computed
