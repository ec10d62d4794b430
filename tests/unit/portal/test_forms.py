"""A form says what is wrong in the words of its own fields, not in those of programs."""

import pytest
from asnkit.schemas import NO_DAY
from flask import Flask
from flask_babel import Babel
from portal.client import Problem
from portal.forms import Form


def refused(typed, field, sentence):
    """What a form with this typed in says of the field, once a service refused it with that sentence."""
    app = Flask(__name__)
    Babel(app, default_locale="id")
    with app.test_request_context("/", method="POST", data=typed):
        form = Form({"since": "Hari pertama", "at": "Kapan"})
        with form.problems():
            raise Problem(422, "isian", [(field, sentence)])
        return form.error(field)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("", "", ""), "Wajib diisi: hari, bulan, dan tahun dengan angka."),
        (("31", "2", "2027"), "Tanggal ini tidak ada."),
        (("", "2", "2027"), "Tanggal ini tidak ada."),
        (("besok", "", ""), "Tanggal ini tidak ada."),
    ],
)
def test_a_day_of_three_boxes_is_refused_as_three_boxes(typed, told):
    boxes = dict(zip(("since-hari", "since-bulan", "since-tahun"), typed, strict=True))
    assert refused(boxes, "since", NO_DAY).startswith(told)


def test_what_else_a_service_says_stands_as_it_is():
    boxes = {"since-hari": "1", "since-bulan": "2", "since-tahun": "2027"}
    assert refused(boxes, "since", "Pilih hari pertama mulai hari ini.") == "Pilih hari pertama mulai hari ini."
    assert refused({"at": "besok"}, "at", NO_DAY) == NO_DAY, "one box for a day is written as it says"
