from asnkit.schemas import Prose, Schema
from marshmallow import fields, validate

from ..rules.reviews import ELEMENTS, HIGHEST, LOWEST, MEDIUM, STRONG, WEAK

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
    element = fields.String(required=True, validate=validate.OneOf(ELEMENTS))
    mean = fields.String(required=True, metadata={"description": "Dua desimal"})


class Reviews(Schema):
    """Without names; the figures only from `least` on."""

    answered = fields.Integer(required=True)
    seated = fields.Integer(required=True)
    least = fields.Integer(required=True)
    elements = fields.List(fields.Nested(Element), required=True)
    band = fields.String(required=True, allow_none=True, validate=validate.OneOf((STRONG, MEDIUM, WEAK)))
    comments = fields.List(fields.String(), required=True)
