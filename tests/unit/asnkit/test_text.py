"""What people paste has one spelling before it is counted, checked and kept."""

import importlib
import inspect
import pkgutil
import unicodedata

import asnplatform
import audit
import feedback
import pytest
import registration
import selection
import training
from asnkit.schemas import Digits, Line, Prose, Schema
from asnkit.text import clean, crowded, digits, line, natural, prose
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError, fields, validate

SERVICES = (registration, selection, training, feedback, audit, asnplatform)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Siti\u00a0 Aminah \t", "Siti Aminah"),
        ("\u200eSiti\u200b Aminah\ufeff", "Siti Aminah"),
        ("Nur\u2019aini, Nur\u02bcaini, Nur`aini", "Nur'aini, Nur'aini, Nur'aini"),
        ("S\u20111 \u2013 Akuntansi", "S-1 - Akuntansi"),
        ("Sandi\u0301", "Sand\u00ed"),
        ("dua\r\nbaris", "dua baris"),
        ("\u202edibalik\u202c", "dibalik"),
        ("tanda\u00adhubung lunak", "tandahubung lunak"),
    ],
)
def test_a_line_is_one_line_of_plain_signs(typed, kept):
    assert line(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "9999\u00a0011808950047", "999901.180895.0047", "'9999011808950047", "\u200e9999011808950047",
        "9999 0118 0895 0047", "9999-0118-0895-0047", "\u202a9999011808950047\u202c", "9999011808950047\n",
    ],
)  # fmt: skip
def test_a_number_is_its_digits_however_they_are_grouped(typed):
    assert digits(typed) == "9999011808950047"


def test_digits_of_another_script_stay_what_they_are():
    assert digits("\u0661\u0662") == "\u0661\u0662" and digits("\uff11") == "\uff11"


def test_a_line_end_is_one_character_however_it_was_sent():
    typed = "\r\n".join(["x" * 49] * 20)
    assert len(typed) == 1018 and len(prose(typed)) == 999
    assert prose("satu \r\rdua\u2028tiga  ") == "satu\n\ndua\ntiga"


@given(st.text() | st.text("e\u0301\u0334\u0339\u200d\u2019\u1fef\u2000\u00a0\r\n' `-"))
def test_what_was_cleaned_is_clean(text):
    for spell in (clean, line, prose, digits):
        once = spell(text)
        assert spell(once) == once
        assert not {"Cf", "Zs"} & {unicodedata.category(sign) for sign in once if sign != " "}


@pytest.mark.parametrize("text", ["e\u0301\u0301\u0301\u0301", "a" + "\u0335" * 100, "\u20dd" * 3])
def test_marks_that_cover_their_surroundings_are_too_many(text):
    assert crowded(text)


@pytest.mark.parametrize("text", ["Nguy\u1ec5n", "Jos\u00e9", "\u0e19\u0e49\u0e33", "\u0915\u094d\u0937\u093f", ""])
def test_marks_that_languages_use_are_not(text):
    assert not crowded(text)


GOOD = {"name": "Siti", "sex": "F", "day": "1995-08-18"}


class Typed(Schema):
    name = Line(required=True, validate=validate.Length(1, 20))
    text = Prose(validate=validate.Length(1, 1000))
    number = Digits(validate=validate.Regexp(r"[0-9]{4}\Z", error="empat angka"))
    code = fields.String(validate=validate.OneOf(["a"]))
    key = fields.String(validate=validate.Length(1, 9))
    sex = fields.String(required=True, validate=validate.OneOf(["M", "F"]))
    day = fields.Date(required=True)


@pytest.mark.parametrize(
    ("field", "typed", "word"),
    [
        ("name", "   ", "Wajib"),
        ("name", "\u200b", "Wajib"),
        ("name", "x" * 21, "karakter"),
        ("name", "a" + "\u0301" * 9, "tanda"),
        ("text", "x" * 1001, "1000"),
        ("text", " \r\n ", "karakter"),
        ("number", "12a4", "empat angka"),
        ("code", "a\u200b", "salah satu"),
        ("sex", "", "Wajib diisi"),
        ("day", "", "Wajib diisi"),
        ("sex", "X", "salah satu"),
        ("day", "kemarin", "Tanggal"),
        ("key", "a\u202eb", "karakter yang bukan"),
    ],
)
def test_each_refusal_is_caused_by_what_it_says(field, typed, word):
    with pytest.raises(ValidationError) as refused:
        Typed().load(GOOD | {field: typed})
    [(told, [sentence])] = refused.value.messages.items()
    assert told == field and word in sentence


def test_what_is_kept_is_what_was_counted():
    loaded = Typed().load(GOOD | {"name": " Siti\u00a0A ", "text": "x\r\n" * 500, "number": "1 2-3.4"})
    assert (loaded["name"], loaded["text"], loaded["number"]) == ("Siti A", "\n".join(["x"] * 500), "1234")


PLACES = ("after", "before")
EXACT = {
    "AnnouncePeriod.age_counted_on", "ApplicationFilter.vacancy", "Forgotten.device", "ListAt.field", "ListAt.value",
    "Progress.step", "Refresh.refresh_token", "SignIn.device", "ReplayResult.field", "ReplayResult.key",
    "ReplayResult.sentence", "Result.check", "Result.field", "Result.inspection", "Result.name", "Result.sentence",
    "Result.started_at", "Result.subject",
}  # fmt: skip
"""Texts that no person types: days, tokens, paths, and what the standing auditor names."""


def test_every_text_that_comes_in_has_a_spelling_a_list_or_a_pattern():
    open_texts = {
        f"{type(schema).__name__}.{name}"
        for schema in _incoming()
        for name, field in _texts(schema)
        if type(field) is fields.String and not _is_shut(field) and name not in PLACES
    }
    assert open_texts == EXACT


def _incoming():
    """The schemas of everything that the services take."""
    for service in SERVICES:
        for found in pkgutil.walk_packages(service.__path__, f"{service.__name__}."):
            if not found.name.endswith(".api"):
                continue
            for _, view in inspect.getmembers(importlib.import_module(found.name), inspect.isfunction):
                documented = getattr(view, "_apidoc", {}).get("arguments", {})
                yield from (one["schema"] for one in documented.get("parameters", ()))


def _texts(schema):
    for name, field in schema.load_fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from _texts(inner.schema)
        elif isinstance(inner, fields.String):
            yield name, inner


def _is_shut(field) -> bool:
    return any(isinstance(check, validate.OneOf | validate.Regexp | validate.Equal) for check in field.validators)


def test_names_are_sorted_by_their_numbers_and_not_by_their_digits():
    mixed = ["SD Negeri 3", "Perawat 10 lantai 11", "Perawat 10", "perawat 2", "Perawat 10 lantai 2", "Perawat 1"]
    assert sorted(mixed, key=natural) == [
        "Perawat 1", "perawat 2", "Perawat 10", "Perawat 10 lantai 2", "Perawat 10 lantai 11", "SD Negeri 3",
    ]  # fmt: skip
    assert natural("SMP 07") == natural("smp 7")


@given(st.lists(st.integers(0, 10**19)))
def test_numbers_are_in_their_order_however_wide(numbers):
    assert sorted((f"Ruang {one}" for one in numbers), key=natural) == [f"Ruang {one}" for one in sorted(numbers)]
