"""In which role somebody comes: one that holds now, chosen where there are several, or as a civil servant."""

from datetime import UTC, datetime

import pytest
from asnkit.events import Refused
from asnplatform.role.domain import BY_TWO, ROLES
from asnplatform.sign_in.choice import choose, holding

NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)


def given(role, since="2026-11-01", until="2027-10-31", review="2027-05-01"):
    return f"role-{role}", {"role": role, "since": since, "until": until, "review": review}


def refused(held, wanted=None, factor=None):
    with pytest.raises(Refused) as caught:
        choose(held, wanted, NOON, factor)
    return caught.value


def test_the_only_role_is_taken_without_a_word_and_a_civil_servant_needs_none():
    assert choose([given("aduan")], None, NOON, None) == ("aduan", "role-aduan")
    assert choose([], None, NOON, None) == choose([given("ti")], "pegawai", NOON, None) == ("pegawai", "")


def test_whoever_has_two_says_which_and_is_told_the_choice():
    both = [given("ti"), given("ketua")]
    assert "ketua, ti." in str(refused(both)) and refused(both).rule == "pilih-peran"
    assert choose(both, "ti", NOON, None) == ("ti", "role-ti")


@pytest.mark.parametrize(("days", "rule"), [
    ({"since": "2026-11-19"}, "peran-belum-mulai"),
    ({"until": "2026-11-17"}, "peran-tidak-dipegang"),
    ({"review": "2026-11-17"}, "peran-tidak-dipegang"),
])  # fmt: skip
def test_a_role_counts_from_its_first_day_to_its_last_even_before_its_end_was_written(days, rule):
    held = [given("diklat", **days)]
    assert refused(held, "diklat").rule == rule and choose(held, None, NOON, None)[0] == "pegawai"


def test_its_first_and_its_last_day_are_whole_days_of_the_city():
    held = [given("diklat", since="2026-11-18", until="2026-11-18", review="2026-11-18")]
    for day, holds in ((17, True), (18, False)):
        assert bool(holding(held, datetime(2026, 11, day, 17, tzinfo=UTC))) is holds


def test_the_last_one_of_it_stays_after_the_last_day():
    assert holding([given("ti", until="2026-01-01")], NOON) == {"ti": "role-ti"}


def test_a_role_that_nobody_gave_is_no_choice():
    assert refused([given("ti")], "ketua").rule == "peran-tidak-dipegang"


@pytest.mark.parametrize("role", ROLES)
def test_what_signs_asks_for_a_second_factor_where_the_provider_says_what_that_is(role):
    assert choose([given(role)], role, NOON, True) == choose([given(role)], role, NOON, None)
    if role in BY_TWO:
        assert refused([given(role)], role, False).rule == "faktor-kedua"
    else:
        assert choose([given(role)], role, NOON, False)[0] == role
