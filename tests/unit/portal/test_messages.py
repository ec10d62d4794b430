"""What people are told: once, in words of its own, and nothing before everybody may know it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from asnkit.events import Fact
from asnkit.settings import Settings
from portal.message.domain import AGGREGATE, Bounce, Read, Send
from portal.message.kinds import (
    ACTIVITIES,
    ANNOUNCED,
    FOR_APPLICANTS,
    KINDS,
    LETTERS,
    LINES,
    MOVED,
    OF_TRAINING,
    OUTCOMES,
    OWN,
    REISSUED,
    SESSIONS,
)
from portal.message.telling import TYPES, stream_of
from registration.announcement.domain import AFTER_OBJECTIONS, FILE_CHECK

from tests.unit.registration.given import CONTRACTS
from tests.unit.registration.given import Given as GivenOf

PERSON, OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
APPLICATION = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"
ABOUT = "announcement-0192f0c4-7a15-7c3e-9b1d-2f6a5c8e0005@1"
FACTS = ("sent", "account_told")
OF_ACCOUNTS = {kind for kind, _whom in {**OF_TRAINING, **REISSUED}.values()} | {
    *SESSIONS.values(),
    *ACTIVITIES.values(),
}
OWN_WORDS = {"id": 0, "en": 0}
SEND = Send(PERSON, "announced_files", APPLICATION, ABOUT, "2024-09-19T03:00:00.000Z", OWN_WORDS)
SENT = Fact(
    "message.sent",
    {
        "person": PERSON, "kind": "announced_files", "application": APPLICATION, "about": ABOUT,
        "happened": "2024-09-19T03:00:00.000Z", "editions": OWN_WORDS,
    },
)  # fmt: skip


def given(*facts):
    return GivenOf(AGGREGATE, *facts, service="portal")


def test_a_message_is_sent_once_however_often_its_event_comes():
    assert given().when(SEND) == [SENT]
    assert given(SENT).when(SEND) == []
    assert stream_of(ABOUT, PERSON, "announced_files") == stream_of(ABOUT, PERSON, "announced_files")
    others = {stream_of(ABOUT, PERSON, "submitted"), stream_of(ABOUT, OTHER, "announced_files")}
    assert stream_of(ABOUT, PERSON, "announced_files") not in others and len(others) == 2


def test_folded_again_a_message_is_in_the_same_edition_with_the_same_values():
    command = replace(SEND, editions={"id": 3, "en": 0}, values={"period": "CPNS-2024"})
    message = given(*given().when(command))
    assert (message.state["editions"], message.state["period"]) == ({"id": 3, "en": 0}, "CPNS-2024")
    assert message.when(replace(SEND, editions={"id": 4, "en": 1})) == []


def test_only_its_person_reads_it_and_reading_it_again_is_nothing_new():
    message = given(SENT)
    assert message.refuses(Read(OTHER)).status == 404
    assert given().refuses(Read(PERSON)).status == 404
    assert message.when(Read(PERSON)) == [Fact("message.read", {"person": PERSON, "kind": "announced_files"})]
    assert message.after["read_at"]
    assert given(SENT, Fact("message.read", {"person": PERSON, "kind": "announced_files"})).when(Read(PERSON)) == []


def test_that_no_e_mail_arrived_is_said_once_and_changes_nothing_else():
    bounced = Fact("message.bounced", {"person": PERSON, "kind": "announced_files"})
    message = given(SENT)
    assert message.when(Bounce()) == [bounced]
    assert message.after["bounced_at"] and not message.after["read_at"]
    assert given(SENT, bounced).when(Bounce()) == [] == given().when(Bounce())


def test_nothing_is_told_that_is_not_announced():
    assert {
        "registration.announcement.published", "registration.application.submitted",
        "registration.application.withdrawn", "selection.candidate.appointed", "selection.candidate.registered",
        "registration.application.started", "registration.period.amended", "registration.period.cancelled",
        "registration.vacancy.amended", "registration.vacancy.closed", "registration.template.approved",
        "registration.outcome.told", *OF_TRAINING,
    } == TYPES  # fmt: skip
    assert "selection.candidate.registered" not in OWN


@pytest.mark.parametrize("fact", ["read", "bounced"])
def test_every_kind_has_words_and_the_contract_knows_it(fact):
    contract = json.loads((Path(Settings.contracts) / "portal" / f"message.{fact}.v1.json").read_text())
    assert (
        set(contract["properties"]["kind"]["enum"])
        == set(KINDS)
        == {*OWN.values(), *ANNOUNCED.values(), *MOVED.values(), *OUTCOMES.values(), *LINES.values(), *LETTERS.values()}
        | OF_ACCOUNTS
    )


def test_of_an_application_is_told_with_it_and_of_the_account_without():
    kinds = {fact: CONTRACTS.schema(f"portal.message.{fact}", 1)["properties"]["kind"]["enum"] for fact in FACTS}
    assert set(kinds["account_told"]) == {*OUTCOMES.values()} | OF_ACCOUNTS
    assert set(kinds["sent"]) == KINDS.keys() - set(kinds["account_told"])
    told = given().when(replace(SEND, kind="contest_open", application=None))
    assert [fact.name for fact in told] == ["message.account_told"] and "application" not in told[0].data


def test_every_stage_that_is_announced_is_told():
    assert set(ANNOUNCED) == {FILE_CHECK, AFTER_OBJECTIONS, "skd", "final"}
    assert FOR_APPLICANTS == (FILE_CHECK, AFTER_OBJECTIONS)
