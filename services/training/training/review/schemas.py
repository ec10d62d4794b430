from asnkit.schemas import Prose, Schema
from marshmallow import fields, validate

from ..rules.reviews import AT_WORK, ELEMENTS, HIGHEST, LOWEST, MEDIUM, STRONG, WEAK

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


class Reviews(Figures):
    """Without names."""

    least = fields.Integer(required=True)
    superiors = fields.Nested(Figures, required=True, metadata={"description": "Tiga bulan kemudian"})
    comments = fields.List(fields.String(), required=True)
