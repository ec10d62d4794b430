from asnkit.schemas import Prose, Schema
from marshmallow import fields, validate

from ..rules.reviews import AT_WORK, ELEMENTS, HIGHEST, LOWEST, MEDIUM, STRONG, WEAK

STANDINGS = ("WAITING", "RUNNING", "OVER")
"""Of a superior's form: its day is still to come, it may be answered, or nobody may any more."""
RATING = fields.Integer(strict=True, validate=validate.Range(LOWEST, HIGHEST))


class GiveReview(Schema):
    ratings = fields.Dict(
        keys=fields.String(validate=validate.OneOf(ELEMENTS)),
        values=RATING,
        required=True,
        metadata={"description": "1 sampai 4 untuk setiap unsur"},
    )
    comment = Prose(load_default=None, allow_none=True, validate=validate.Length(3, 1000))


class Element(Schema):
    element = fields.String(required=True, validate=validate.OneOf((*ELEMENTS, *AT_WORK)))
    mean = fields.String(required=True, metadata={"description": "Dua desimal"})


class Figures(Schema):
    """Only from `least` answers on."""

    answered = fields.Integer(required=True)
    asked = fields.Integer(required=True)
    elements = fields.List(fields.Nested(Element), required=True)
    band = fields.String(required=True, allow_none=True, validate=validate.OneOf((STRONG, MEDIUM, WEAK)))


class Superiors(Figures):
    """What superiors say so many months after the last day."""

    months = fields.Integer(required=True)
    on = fields.String(required=True, metadata={"description": "Hari formulirnya dikirim"})
    until = fields.String(required=True, allow_none=True, metadata={"description": "Hari terakhir mengisinya"})
    standing = fields.String(required=True, validate=validate.OneOf(STANDINGS))


class Reviews(Figures):
    """Without names."""

    least = fields.Integer(required=True)
    superiors = fields.List(
        fields.Nested(Superiors), required=True, metadata={"description": "Tiga dan enam bulan kemudian"}
    )
    comments = fields.List(fields.String(), required=True)
