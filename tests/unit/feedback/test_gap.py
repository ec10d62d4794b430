"""A gap: where a unit falls short by the public's own figures, told once for each subject and quarter."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import fold
from feedback.gap.domain import AGGREGATE, Find, stream_of, weak
from feedback.rules.quarters import next_quarter, quarter_of

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0009"
NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
LATE = Find("BKPSDM", "late", "2026-Q4", "complaints", "/aduan", 5)


def index(**means):
    elements = {name: {"n": 40, "total": 100, "mean": mean} for name, mean in means.items()}
    return {"unit": "BKPSDM", "service": "Pendaftaran", "elements": elements}


def test_an_element_below_grade_b_is_weak_and_names_where_its_figures_are():
    """B begins at 76.61 of 100, rounded: 3.0644 of 4. C begins at 65: 2.6 of 4."""
    found = list(weak(ID, index(time="13/5", cost="259/100", product="766/250", facilities="7661/2500"), "2026-Q4"))
    assert [(one.subject, one.grade) for one in found] == [("time", "C"), ("cost", "D"), ("product", "C")]
    assert {(one.link, one.people, one.quarter) for one in found} == {(f"/ikm/{ID}", 40, "2026-Q4")}
    for one in found:
        [fact] = AGGREGATE.decide(None, one, NOON)
        event(fact, 1, stream_of(one.unit, one.subject, one.quarter), NOON, service="feedback")


def test_it_is_told_once_and_never_of_fewer_than_five():
    [fact] = AGGREGATE.decide(None, LATE, NOON)
    stream = stream_of(LATE.unit, LATE.subject, LATE.quarter)
    state = fold(AGGREGATE, [event(fact, 1, stream, NOON, service="feedback")], None)
    assert AGGREGATE.decide(state, replace(LATE, people=9), NOON) == []
    assert AGGREGATE.decide(None, replace(LATE, people=4), NOON) == []


def test_unit_subject_and_quarter_are_one_stream_and_nothing_else_is():
    streams = {
        stream_of(unit, subject, quarter)
        for _ in range(2)
        for unit in ("BKPSDM", "Dinas Perhubungan")
        for subject in ("late", "time")
        for quarter in ("2026-Q4", "2027-Q1")
    }
    assert len(streams) == 8


@pytest.mark.parametrize(
    "day, quarter, after",
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 4, 1)),
        (date(2026, 9, 30), "2026-Q3", date(2026, 10, 1)),
        (date(2026, 12, 31), "2026-Q4", date(2027, 1, 1)),
    ],
)
def test_a_quarter_has_three_months(day, quarter, after):
    assert (quarter_of(day), next_quarter(day)) == (quarter, after)
