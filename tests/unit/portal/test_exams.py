"""Items as an officer writes them, and the picture of what was learnt."""

import pytest
from flask import Flask
from flask_babel import Babel
from portal.charts import Scatter, Slope
from portal.forms import Form
from portal.training.exams import slope_of, spread_of
from portal.training.items import read, written

ITEMS = [
    {"text": "Berapa menit satu JP?", "options": ["30", "45", "-5"], "key": 1},
    {"text": "Apa dasarnya?\nTulis yang berlaku.", "options": ["Perpres 16/2018", "UU 5/2014"], "key": 0},
]


@pytest.fixture
def typed():
    """A function: the form with these items typed in."""
    app = Flask("test")
    app.secret_key = "test"
    Babel(app, default_locale="id")

    def make(text):
        context = app.test_request_context(method="POST", data={"items": text})
        context.push()
        contexts.append(context)
        return Form({"items": "Soal"})

    contexts = []
    yield make
    for context in reversed(contexts):
        context.pop()


def test_what_is_written_is_read_as_it_was(typed):
    form = typed(written(ITEMS))
    assert read(form) == ITEMS and form.errors == []


def test_empty_lines_and_spaces_between_items_do_not_matter(typed):
    form = typed("\n\n" + written(ITEMS).replace("\n\n", "\r\n   \r\n\r\n") + "\n \n")
    assert read(form) == ITEMS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tanpa jawaban?", "Soal ke-1: tulis pertanyaannya"),
        ("* satu\n- dua", "Soal ke-1: tulis pertanyaannya"),
        ("Satu jawaban?\n* ya", "Soal ke-1: tulis pertanyaannya"),
        ("Baik?\n* ya\n- tidak\n\nTanpa kunci?\n- ya\n- tidak", "Soal ke-2: tandai satu jawaban"),
        ("Dua kunci?\n* ya\n* tidak", "Soal ke-1: tandai satu jawaban"),
    ],
)
def test_an_item_that_is_not_whole_is_named(typed, text, said):
    form = typed(text)
    read(form)
    [(field, sentence)] = form.errors
    assert field == "items" and sentence.startswith(said)


def gain(**more):
    nothing = dict.fromkeys(("before", "after", "mean_gain", "n_gain", "low", "high", "effect"))
    return {"pairs": 2, "left_out": 0, "least": 10, **nothing, **more}


def test_no_picture_is_made_of_too_few(typed):
    typed("")
    assert slope_of({"gain": gain(), "people": [{"before": "10.00", "after": "90.00"}] * 2}) is None


def test_every_pair_is_a_line_and_one_that_fell_says_so(typed):
    typed("")
    people = [
        {"before": "100.00", "after": "25.00"},
        {"before": "25.00", "after": "50.00"},
        {"before": None, "after": "50.00"},
    ]
    told = gain(before="62.50", after="37.50", mean_gain="-25.00", low="-30.00", high="-20.00")
    chart = slope_of({"gain": told, "people": people})
    assert [fell for *_, fell in chart.lines] == [False, True], "from the lowest one up"
    assert "-25,00" in chart.summary


def test_the_whole_height_is_from_nothing_to_a_hundred():
    chart = Slope("x", "x", "x", [("0.00", "100.00")], ("50.00", "50.00"))
    assert chart.lines == [(Slope.TOP + Slope.HEIGHT, Slope.TOP, False)]
    assert chart.middle == (Slope.TOP + Slope.HEIGHT // 2,) * 2


def figures(right, sat, apart):
    return {
        "text": "…",
        "before": {"right": 0, "sat": 0},
        "after": {"right": right, "sat": sat},
        "discrimination": apart,
    }


def test_items_stand_by_how_hard_they_were_and_those_below_zero_are_named(typed):
    items = [figures(6, 12, "0.45"), figures(3, 9, None), figures(9, 12, "-0.20"), figures(12, 12, "0.00")]
    typed("")
    spread = spread_of(items)
    assert [(dot.label, dot.x, dot.y, dot.odd) for dot in spread.dots] == [
        ("1", 50, 45, False), ("3", 75, -20, True), ("4", 100, 0, False),
    ]  # fmt: skip
    assert "nomor 3." in spread.summary and "1 soal" in spread.summary
    assert spread.zero == Scatter.TOP + Scatter.HEIGHT // 2 == spread.places[2][2]


def test_nothing_is_drawn_of_items_that_fewer_than_ten_sat(typed):
    typed("")
    assert spread_of([figures(3, 9, None)]) is None
