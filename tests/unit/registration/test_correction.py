"""Name, birth date or NIK are corrected by an officer over the identity card, never silently."""

from dataclasses import replace

import pytest
from asnkit.events import Fact
from registration.account.domain import AGGREGATE as ACCOUNT
from registration.account.domain import Correct
from registration.correction.domain import AGGREGATE, ASKINGS, REASONS, Ask, Decide

from tests.unit.registration.examples import DOCUMENT_ID, PERSON, SEALED, SHA
from tests.unit.registration.given import Given

NEW = SEALED | {"ciphertext": "YmFydQ=="}
PAPER = {"document": DOCUMENT_ID, "sha256": SHA}
ASK = Ask(PERSON, {"nik": SEALED}, {"nik": NEW}, SEALED, PAPER, [])
DECIDE = Decide("CARD_SHOWS_IT", "ketua:k1", {"nik": SEALED}, "verifikator:v1")
CORRECTION = "correction-0192f0c4-7a2b-7c3e-9b1d-2f6a5c8e0022"


def asked(command=ASK):
    return Given(AGGREGATE, *Given(AGGREGATE).when(command))


def test_a_request_says_what_stands_what_should_and_which_card_shows_it():
    [fact] = Given(AGGREGATE).when(ASK)
    assert (fact.data["before"], fact.data["after"], fact.data["paper"]) == ({"nik": SEALED}, {"nik": NEW}, PAPER)


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(ASK, paper=None), "berkas-belum-lengkap"),
        (replace(ASK, before={}, after={}), "tidak-ada-perubahan"),
        (replace(ASK, others=[{"status": "open"}]), "perbaikan-sudah-diminta"),
        (replace(ASK, others=[{"status": "REFUSED"}] * ASKINGS), "perbaikan-terlalu-sering"),
    ],
)
def test_a_request_that_cannot_be_is_refused_with_its_reason(command, rule):
    assert Given(AGGREGATE).refuses(command).rule == rule


def test_a_decision_names_the_fields_and_the_reason_and_is_made_once():
    given = asked()
    for reason, (outcome, _) in REASONS.items():
        [fact] = given.when(replace(DECIDE, reason=reason))
        assert fact.data == {"person": PERSON, "fields": ["nik"], "outcome": outcome, "reason": reason}
    assert Given(AGGREGATE, *Given(AGGREGATE).when(ASK), fact).refuses(DECIDE).rule == "perbaikan-selesai"


def test_another_nik_is_not_decided_by_whoever_accepted_the_card_for_this_one():
    assert asked().refuses(replace(DECIDE, actor="ketua:v1")).rule == "pemeriksa-sendiri"
    name = replace(ASK, before={"name": SEALED}, after={"name": NEW})
    assert asked(name).when(replace(DECIDE, actor="ketua:v1", account={"name": SEALED}))


def test_what_was_corrected_in_between_or_erased_is_not_corrected_again():
    assert asked().refuses(replace(DECIDE, account={"nik": NEW})).rule == "akun-berubah"
    assert asked().refuses(replace(DECIDE, account=None)).rule == "akun-sudah-dihapus"
    assert asked().when(replace(DECIDE, account=None, reason="CARD_DIFFERS")), "so that nothing stays on the list"


def test_the_account_follows_with_both_versions_and_its_nik_is_looked_at_anew():
    state = {"nik": SEALED, "name": SEALED, "nik_check": "MATCH", "claims": ["email"]}
    command = Correct(CORRECTION, {"nik": SEALED}, {"nik": NEW}, "1274011808950042", "1990-01-01", "M")
    [fact] = ACCOUNT.decide(state, command, None)
    assert isinstance(fact, Fact) and fact.data["before"] == {"nik": SEALED} and fact.data["after"] == {"nik": NEW}
    assert fact.data["nik_check"] == "MISMATCH_REVIEW"
