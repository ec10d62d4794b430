"""A line's seats are what registration last published; a list with other seats is not signed."""

from dataclasses import replace

import pytest
from selection.line.domain import AGGREGATE, Amend, Close, Register
from selection.round.views import TALLIES
from selection.streams import line_stream

from tests.unit.registration.given import event
from tests.unit.selection.cases import LINE, VACANCY, Given
from tests.unit.selection.test_result import Result

CHANGE = f"vacancy-{VACANCY}@2"


def test_a_line_is_copied_once_and_its_seats_follow():
    [registered] = Given(AGGREGATE).when(Register(VACANCY, LINE))
    line = Given(AGGREGATE, registered)
    assert line.when(Register(VACANCY, LINE)) == []
    [amended] = line.when(Amend(CHANGE, 1, 4))
    assert line.after["quota"] == 4 and amended.data["change"] == CHANGE
    row = None
    for number, fact in enumerate((registered, amended), 1):
        row = TALLIES.fold(row, event(fact, number, f"line-{VACANCY}", service="selection"))
    assert (row["lines"], row["quota"]) == (1, 4)


def test_a_closed_line_is_closed_once_and_its_seats_count_no_more():
    [registered] = Given(AGGREGATE).when(Register(VACANCY, LINE))
    [closed] = Given(AGGREGATE, registered).when(Close(CHANGE))
    row = None
    for number, fact in enumerate((registered, closed), 1):
        row = TALLIES.fold(row, event(fact, number, f"line-{VACANCY}", service="selection"))
    assert (row["lines"], row["quota"]) == (0, 0)
    assert Given(AGGREGATE, registered, closed).when(Close(CHANGE)) == []
    with pytest.raises(ValueError, match=CHANGE):
        Given(AGGREGATE).when(Close(CHANGE))


def test_a_change_of_other_seats_than_the_line_has_stops():
    for line in (Given(AGGREGATE), Given(AGGREGATE, *Given(AGGREGATE).when(Register(VACANCY, LINE)))):
        with pytest.raises(ValueError, match=CHANGE):
            line.when(Amend(CHANGE, 2, 4))


def test_a_ranking_with_the_seats_of_before_is_computed_anew_before_it_is_proposed():
    result = Result()
    changed = replace(result.propose, lines={line_stream(VACANCY): {**LINE, "quota": 2}})
    assert result.refuses(changed).rule == "peringkat-kursi-lain"
