"""A NIK is the account's with whose application a verifier has seen the card; every verdict leaves one event."""

import pytest
from asnkit.events import Fact
from registration.application.reasons import REASONS
from registration.identity.domain import AGGREGATE, DOUBTS, ERASED, Examine, Release

from .given import Given

ME, OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
APPLICATION = "0192f0c4-7a13-7c3e-9b1d-2f6a5c8e0003"


def examined(outcome):
    return Fact("identity.examined", {"application": APPLICATION, "outcome": outcome})


def examine(reasons=(), holder=None, erased=False):
    return Examine(ME, APPLICATION, reasons, holder, erased)


@pytest.mark.parametrize("reasons", [(), ("DIPLOMA",), tuple(set(REASONS) - DOUBTS)])
def test_either_verdict_claims_a_nik_whose_card_was_accepted(reasons):
    identity = Given(AGGREGATE)
    assert identity.when(examine(reasons)) == [examined("CLAIMED")] and identity.after["claims"] == ["nik"]


@pytest.mark.parametrize("reason", sorted(DOUBTS))
@pytest.mark.parametrize("holder", [None, ME, OTHER])
def test_a_card_that_was_not_accepted_claims_nothing_and_is_refused_by_nobody(reason, holder):
    identity = Given(AGGREGATE)
    assert identity.when(examine(("DIPLOMA", reason), holder)) == [examined("NOT_ACCEPTED")]
    assert identity.after["claims"] == []


def test_who_holds_it_goes_on_holding_it():
    identity = Given(AGGREGATE, examined("CLAIMED"))
    assert identity.when(examine((), ME)) == [examined("HELD")] and identity.after["claims"] == ["nik"]
    assert identity.when(examine(("ID_CARD",), ME)) == [examined("NOT_ACCEPTED")] and identity.after["claims"] == [
        "nik"
    ]
    first_release = Given(AGGREGATE)
    assert first_release.when(examine((), ME)) == [examined("HELD")] and first_release.after["claims"] == []


@pytest.mark.parametrize("reasons", [(), ("DIPLOMA",)])
def test_what_another_account_holds_is_refused(reasons):
    assert Given(AGGREGATE).refuses(examine(reasons, OTHER)).rule == "nik-disengketakan"


def test_a_nik_that_nobody_can_read_any_more_is_nobodys():
    assert Given(AGGREGATE).when(examine(erased=True)) == [examined("NOT_ACCEPTED")]


def test_it_is_released_once():
    identity = Given(AGGREGATE, examined("CLAIMED"))
    assert identity.when(Release(ERASED)) == [Fact("identity.released", {"why": ERASED})]
    assert identity.after["claims"] == []
    assert Given(AGGREGATE, examined("NOT_ACCEPTED")).when(Release(ERASED)) == []
    assert Given(AGGREGATE).when(Release(ERASED)) == []
