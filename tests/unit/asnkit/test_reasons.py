"""A reason that is asked for is one that somebody can read later."""

import pytest
from asnkit.schemas import REASON, Schema
from marshmallow import ValidationError, fields


class Asked(Schema):
    reason = fields.String(required=True, validate=REASON)


@pytest.mark.parametrize("reason", ["Aduan 12/2025", "Sudah cocok.", "Triwulan", "x" * 400 + " dan y"])
def test_words_are_a_reason(reason):
    assert Asked().load({"reason": reason})["reason"] == reason


@pytest.mark.parametrize("reason", [".....", "     ", "aaaaaaaa", "-.-.-.-.-", "12", "ok", "\u2014" * 9, "abab"])
def test_signs_are_none(reason):
    with pytest.raises(ValidationError) as refused:
        Asked().load({"reason": reason})
    assert "alasannya dengan kata-kata" in refused.value.messages["reason"][0]


def test_a_reason_is_no_book():
    with pytest.raises(ValidationError, match="Paling banyak 1000 karakter"):
        Asked().load({"reason": "Aduan " * 200})


def test_nothing_is_missing():
    with pytest.raises(ValidationError, match="Wajib diisi"):
        Asked().load({"reason": ""})
