from asnkit.schemas import Line, Prose, Schema
from marshmallow import ValidationError, fields, validate, validates_schema

from .domain import FEWEST, MOST

LEAST_OPTIONS, MOST_OPTIONS = 2, 6


class WrittenItem(Schema):
    text = Prose(required=True, validate=validate.Length(5, 600))
    options = fields.List(
        Line(validate=validate.Length(1, 200)),
        required=True,
        validate=validate.Length(LEAST_OPTIONS, MOST_OPTIONS, error="Setiap soal mempunyai 2 sampai 6 pilihan."),
    )
    key = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_OPTIONS - 1))

    @validates_schema
    def _is_whole(self, item, **_more):
        if item["key"] >= len(item["options"]):
            raise ValidationError("Kunci menunjuk pilihan yang tidak ada.", "key")
        if len({option.casefold() for option in item["options"]}) < len(item["options"]):
            raise ValidationError("Dua pilihan sama.", "options")


class PublishItems(Schema):
    items = fields.List(
        fields.Nested(WrittenItem),
        required=True,
        validate=validate.Length(FEWEST, MOST, error=f"Satu edisi memuat {FEWEST} sampai {MOST} soal."),
    )


class KeyedItem(Schema):
    id = fields.String(required=True)
    text = fields.String(required=True)
    options = fields.List(fields.String(), required=True)
    key = fields.Integer(required=True, metadata={"description": "Nomor pilihan yang benar, dari 0"})


class ItemBank(Schema):
    """Edition 0 has no items: none was published."""

    course = fields.String(required=True)
    edition = fields.Integer(required=True)
    at = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(KeyedItem), required=True)
    version = fields.Integer(required=True)
