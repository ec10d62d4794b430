"""Another agency: what it is given, that two people say so, and that it never becomes more."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from asnkit.events import Refused, fold
from asnplatform.agency.domain import (
    AGGREGATE,
    LONGEST,
    TOPICS,
    Ask,
    End,
    Expire,
    Grant,
    Narrow,
    Pause,
    Propose,
    Refuse,
    Resume,
)
from asnplatform.agency.manifest import kafka_user, user_of

from deploy.local.places import DEPLOY
from deploy.local.rights import load
from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
SEALED = {"sealed": "v1", "kid": ID, "nonce": "A" * 16, "ciphertext": "A" * 32}
FIRST, SECOND, *_ = TOPICS
ASK = Ask("Badan Pusat Statistik", "Statistik pasar kerja.", SEALED, (SECOND, FIRST))
TODAY, LAST = date(2026, 11, 18), date(2027, 3, 31)
PROPOSE = Propose((FIRST, SECOND), LAST)
SIGNED = {"event": f"agency-{ID}@2", "sha256": "a" * 64}
GRANTED = (ASK, PROPOSE, Grant("ti:b", SIGNED))


def after(*commands):
    """(state, facts); each fact is checked against its contract and folded, signed by "ti:a"."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, len(facts) + 1, f"agency-{ID}", NOON, service="platform")
            state = fold(AGGREGATE, [replace(made, actor="ti:a", sha256="a" * 64)], state)
            facts.append(fact)
    return state, facts


def refused(command, *before, at=NOON):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, at)
    return caught.value.rule


def test_two_people_give_over_the_same_bytes():
    assert refused(Grant("ti:a", SIGNED), ASK, PROPOSE) == "penanda-tangan-sama"
    assert refused(Grant("ti:b", SIGNED | {"sha256": "0" * 64}), ASK, PROPOSE) == "bukan-yang-dibaca"
    assert refused(Grant("ti:b", SIGNED), ASK) == "bukan-saatnya", "there is nothing to sign"
    state, facts = after(*GRANTED)
    assert (state["status"], facts[-1].data["topics"]) == ("granted", [FIRST, SECOND])


def test_a_new_proposal_takes_the_place_of_the_one_that_somebody_was_reading():
    assert refused(Grant("ti:b", SIGNED), ASK, PROPOSE, Propose((FIRST,), LAST)) == "bukan-yang-dibaca"


def test_what_was_given_only_becomes_less():
    assert refused(Narrow((FIRST, SECOND)), *GRANTED) == "bukan-penyempitan"
    assert refused(Narrow((TOPICS[2],)), *GRANTED) == "bukan-penyempitan"
    narrowed = after(*GRANTED, Narrow((SECOND,)))[0]
    assert narrowed["topics"] == [SECOND]
    assert refused(PROPOSE, *GRANTED) == "bukan-saatnya", "whoever wants more asks again"
    paused = (*GRANTED, Narrow((SECOND,)), Pause("Kata sandinya bocor."))
    assert after(*paused, Resume())[0]["topics"] == [SECOND], "a pause gives nothing back"


def test_a_grant_lasts_until_the_end_of_a_day_that_two_signed_and_no_longer():
    for day in (TODAY, TODAY + LONGEST + timedelta(days=1)):
        assert refused(Propose((FIRST,), day), ASK) == "hari-terakhir-tidak-sah"
    assert after(*GRANTED)[1][-1].data["until"] == LAST.isoformat()
    midnight = datetime(2027, 3, 31, 17, tzinfo=UTC)
    assert refused(Expire(), *GRANTED, at=midnight - timedelta(milliseconds=1)) == "belum-berakhir"
    [fact] = AGGREGATE.decide(after(*GRANTED, Pause("Bocor."))[0], Expire(), midnight)
    assert (fact.name, fact.data) == ("agency.expired", {"until": LAST.isoformat()})


def test_a_proposal_whose_last_day_is_over_is_no_more_granted():
    assert refused(Grant("ti:b", SIGNED), ASK, PROPOSE, at=NOON + timedelta(days=200)) == "usulan-lewat"


def test_what_was_proposed_before_there_was_a_last_day_is_proposed_again():
    state = after(ASK, PROPOSE)[0] | {"until": None}
    with pytest.raises(Refused, match="usulkan lagi"):
        AGGREGATE.decide(state, Grant("ti:b", SIGNED), NOON)


@pytest.mark.parametrize("command", [Narrow((FIRST,)), Pause("Bocor."), Resume(), End("Selesai."), PROPOSE])
def test_what_is_over_stays_over(command):
    assert refused(command, *GRANTED, End("Kerja sama berakhir.")) == "bukan-saatnya"
    assert refused(command, ASK, Refuse("Bukan instansi.")) == "bukan-saatnya"


def test_its_kafka_user_may_what_one_in_our_own_table_may():
    """The same shape as the one that is made of rights.yaml for another agency, and its name leads its groups."""
    users = yaml.safe_load_all((DEPLOY / "kubernetes" / "components" / "kafka" / "users.yaml").read_text())
    ours = next(one for one in users if one["metadata"]["name"] == "agency")
    topics = load()["agency"].reads
    made = json.loads(kafka_user(ID, topics).replace(user_of(ID), "agency"))
    assert made["spec"].pop("quotas") and made == ours


def test_what_may_be_given_is_what_everybody_may_know():
    assert set(TOPICS) == set(load()["agency"].reads)


def test_whoever_has_nothing_may_read_nothing():
    assert json.loads(kafka_user(ID, []))["spec"]["authorization"]["acls"] == []
