import pytest
from selection.closing import Close, Fail
from selection.ranking_batch.domain import AGGREGATE, Order

from tests.unit.selection.cases import ROUND, ROUND_ID, VACANCY, Stream

ORDER = Order(ROUND_ID, ROUND, "SKD", 2)
ONE_REFUSED = {
    "refused": 1,
    "refusals": [{"vacancy": VACANCY, "rule": "nilai-belum-lengkap"}],
    "refusals_sha256": None,
}


def ordered():
    stream = Stream(AGGREGATE, neighbours={f"round-{ROUND_ID}@3": ROUND})
    stream.do(ORDER)
    return stream


def test_rankings_are_ordered_once_by_locked_rules_for_the_lines_that_there_are():
    assert ordered().events[0].data["lines"] == 2
    assert ordered().refuses(ORDER).rule == "perhitungan-sudah-dipesan"
    assert Stream(AGGREGATE).refuses(Order(ROUND_ID, ROUND, "SKD", 0)).rule == "tanpa-formasi"
    unlocked = {**ROUND, "rule_set": None}
    assert Stream(AGGREGATE).refuses(Order(ROUND_ID, unlocked, "SKD", 2)).rule == "aturan-belum-dikunci"


def test_it_closes_with_counts_that_reconcile_or_fails_by_name():
    with pytest.raises(ValueError):
        ordered().do(Close(2, ONE_REFUSED))
    [closed] = ordered().do(Close(1, ONE_REFUSED))
    assert (closed.data["applied"], closed.data["refused"]) == (1, 1)
    stream = ordered()
    [failed] = stream.do(Fail("formasi-berubah"))
    assert failed.data["rule"] == stream.state["failed_by"] == "formasi-berubah"
    assert stream.refuses(Close(1, ONE_REFUSED)).rule == "perhitungan-tidak-berjalan"
    with pytest.raises(TypeError):
        stream.do("go on")
