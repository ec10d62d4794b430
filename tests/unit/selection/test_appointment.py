from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from selection.appointment.domain import AGGREGATE, Close, Order
from selection.appointment.winners import winners

from tests.unit.selection.cases import BUDI, ROUND_ID, Given, stream

RESULT = {
    "event": "result-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21@3",
    "objection": {"opens": "2025-01-12T17:00:00.000Z", "closes": "2025-01-15T16:59:59.999Z", "republish_by": "x"},
}
ORDER = Order(ROUND_ID, "CPNS-2024", RESULT, 2, date(2025, 6, 1), "800/117", BUDI)
LATER = datetime(2025, 1, 15, 17, 0, tzinfo=UTC)
ORDERED = Given(AGGREGATE).when(ORDER, LATER)


def test_winners_are_appointed_only_after_the_last_moment_for_objections():
    last = datetime(2025, 1, 15, 16, 59, 59, 999_000, tzinfo=UTC)
    assert Given(AGGREGATE).refuses(ORDER, last).rule == "masa-sanggah"
    assert ORDERED[0].data["result"] == RESULT["event"]


def test_a_result_without_a_window_does_not_wait():
    assert Given(AGGREGATE).when(replace(ORDER, result={**RESULT, "objection": None}))


def test_without_a_winner_nothing_is_ordered():
    assert Given(AGGREGATE).refuses(replace(ORDER, winners=0), LATER).rule == "tanpa-pemenang"


def test_it_closes_with_counts_that_reconcile():
    refusals = ({"candidate": stream(1), "rule": "peserta-mundur"},)
    [fact] = Given(AGGREGATE, *ORDERED).when(Close(1, refusals))
    assert (fact.data["applied"], fact.data["refused"], fact.data["winners"]) == (1, 1, 2)
    with pytest.raises(ValueError):
        Given(AGGREGATE, *ORDERED).when(Close(2, refusals))


def test_only_code_l_wins():
    codes = ["L", "TL", "TH", "DIS", "APS", "L"]
    rows = [{"candidate": stream(number), "code": code} for number, code in enumerate(codes)]
    found = winners({"b": {"rows": rows[3:]}, "a": {"rows": rows[:3]}})
    assert [row["candidate"] for row in found] == [stream(0), stream(5)]
