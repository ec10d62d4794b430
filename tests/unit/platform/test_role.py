"""A role of the staff: two give what signs, nobody gives or reviews their own, and the last one of IT stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from asnkit.events import Refused, fold
from asnplatform.role.domain import (
    AGGREGATE,
    BY_TWO,
    HALF_A_YEAR,
    LONGEST,
    OF_PERIOD,
    OF_UNIT,
    ROLES,
    Confirm,
    ConfirmExtension,
    End,
    Extend,
    Found,
    Give,
    Reject,
    RejectExtension,
    Review,
    Revoke,
    ends,
)

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0011"
NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
TODAY, LAST = date(2026, 11, 18), date(2027, 11, 17)
SEALED = {"sealed": "v1", "kid": ID, "nonce": "A" * 16, "ciphertext": "A" * 32}
SIGNED = {"event": f"role-{ID}@1", "sha256": "a" * 64}
TWO = Give("ti:a", "panitia3", SEALED, "panitia", TODAY, LAST)
ONE = replace(TWO, role="verifikator")
CONFIRM = Confirm("ti:b", SIGNED)


def after(*commands):
    """(state, facts); each fact is checked against its contract and folded, signed by "ti:a"."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, len(facts) + 1, f"role-{ID}", NOON, service="platform")
            state = fold(AGGREGATE, [replace(made, actor="ti:a", sha256="a" * 64)], state)
            facts.append(fact)
    return state, facts


def given(role):
    return replace(TWO, role=role, unit=ID if role == OF_UNIT else None)


def refused(command, *before, at=NOON):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, at)
    return caught.value.rule


@pytest.mark.parametrize("role", ROLES)
def test_a_unit_is_named_for_its_liaison_and_for_nobody_else(role):
    state, [fact] = after(given(role))
    assert (state["unit"], fact.data.get("unit")) == ((ID, ID) if role == OF_UNIT else (None, None))
    assert refused(replace(given(role), unit=None if role == OF_UNIT else ID)) == "lingkup-tidak-sah"


@pytest.mark.parametrize("role", ROLES)
def test_one_period_is_named_for_who_works_in_periods_and_signed_by_as_many_people_as_the_role(role):
    wanted = replace(given(role), period="CPNS-2031")
    if role not in OF_PERIOD:
        assert refused(wanted) == "lingkup-tidak-sah"
        return
    state, facts = after(wanted, *([CONFIRM] if role in BY_TWO else []))
    assert state["status"] == "held" and state["period"] == "CPNS-2031"
    assert {fact.data["period"] for fact in facts} == {"CPNS-2031"}, "both signed it"
    assert "period" not in after(given(role))[1][0].data, "for every one, as before"


@pytest.mark.parametrize("role", ROLES)
def test_what_signs_or_sees_more_waits_for_a_second_person_and_the_rest_holds_at_once(role):
    state, _ = after(given(role))
    assert state["status"] == ("proposed" if role in BY_TWO else "held")


def test_two_people_give_over_the_same_bytes():
    assert refused(Confirm("ti:a", SIGNED), TWO) == "penanda-tangan-sama"
    assert refused(Confirm("ti:b", SIGNED | {"sha256": "0" * 64}), TWO) == "bukan-yang-dibaca"
    assert refused(CONFIRM, ONE) == "bukan-saatnya", "there is nothing to sign"
    state, facts = after(TWO, CONFIRM)
    assert (state["status"], state["review"]) == ("held", (TODAY + HALF_A_YEAR).isoformat())
    assert "name" not in facts[-1].data


@pytest.mark.parametrize("role", ["ti", "verifikator"])
def test_nobody_gives_confirms_or_reviews_a_role_of_their_own(role):
    """Whatever the role under which they sign in."""
    assert refused(replace(TWO, role=role, actor="ti:panitia3")) == "peran-sendiri"
    assert refused(Confirm("ti:panitia3", SIGNED), TWO) == "peran-sendiri"
    assert refused(Review("ti:panitia3"), TWO, CONFIRM) == "peran-sendiri"


def test_it_begins_today_or_later_and_lasts_two_years_at_most():
    assert refused(replace(ONE, since=TODAY - timedelta(days=1))) == "masa-tidak-sah"
    assert refused(replace(ONE, until=TODAY - timedelta(days=1))) == "masa-tidak-sah"
    assert refused(replace(ONE, until=TODAY + LONGEST + timedelta(days=1))) == "masa-terlalu-lama"
    assert after(replace(ONE, until=TODAY + LONGEST))[0]["status"] == "held"
    late = datetime(2027, 11, 17, 17, 0, tzinfo=UTC)
    assert refused(CONFIRM, TWO, at=late) == "usulan-lewat"


def test_it_ends_by_itself_when_nobody_looked_again_or_after_its_last_day():
    state, _ = after(TWO, CONFIRM)
    assert ends(state) == datetime(2027, 5, 20, 17, 0, tzinfo=UTC)
    assert refused(End(0), TWO, CONFIRM, at=ends(state) - timedelta(seconds=1)) == "belum-berakhir"
    assert AGGREGATE.decide(state, End(0), ends(state))[0].data == {"cause": "NOT_REVIEWED"}
    short = replace(TWO, until=TODAY)
    assert AGGREGATE.decide(after(short, CONFIRM)[0], End(0), NOON + timedelta(days=1))[0].data == {"cause": "UNTIL"}
    later = AGGREGATE.decide(state, Review("ti:b"), NOON + timedelta(days=100))[0].data
    assert later == {"review": (TODAY + timedelta(days=100) + HALF_A_YEAR).isoformat()}


def test_the_last_one_of_it_is_neither_taken_away_nor_ends():
    found = Found("ti", SEALED)
    assert refused(Revoke("Ia pindah.", 0), found) == "ti-terakhir"
    assert refused(End(0), found, at=NOON + LONGEST * 2) == "ti-terakhir"
    assert after(found, Revoke("Ia pindah.", 1))[0]["status"] == "revoked"
    assert after(ONE, Revoke("Ia pindah.", 0))[0]["status"] == "revoked", "of another role the last one may go"


def test_what_is_over_stays_over():
    assert after(TWO, Reject("Ia pindah."))[0]["status"] == "rejected"
    assert refused(CONFIRM, TWO, Reject("Ia pindah.")) == "bukan-saatnya"
    assert refused(Reject("Ia pindah."), TWO, CONFIRM) == "bukan-saatnya"
    assert refused(Review("ti:b"), ONE, Revoke("Ia pindah.", 0)) == "bukan-saatnya"
    assert refused(Revoke("Ia pindah.", 0), TWO) == "bukan-saatnya", "what does not hold yet is rejected"
    assert refused(TWO, TWO) == "sudah-ada"
    assert refused(CONFIRM) == "peran-tidak-ada"


LATER = LAST + timedelta(days=300)
ASKED = SIGNED | {"event": f"role-{ID}@3"}
EXTEND, SIGN = Extend("ti:a", LATER), ConfirmExtension("ti:b", ASKED)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_extended_by_as_many_people_as_it_took_to_give_it(role):
    held = [given(role), *([CONFIRM] if role in BY_TWO else [])]
    state, facts = after(*held, EXTEND)
    if role in BY_TWO:
        assert (state["until"], state["extension"]["until"]) == (LAST.isoformat(), LATER.isoformat())
        state, facts = after(*held, EXTEND, SIGN)
    assert (state["until"], state["extension"]) == (LATER.isoformat(), None)
    assert state["review"] == (TODAY + HALF_A_YEAR).isoformat() == facts[-1].data["review"]


def test_an_extension_is_confirmed_by_a_third_person_over_the_same_bytes():
    """Neither by who proposed it nor by whom it is for, who may ask for it."""
    held = (TWO, CONFIRM)
    assert refused(ConfirmExtension("ti:a", ASKED), *held, EXTEND) == "penanda-tangan-sama"
    assert refused(ConfirmExtension("ti:panitia3", ASKED), *held, EXTEND) == "peran-sendiri"
    assert refused(ConfirmExtension("ti:b", ASKED | {"sha256": "0" * 64}), *held, EXTEND) == "bukan-yang-dibaca"
    assert refused(SIGN, *held) == "perpanjangan-tidak-ada"
    assert after(*held, replace(EXTEND, actor="ti:panitia3"), SIGN)[0]["until"] == LATER.isoformat()
    assert refused(replace(EXTEND, actor="ti:panitia3"), ONE) == "peran-sendiri", "one person gives this one alone"


def test_one_extension_waits_at_a_time_and_a_rejected_one_leaves_the_role_as_it_was():
    held = (TWO, CONFIRM)
    assert refused(replace(EXTEND, actor="ti:c"), *held, EXTEND) == "perpanjangan-menunggu"
    assert refused(RejectExtension("Ia pindah."), *held) == "perpanjangan-tidak-ada"
    state, _ = after(*held, EXTEND, RejectExtension("Ia pindah bulan depan."))
    assert (state["status"], state["until"], state["extension"], state["reason"]) == (
        "held", LAST.isoformat(), None, None
    )  # fmt: skip
    assert refused(SIGN, *held, EXTEND, RejectExtension("Ia pindah.")) == "perpanjangan-tidak-ada"


def test_an_extension_is_later_than_the_last_day_and_two_years_from_today_at_most():
    held = (TWO, CONFIRM)
    assert refused(replace(EXTEND, until=LAST), *held) == "masa-tidak-sah"
    assert refused(replace(EXTEND, until=TODAY + LONGEST + timedelta(days=1)), *held) == "masa-terlalu-lama"
    assert after(*held, replace(EXTEND, until=TODAY + LONGEST))[0]["extension"]
    for over in (Revoke("Ia pindah.", 0), Reject("Bukan pegawai.")):
        assert refused(EXTEND, TWO, *([CONFIRM] if isinstance(over, Revoke) else []), over) == "bukan-saatnya"


def test_with_a_role_its_extension_is_over():
    held = (TWO, CONFIRM, EXTEND)
    assert after(*held)[0]["extension"]
    assert after(*held, Revoke("Ia pindah.", 0))[0]["extension"] is None
    [ended] = AGGREGATE.decide(after(*held)[0], End(0), NOON + HALF_A_YEAR + timedelta(days=1))
    over = AGGREGATE.evolve(after(*held)[0], event(ended, 4, f"role-{ID}", NOON, service="platform"))
    assert (over["status"], over["extension"]) == ("ended", None)
