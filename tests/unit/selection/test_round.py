from dataclasses import replace

import pytest
from asnkit.events import Refused
from selection.round.domain import AGGREGATE, Create, LockRules, ProposeRules, locked_rules, plan_of
from selection.rules.ruleset import load, sha256

from tests.unit.selection.cases import ANI, BUDI, CAT_ONLY, LINE, ROUND, RULES, VACANCY, WITH_PRACTICE, Given

CREATE = Create("CPNS-2024", "Seleksi CPNS 2024", "PNS", "nasional")
CREATED = Given(AGGREGATE).when(CREATE)
PROPOSE = ProposeRules(ANI, RULES, (), frozenset({VACANCY}))
PROPOSED = [*CREATED, *Given(AGGREGATE, *CREATED).when(PROPOSE)]
LOCK = LockRules(BUDI, sha256(RULES))
LOCKED = [*PROPOSED, *Given(AGGREGATE, *PROPOSED).when(LOCK)]


def planned(*skb, category="UMUM", vacancy=VACANCY):
    return replace(PROPOSE, plans=({"vacancy": vacancy, "category": category, "skb": list(skb)},))


def test_rules_are_locked_by_two_different_people_and_carried_whole():
    fact = LOCKED[-1]
    assert fact.name == "rules.locked"
    assert fact.data["signers"] == [ANI, BUDI]
    assert fact.data["rule_set"] == {"id": "KEPMEN321-2024", "sha256": sha256(RULES)}
    assert fact.data["rules"] == RULES


def test_the_proposer_cannot_lock():
    refusal = Given(AGGREGATE, *PROPOSED).refuses(replace(LOCK, signer=ANI))
    assert (refusal.rule, refusal.status) == ("penanda-tangan-sama", 403)


def test_who_locks_signs_what_was_read():
    older = Given(AGGREGATE, *PROPOSED)
    changed = {**RULES, "unsure": []}
    newer = [*PROPOSED, *older.when(replace(PROPOSE, rules=changed))]
    assert Given(AGGREGATE, *newer).refuses(LOCK).rule == "aturan-lain"
    assert Given(AGGREGATE, *newer).when(replace(LOCK, sha256=sha256(changed)))


def test_nothing_can_be_locked_that_nobody_proposed():
    assert Given(AGGREGATE, *CREATED).refuses(LOCK).rule == "aturan-belum-diusulkan"


@pytest.mark.parametrize("command", [PROPOSE, LOCK])
def test_locked_rules_never_change(command):
    assert Given(AGGREGATE, *LOCKED).refuses(command).rule == "aturan-terkunci"


def test_rules_of_another_kind_of_procurement_are_refused():
    pppk = Given(AGGREGATE).when(replace(CREATE, procurement_type="PPPK"))
    assert Given(AGGREGATE, *pppk).refuses(PROPOSE).rule == "aturan-jenis-lain"


def test_there_are_no_rules_to_use_before_the_lock():
    for facts in (CREATED, PROPOSED):
        with pytest.raises(Refused, match="Kunci aturan"):
            locked_rules(Given(AGGREGATE, *facts).state)
    assert locked_rules(Given(AGGREGATE, *LOCKED).state) == RULES


def test_a_round_is_created_once_and_must_exist():
    assert Given(AGGREGATE, *CREATED).refuses(CREATE).rule == "seleksi-sudah-ada"
    assert Given(AGGREGATE).refuses(PROPOSE).status == 404


def test_a_line_has_its_own_plan_or_the_default():
    assert plan_of(ROUND, LINE) == {"category": "UMUM", "skb": CAT_ONLY}
    own = {"vacancy": VACANCY, "category": "DOKTER", "skb": WITH_PRACTICE}
    assert plan_of({**ROUND, "plans": [own]}, LINE) == {"category": "DOKTER", "skb": WITH_PRACTICE}
    assert plan_of({**ROUND, "plans": [own]}, {**LINE, "vacancy": ANI})["category"] == "UMUM"


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
        (planned(component("CAT", 100), vacancy=ANI), "formasi-tidak-ada"),
    ],
)
def test_a_plan_keeps_to_the_regional_rule(command, rule):
    refusal = Given(AGGREGATE, *CREATED).refuses(command)
    assert (refusal.rule, refusal.field) == (rule, "plans")


def test_sixty_percent_cat_and_one_extra_test_is_allowed_once_for_each_line():
    command = planned(*WITH_PRACTICE)
    assert Given(AGGREGATE, *CREATED).when(command)
    assert Given(AGGREGATE, *CREATED).refuses(replace(command, plans=command.plans * 2)).rule == "rencana-ganda"


def test_an_older_rule_set_may_be_replayed():
    old = load("PERMENPANRB24-2019")
    facts = Given(AGGREGATE, *CREATED).when(replace(PROPOSE, rules=old))
    assert facts[0].data["rule_set"]["id"] == "PERMENPANRB24-2019"
