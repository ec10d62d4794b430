from dataclasses import replace

import pytest
from asnkit.events import Refused
from selection.round.domain import (
    AGGREGATE,
    Create,
    LockRules,
    ProposeRules,
    bare,
    locked_rules,
    plan_of,
    rules_sha256,
)
from selection.rules.ruleset import load, sha256
from selection.streams import line_stream

from tests.unit.selection.cases import (
    ANI,
    ANI_IN_THE_CHAIR,
    BUDI,
    CAT_ONLY,
    LINE,
    OTHER,
    ROUND,
    RULES,
    VACANCY,
    WITH_PRACTICE,
    Stream,
)

CREATE = Create("CPNS-2024", "Seleksi CPNS 2024", "PNS", "nasional")
PROPOSE = ProposeRules(RULES, (), {})
PLANS = ({"vacancy": VACANCY, "category": "UMUM", "skb": WITH_PRACTICE},)


def created():
    stream = Stream(AGGREGATE, neighbours={f"{line_stream(VACANCY)}@1": LINE})
    stream.do(CREATE)
    return stream


def proposed(command=PROPOSE):
    stream = created()
    [event] = stream.do(command, ANI)
    return stream, LockRules(BUDI, event.reference)


def planned(*skb, category="UMUM", vacancy=VACANCY):
    plan = {"vacancy": vacancy, "category": category, "skb": list(skb)}
    return replace(PROPOSE, plans=(plan,), lines={VACANCY: LINE, OTHER: {**LINE, "period": "CPNS-2025"}})


def test_rules_are_locked_by_a_second_person_under_the_first_ones_event_and_carried_whole():
    stream, lock = proposed()
    [locked] = stream.do(lock, BUDI)
    assert locked.data["proposed"] == stream.events[1].reference
    assert locked.data["rule_set"] == {"id": "KEPMEN321-2024", "sha256": sha256(RULES)}
    assert locked.data["rules"] == RULES


def test_the_hash_that_is_locked_covers_the_plans_too():
    stream, lock = proposed(replace(PROPOSE, plans=PLANS, lines={VACANCY: LINE}))
    [locked] = stream.do(lock, BUDI)
    assert locked.data["rules_sha256"] == rules_sha256(RULES, list(PLANS)) != rules_sha256(RULES, [])
    assert locked.data["rule_set"]["sha256"] == sha256(RULES)


@pytest.mark.parametrize("actor", [ANI, ANI_IN_THE_CHAIR])
def test_the_proposer_cannot_lock_in_whatever_role(actor):
    stream, lock = proposed()
    refusal = stream.refuses(replace(lock, actor=actor))
    assert (refusal.rule, refusal.status) == ("penanda-tangan-sama", 403)


def test_who_locks_signs_what_was_read():
    stream, older = proposed()
    [newer] = stream.do(replace(PROPOSE, plans=PLANS, lines={VACANCY: LINE}), ANI)
    assert stream.refuses(older).rule == "bukan-yang-dibaca"
    exchanged = LockRules(BUDI, {**newer.reference, "sha256": "0" * 64})
    assert stream.refuses(exchanged).rule == "bukan-yang-dibaca"
    assert stream.do(LockRules(BUDI, newer.reference), BUDI)


def test_nothing_can_be_locked_that_nobody_proposed():
    assert created().refuses(LockRules(BUDI, {"event": "x", "sha256": "y"})).rule == "aturan-belum-diusulkan"


def test_locked_rules_never_change():
    stream, lock = proposed()
    stream.do(lock, BUDI)
    for command in (PROPOSE, lock):
        assert stream.refuses(command).rule == "aturan-terkunci"


def test_rules_of_another_kind_of_procurement_are_refused():
    stream = Stream(AGGREGATE)
    stream.do(replace(CREATE, procurement_type="PPPK"))
    assert stream.refuses(PROPOSE).rule == "aturan-jenis-lain"


def test_there_are_no_rules_to_use_before_the_lock():
    stream, lock = proposed()
    for state in (None, created().state, stream.state):
        with pytest.raises(Refused):
            locked_rules(state)
    stream.do(lock, BUDI)
    assert locked_rules(stream.state) == RULES


def test_a_round_is_created_once_and_must_exist():
    assert created().refuses(CREATE).rule == "seleksi-sudah-ada"
    assert Stream(AGGREGATE).refuses(PROPOSE).status == 404


def test_a_command_that_nobody_knows_is_a_fault_and_no_silence():
    with pytest.raises(TypeError):
        created().do("lock it")


def test_a_line_has_its_own_plan_or_the_default():
    assert plan_of(ROUND, LINE) == {"category": "UMUM", "skb": CAT_ONLY}
    own = {"vacancy": VACANCY, "category": "DOKTER", "skb": WITH_PRACTICE}
    assert plan_of({**ROUND, "plans": [own]}, LINE) == {"category": "DOKTER", "skb": WITH_PRACTICE}
    assert plan_of({**ROUND, "plans": [own]}, {**LINE, "vacancy": OTHER})["category"] == "UMUM"


def component(kind, percent, most=100):
    return {"kind": kind, "most": most, "percent": percent}


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (planned(component("PRAKTIK", 100)), "rencana-skb"),
        (planned(), "rencana-skb"),
        (planned(component("CAT", 60), component("PRAKTIK", 20), component("PSIKOTES", 20)), "rencana-skb"),
        (planned(component("CAT", 60), component("CAT", 40)), "rencana-skb"),
        (planned(component("CAT", 60), component("PRAKTIK", 30)), "bobot-skb"),
        (planned(component("CAT", 59), component("PRAKTIK", 41)), "bobot-cat"),
        (planned(component("CAT", 50), component("WAWANCARA", 50)), "bobot-cat"),
        (planned(component("CAT", 100), category="ASTRONOT"), "kategori-tidak-ada"),
        (planned(component("CAT", 100), vacancy=OTHER), "formasi-tidak-ada"),
        (planned(component("CAT", 100), vacancy="0" * 8), "formasi-tidak-ada"),
    ],
)
def test_a_plan_keeps_to_the_regional_rule(command, rule):
    refusal = created().refuses(command)
    assert (refusal.rule, refusal.field) == (rule, "plans")


def test_sixty_percent_cat_and_one_extra_test_is_allowed_once_for_each_line():
    command = planned(*WITH_PRACTICE)
    assert created().do(command)
    assert created().refuses(replace(command, plans=command.plans * 2)).rule == "rencana-ganda"


def test_an_older_rule_set_may_be_replayed():
    [event] = created().do(replace(PROPOSE, rules=load("PERMENPANRB24-2019")))
    assert event.data["rule_set"]["id"] == "PERMENPANRB24-2019"


DOCTOR, NURSE = {**LINE, "job_name": "Dokter Ahli Pertama"}, {**LINE, "vacancy": OTHER}


def test_a_doctors_line_without_its_category_is_named_and_nothing_is_proposed_or_locked():
    refusal = created().refuses(replace(PROPOSE, all_lines=[NURSE, DOCTOR]))
    assert (refusal.rule, refusal.field) == ("formasi-tanpa-kategori", "plans")
    assert "Dokter Ahli Pertama – UPTD Puskesmas Datuk Bandar" in str(refusal) and "Perawat" not in str(refusal)
    stream, lock = proposed()
    assert stream.refuses(replace(lock, all_lines=[DOCTOR])).rule == "formasi-tanpa-kategori"
    assert stream.do(replace(lock, all_lines=[NURSE]), BUDI)


def test_a_plan_or_a_need_type_with_its_own_numbers_answers_for_a_doctors_line():
    plan = {"vacancy": VACANCY, "category": "DOKTER", "skb": CAT_ONLY}
    [event] = created().do(replace(PROPOSE, plans=(plan,), lines={VACANCY: DOCTOR}, all_lines=[NURSE, DOCTOR]))
    assert event.data["plans"] == [plan]
    assert created().do(replace(PROPOSE, all_lines=[{**DOCTOR, "need_type": "DISABILITAS"}]))
    assert not bare([DOCTOR], [], {"skd": {"thresholds": {"UMUM": {}}}}), "a rule set that knows no such category"
