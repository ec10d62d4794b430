"""A photo of a complaint: how many there may be, who lets it be seen, and what its record says of when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asnkit.events import Refused, fold
from feedback.photo.domain import AGGREGATE, UPLOADS, Add, Release, Remove, Withdraw

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
NOON = datetime(2026, 8, 18, 5, 30, tzinfo=UTC)
ADD = Add(ID, {"status": "received"}, (), 1000, "a" * 64, True)


def after(*commands):
    """(state, facts); each fact is checked against its contract and folded."""
    state, facts = None, []
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, len(facts) + 1, f"photo-{ID}", NOON, service="feedback")
            state = fold(AGGREGATE, [replace(made, time=fact.time or made.time)], state)
            facts.append(fact)
    return state, facts


def refused(command, *before):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before)[0], command, NOON)
    return caught.value.rule


def test_its_sender_is_recorded_by_the_day_and_in_order():
    _, facts = after(ADD, Remove())
    assert [fact.time for fact in facts] == ["2026-08-17T17:00:00.000Z"] * 2
    _, facts = after(ADD, Release("BKPSDM"), Remove())
    assert [fact.time for fact in facts] == ["2026-08-17T17:00:00.000Z", None, "2026-08-18T05:30:00.000Z"]


def test_it_is_shown_where_its_sender_lets_it_and_until_it_is_taken_back():
    assert after(ADD, Release(None))[0]["released"]
    assert not after(ADD, Release(None), Withdraw())[0]["released"]
    assert not after(ADD, Release(None), Remove())[0]["released"]
    assert refused(Release(None), replace(ADD, may_show=False)) == "tanpa-izin-tampil"
    assert refused(Release(None), ADD, Release(None)) == "sudah-tampil"
    assert refused(Withdraw(), ADD) == "tidak-tampil"
    assert refused(Release(None), ADD, Remove()) == refused(Remove()) == "foto-tidak-ada"


@pytest.mark.parametrize(
    "others, rule", [([False] * 3, "foto-cukup"), ([True] * UPLOADS, "foto-habis"), ([True] * 9, None)]
)
def test_a_complaint_has_three_and_takes_ten(others, rule):
    add = replace(ADD, others=tuple({"removed": removed} for removed in others))
    assert (refused(add) if rule else after(add)[1][0].name) == (rule or "photo.added")


@pytest.mark.parametrize("status", ["closed", "archived"])
def test_what_is_over_takes_none(status):
    assert refused(replace(ADD, state={"status": status})) == "aduan-sudah-selesai"
