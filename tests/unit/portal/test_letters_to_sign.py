"""The two letters that an applicant signs, worded for one formation."""

import pytest
from flask import Flask
from flask_babel import Babel
from portal import words
from portal.public import letters

from .reading import text_of

LINE = {"job_name": "Perawat Ahli Pertama", "unit": "RSUD Dr. Tengku Mansyur"}


@pytest.fixture(params=["id", "en"], autouse=True)
def language(request):
    app = Flask("letters")
    Babel(app, locale_selector=lambda: request.param)
    with app.test_request_context():
        yield request.param


def drawn(kind):
    return " ".join(text_of(letters._drawn(letters._letter(LINE, kind))).split())


def test_the_statement_has_the_five_points_that_the_application_asks_for():
    text = drawn("pernyataan")
    assert len(words.STATEMENTS) == 5
    for number, point in enumerate(words.STATEMENTS.values(), 1):
        assert f"{number}. {' '.join(point._args[0].split())}" in text
    assert "jabatan Perawat Ahli Pertama pada RSUD Dr. Tengku Mansyur" in text and "meterai" in text


def test_the_application_names_its_formation_and_leaves_the_person_to_be_filled_in():
    text = drawn("lamaran")
    assert "melamar untuk jabatan Perawat Ahli Pertama pada RSUD Dr. Tengku Mansyur." in text
    for name in letters.WHO:
        assert f"{name} : ..." in text or f"{name}: ..." in text, name
