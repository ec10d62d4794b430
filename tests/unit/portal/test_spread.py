"""The picture of a list's scores: everybody is in one column, who passed is part of it, and who looks is in theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal.spread import BASE, BINS, EDGE, WIDTH, drawn


@st.composite
def scores(draw):
    """Some of 0 to 550 points, lowest first."""
    found = []
    for points in sorted(draw(st.sets(st.integers(0, 550), min_size=1, max_size=60))):
        n = draw(st.integers(1, 9))
        found.append({"points": points, "n": n, "passed": draw(st.integers(0, n))})
    return found


@given(scores(), st.data())
def test_everybody_stands_in_one_column_and_who_looks_in_theirs(app, items, data):
    mine = data.draw(st.sampled_from(items))["points"]
    with app.test_request_context():
        spread = drawn("a", "Sebaran", items, mine)
    assert len(spread.columns) <= BINS
    for column in spread.columns:
        inside = [one for one in items if column.low <= one["points"] <= column.high]
        assert (column.n, column.passed) == tuple(sum(one[key] for one in inside) for key in ("n", "passed"))
        assert column.x >= EDGE and column.x + column.width <= WIDTH - EDGE
        assert 0 < column.y <= column.join <= BASE and (column.join < BASE) == (column.passed > 0)
        assert column.mine == (column.low <= mine <= column.high)
    assert sum(column.n for column in spread.columns) == sum(one["n"] for one in items)
    [own] = [column for column in spread.columns if column.mine]
    assert own.x <= spread.here <= own.x + own.width


def test_a_list_without_a_score_has_no_picture_and_nobody_is_looked_for_in_the_publics(app):
    with app.test_request_context():
        assert drawn("a", "Sebaran", []) is None
        assert drawn("a", "Sebaran", [{"points": 311, "n": 1, "passed": 1}]).here is None


@pytest.mark.parametrize("mine", [310, 421])
def test_a_score_that_is_not_in_the_list_is_marked_nowhere(app, mine):
    with app.test_request_context():
        found = drawn(
            "a", "Sebaran", [{"points": 311, "n": 1, "passed": 0}, {"points": 420, "n": 1, "passed": 1}], mine
        )
    assert found.here is None
