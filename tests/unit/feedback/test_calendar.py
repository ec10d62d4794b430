"""A change of the calendar: which days may change, and that two people say so."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import Refused, fold
from feedback.calendar.domain import AGGREGATE, Approve, Propose, Reject
from feedback.rules.calendar import Amendment, days_off, decree_of, term

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
DECREE = "SKB Menteri Agama 1497/2026"
MONDAY, SUNDAY, CHRISTMAS = date(2026, 12, 28), date(2026, 12, 27), date(2026, 12, 25)
PROPOSE = Propose(2026, DECREE, (MONDAY,), (), frozenset(days_off(2026)))


def after(*commands):
    """(state, facts); each fact is checked against its contract and folded, signed by "aduan:a"."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, len(facts) + 1, f"amendment-{ID}", NOON, service="feedback")
            state = fold(AGGREGATE, [replace(made, actor="aduan:a", sha256="a" * 64)], state)
            facts.append(fact)
    return state, facts


def refused(command, *before):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, NOON)
    return caught.value.rule


def test_two_people_change_it():
    proposed = after(PROPOSE)[0]["proposed"]
    seen = {"event": proposed["event"], "sha256": proposed["sha256"]}
    assert refused(Approve("ketua:a", seen), PROPOSE) == "penanda-tangan-sama", "also in another role"
    assert refused(Approve("ketua:b", seen | {"sha256": "0" * 64}), PROPOSE) == "bukan-yang-dibaca"
    state, facts = after(PROPOSE, Approve("ketua:b", seen))
    assert (state["status"], facts[-1].data["added"]) == ("amended", ["2026-12-28"])
    assert refused(Reject(), PROPOSE, Approve("ketua:b", seen)) == "sudah-diputuskan"
    assert after(PROPOSE, Reject())[0]["status"] == "rejected"


@pytest.mark.parametrize(
    "days, rule",
    [
        ({"added": (SUNDAY,)}, "sudah-libur"),
        ({"added": (CHRISTMAS,)}, "sudah-libur"),
        ({"added": (), "removed": (MONDAY,)}, "bukan-libur"),
        ({"added": ()}, "tanpa-hari"),
        ({"added": (date(2027, 1, 4),)}, "tahun-lain"),
    ],
)
def test_a_day_that_is_free_is_not_made_free(days, rule):
    assert refused(replace(PROPOSE, **days)) == rule


def test_a_year_has_its_last_decree_and_without_one_a_term_is_provisional():
    new_year = Amendment(2027, "SKB Menteri Agama 9/2026", (date(2027, 1, 1),), ())
    thursday = date(2026, 12, 31)
    assert term(thursday, 1).provisional and term(thursday, 1).due == date(2027, 1, 1)
    counted = term(thursday, 1, (), (new_year,))
    assert (counted.provisional, counted.due) == (False, date(2027, 1, 4))
    assert decree_of(2027, (new_year,)) == new_year.decree and decree_of(2027) is None
