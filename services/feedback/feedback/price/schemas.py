from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from .domain import KINDS

MOST_HOURS, MOST_MONEY = 2_000, 1_000_000_000


class SetPrice(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    hours = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_HOURS))
    money = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(0, MOST_MONEY),
        metadata={"description": "Rupiah untuk satu orang"},
    )
    basis = Line(required=True, validate=validate.Length(3, 200), metadata={"description": "Dari mana angkanya"})


class Setting(Schema):
    hours = fields.Integer(required=True)
    money = fields.Integer(required=True)
    basis = fields.String(required=True)
    at = fields.String(required=True)
    by = fields.String(required=True, metadata={"description": "Peran dan nomor akun petugas"})


class KindOfTraining(Schema):
    """`settings` is empty where nobody set a price and the one of the rules holds."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    hours = fields.Integer(required=True)
    money = fields.Integer(required=True)
    settings = fields.List(fields.Nested(Setting), required=True)


class Prices(Schema):
    items = fields.List(fields.Nested(KindOfTraining), required=True)
