from dataclasses import replace
from datetime import date

import pytest
from selection.candidate.domain import AGGREGATE, Appoint, RecordScore, Register, Resign, Withdraw

from tests.unit.selection.cases import (
    APPLICATION,
    CAT_ONLY,
    LINE,
    PERSON,
    RULES,
    VACANCY,
    WITH_PRACTICE,
    Given,
    candidate,
)

ORIGIN = {"batch": "score_batch-0192f0c4-7a21-7c3e-9b1d-2f6a5c8e0011", "row": 2}
NUMBER = "242715390841"
REGISTER = Register(APPLICATION, "CPNS-2024", VACANCY, PERSON, NUMBER, "S1")
REGISTERED = Given(AGGREGATE).when(REGISTER)
SKD = RecordScore(NUMBER, "SKD", "PRESENT", {"twk": 85, "tiu": 125, "tkp": 188}, None, ORIGIN, RULES)
CAT = [{"kind": "CAT", "score": "350.5", "most": 500}]
SKB = RecordScore(NUMBER, "SKB", "PRESENT", None, CAT, ORIGIN, RULES, {"category": "UMUM", "skb": CAT_ONLY})
RESULT = "result-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21@3"
APPOINT = Appoint({"code": "L"}, RESULT, LINE, date(2025, 6, 1), "800/117/BKPSDM/2025", "PPPK")


def test_an_eligible_application_becomes_a_candidate_once():
    assert REGISTERED[0].data["participant_no"] == "242715390841"
    assert Given(AGGREGATE, *REGISTERED).when(REGISTER) == []


def test_a_score_names_the_batch_and_row_that_it_comes_from():
    [fact] = Given(AGGREGATE, *REGISTERED).when(SKD)
    assert fact.data["origin"] == ORIGIN
    assert fact.data["skd"] == {"twk": 85, "tiu": 125, "tkp": 188}


def test_the_same_score_again_says_nothing_and_another_score_is_refused():
    facts = [*REGISTERED, *Given(AGGREGATE, *REGISTERED).when(SKD)]
    assert Given(AGGREGATE, *facts).when(replace(SKD, origin={**ORIGIN, "row": 9})) == []
    other = replace(SKD, skd={"twk": 85, "tiu": 125, "tkp": 189})
    assert Given(AGGREGATE, *facts).refuses(other).rule == "nilai-sudah-ada"
    assert Given(AGGREGATE, *facts).refuses(replace(SKD, status="ABSENT", skd=None)).rule == "nilai-sudah-ada"


def test_a_score_before_the_lock_of_the_rules_is_refused():
    assert Given(AGGREGATE, *REGISTERED).refuses(replace(SKD, rules=None)).rule == "aturan-belum-dikunci"


def test_a_score_of_an_unknown_number_or_of_another_one_is_refused():
    assert Given(AGGREGATE).refuses(SKD).rule == "peserta-tidak-dikenal"
    assert Given(AGGREGATE, *REGISTERED).refuses(replace(SKD, participant_no="0" * 12)).rule == "nomor-lain"


def test_a_command_that_nobody_knows_is_a_fault_and_no_silence():
    with pytest.raises(TypeError):
        Given(AGGREGATE, *REGISTERED).when("appoint")


@pytest.mark.parametrize(
    ("points", "field"),
    [
        ((67, 80, 166), "twk"),
        ((65, 81, 166), "tiu"),
        ((65, 80, 226), "tkp"),
        ((155, 80, 166), "twk"),
        ((65, -5, 1), "tiu"),
    ],
)
def test_points_that_the_test_cannot_give_are_refused_by_column(points, field):
    command = replace(SKD, skd=dict(zip(("twk", "tiu", "tkp"), points, strict=True)))
    refusal = Given(AGGREGATE, *REGISTERED).refuses(command)
    assert (refusal.rule, refusal.field, refusal.status) == ("nilai-mustahil", field, 422)


@pytest.mark.parametrize(
    "command",
    [
        replace(SKD, skd=None),
        replace(SKD, status="ABSENT"),
        replace(SKD, skb=CAT),
        replace(SKB, skd={"twk": 0, "tiu": 0, "tkp": 0}),
        replace(SKB, skb=None),
    ],
)
def test_presence_and_points_belong_together(command):
    assert Given(AGGREGATE, *REGISTERED).refuses(command).status == 422


def test_absent_and_disqualified_people_are_recorded_too():
    assert Given(AGGREGATE, *REGISTERED).when(replace(SKD, status="ABSENT", skd=None))
    assert Given(AGGREGATE, *REGISTERED).when(replace(SKD, status="DISQUALIFIED"))
    assert Given(AGGREGATE, *REGISTERED).when(replace(SKD, status="DISQUALIFIED", skd=None))


def test_skb_is_for_those_whom_the_skd_result_sent_on():
    assert Given(AGGREGATE, *REGISTERED).when(SKB)
    assert Given(AGGREGATE, *REGISTERED).refuses(replace(SKB, admitted=False)).rule == "bukan-peserta-skb"


@pytest.mark.parametrize(
    ("skb", "plan", "rule"),
    [
        ([{"kind": "CAT", "score": "501", "most": 500}], CAT_ONLY, "nilai-mustahil"),
        ([{"kind": "CAT", "score": "350", "most": 550}], CAT_ONLY, "komponen-skb"),
        (CAT, WITH_PRACTICE, "komponen-skb"),
        ([*CAT, {"kind": "PRAKTIK", "score": "82.5", "most": 100}], CAT_ONLY, "komponen-skb"),
    ],
)
def test_skb_is_the_tests_of_the_plan_with_their_maxima(skb, plan, rule):
    command = replace(SKB, skb=skb, plan={"category": "UMUM", "skb": plan})
    assert Given(AGGREGATE, *REGISTERED).refuses(command).rule == rule


def test_who_withdrew_gets_no_score_and_no_post():
    facts = [*REGISTERED, *Given(AGGREGATE, *REGISTERED).when(Withdraw())]
    assert Given(AGGREGATE, *facts).when(Withdraw()) == []
    assert Given(AGGREGATE, *facts).refuses(SKD).rule == "peserta-mundur"
    assert Given(AGGREGATE, *facts).refuses(APPOINT).rule == "peserta-mundur"


def test_a_winner_is_appointed_from_the_effective_date_in_wib():
    [fact] = Given(AGGREGATE, *REGISTERED).when(APPOINT)
    assert fact.validtime == "2025-05-31T17:00:00.000Z"
    assert fact.data["person"] == PERSON
    assert (fact.data["unit"], fact.data["job_name"]) == (LINE["unit"], LINE["job_name"])
    assert fact.data["result"] == RESULT


def test_nobody_is_appointed_twice_and_only_by_a_published_result():
    facts = [*REGISTERED, *Given(AGGREGATE, *REGISTERED).when(APPOINT)]
    assert Given(AGGREGATE, *facts).when(APPOINT) == []
    for missing in (replace(APPOINT, result=None), replace(APPOINT, row=None)):
        assert Given(AGGREGATE, *REGISTERED).refuses(missing).rule == "hasil-belum-terbit"


@pytest.mark.parametrize("code", ["TL", "TH", "DIS", "APS", "SERI", "P/L"])
def test_no_other_code_than_l_gets_a_post(code):
    assert Given(AGGREGATE, *REGISTERED).refuses(replace(APPOINT, row={"code": code})).rule == "bukan-pemenang"


def test_only_who_has_a_seat_gives_it_up_before_or_after_the_appointment():
    given = Given(AGGREGATE)
    given.state = candidate(1, skd=(65, 80, 166), skb="300")
    for row in (None, {"code": "TL"}, {"code": "SERI"}):
        assert given.refuses(Resign(row, "PLACEMENT")).rule == "tanpa-kursi"
    [fact] = given.when(Resign({"code": "L"}, "PLACEMENT"))
    assert (fact.name, fact.data["appointed"]) == ("candidate.resigned", False)
    assert (given.after["withdrawn"], given.after["resigned"]["reason_code"]) == (True, "PLACEMENT")
    given.state = {**given.state, "appointed": {"decree_no": "1"}}
    assert given.when(Resign({"code": "TL"}, "HEALTH"))[0].data["appointed"], "an appointment outlives another edition"
    given.state = given.after
    assert given.refuses(Resign({"code": "L"}, "HEALTH")).rule == "sudah-mundur"
