"""The committee's pictures and reasons: edges on the threshold, everyone drawn, ties said."""

import pytest
from flask import Flask
from flask_babel import Babel
from portal.auditor.sealed import Field, fields
from portal.committee.pictures import FLOOR, TALLEST, TOP, histogram, ladder
from portal.committee.reasons import why


@pytest.fixture(autouse=True)
def indonesian():
    app = Flask("test")
    Babel(app, default_locale="id")
    with app.test_request_context():
        yield


def row(rank, total, code="P/L", decided_by="total SKD", tied=False, **parts):
    return {"rank": rank, "total": total, "code": code, "decided_by": decided_by, "tied": tied, **parts}


@pytest.mark.parametrize("threshold", [65, 66, 150, None])
def test_no_bar_is_half_passed_and_everyone_is_counted(threshold):
    values = [60, 65, 65, 70, 110, 145]
    drawn = histogram("twk", "TWK", values, threshold, 150)
    assert sum(column.n for column in drawn.columns) == len(values)
    for column in drawn.columns:
        if threshold is not None:
            assert column.passed == (column.low >= threshold) and not column.low < threshold <= column.high


def test_a_histogram_of_nobody_is_none():
    assert histogram("twk", "TWK", [], 65, 150) is None


def test_the_ladder_draws_each_ranked_person_and_the_line_between():
    rows = [row(1, 500), row(2, 480), row(3, 470, "P"), row(None, None, "TH", None)]
    drawn = ladder(rows, "total")
    assert [dot.passed for dot in drawn.dots] == [True, True, False]
    assert drawn.dots[1].x > drawn.line > drawn.dots[2].x
    assert ladder(rows[:1], "total") is None


def test_a_thousand_people_with_one_score_fit_into_the_picture():
    drawn = ladder([row(place + 1, 400, "P") for place in range(1000)], "total")
    assert drawn.height <= TOP + FLOOR + TALLEST and drawn.line is None


def test_decimals_are_compared_exactly():
    rows = [{**row(1, None, "L"), "final_shown": "72.545"}, {**row(2, None, "TL"), "final_shown": "72.5"}]
    best, other = ladder(rows, "final_shown").dots
    assert best.x > other.x


def test_why_names_the_step_that_broke_a_tie():
    rows = [row(1, 500), row(2, 500, decided_by="TKP"), row(3, 480, "P")]
    assert why("SKD", rows, 0, {}) == ""
    assert why("SKD", rows, 1, {}) == "nilai sama dengan di atasnya; diputus oleh nilai TKP; yang terakhir lanjut"
    assert why("SKD", rows, 2, {}) == ""


def test_why_names_the_thresholds_that_were_missed():
    rows = [row(None, 300, "TL", None, twk=60, tiu=80, tkp=160)]
    said = why("SKD", rows, 0, {"twk": 65, "tiu": 80, "tkp": 166})
    assert said == "TWK di bawah ambang 65; TKP di bawah ambang 166"


def test_a_full_tie_is_said():
    assert why("FINAL", [row(1, 500, "SERI", None, tied=True)], 0, {}) == "seri penuh, berbagi peringkat"


def test_sealed_fields_are_named_and_not_shown():
    envelope = {"sealed": "v1", "kid": "p", "nonce": "bm9uY2U=", "ciphertext": "c2VjcmV0"}
    shown = fields({"name": envelope, "sections": {"gpa": envelope, "level": "S1"}, "codes": ["A", "B"], "ok": True})
    assert shown == [
        Field("name", "", True),
        Field("sections.gpa", "", True),
        Field("sections.level", "S1", False),
        Field("codes", "A, B", False),
        Field("ok", "ya", False),
    ]
    assert "c2VjcmV0" not in repr(shown)
