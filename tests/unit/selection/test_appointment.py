from datetime import UTC, date, datetime

import pytest
from selection.appointment.domain import AGGREGATE, Order
from selection.closing import Close, Fail
from selection.streams import result_stream

from tests.unit.selection.cases import ROUND_ID, SHA, Stream, stream

WINDOW = {"opens": "2025-01-12T17:00:00.000Z", "closes": "2025-01-15T16:59:59.999Z", "republish_by": "x"}
EVENT = "result-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21@3"
LATER = datetime(2025, 1, 15, 17, 0, tzinfo=UTC)


def result(winners=2, window=WINDOW):
    signed = {"event": EVENT, "sha256": SHA, "actor": "ketua:k"}
    return {
        "round": ROUND_ID,
        "period": "CPNS-2024",
        "published": {"counts": {"L": winners, "TL": 3}, "objection": window, "signed": signed},
    }


def order(final):
    return Order(final, date(2025, 6, 1), "800/117")


def batch(final=None):
    return Stream(AGGREGATE, neighbours={f"{result_stream(ROUND_ID, 'FINAL')}@3": final or result()})


def ordered():
    made = batch()
    made.do(order(result()), now=LATER)
    return made


def test_winners_are_appointed_only_after_the_last_moment_for_objections():
    last = datetime(2025, 1, 15, 16, 59, 59, 999_000, tzinfo=UTC)
    assert batch().refuses(order(result()), last).rule == "masa-sanggah"
    data = ordered().events[0].data
    assert (data["result"], data["winners"]) == ({"event": EVENT, "sha256": SHA}, 2)


def test_a_result_without_a_window_does_not_wait():
    assert batch(result(window=None)).do(order(result(window=None)))


def test_without_a_published_result_or_a_winner_nothing_is_ordered():
    assert batch().refuses(order(result(winners=0)), LATER).rule == "tanpa-pemenang"
    for final in (None, {**result(), "published": None}):
        assert batch().refuses(order(final), LATER).rule == "hasil-belum-terbit"


def test_it_closes_with_counts_that_reconcile():
    refusals = {"refused": 1, "refusals": [{"candidate": stream(1), "rule": "mundur"}], "refusals_sha256": None}
    with pytest.raises(ValueError):
        ordered().do(Close(2, refusals))
    [event] = ordered().do(Close(1, refusals))
    assert (event.data["applied"], event.data["refused"], event.data["winners"]) == (1, 1, 2)


def test_it_fails_by_name_and_then_nothing_more_happens():
    made = ordered()
    made.do(Fail("daftar-berubah"))
    assert made.state["failed_by"] == "daftar-berubah"
    assert made.refuses(Fail("daftar-berubah")).rule == "pengangkatan-tidak-berjalan"
    with pytest.raises(TypeError):
        made.do("stop it")
