from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..review.schemas import RATING
from ..rules.reviews import AT_WORK


class AnswerEvaluation(Schema):
    ratings = fields.Dict(
        keys=fields.String(validate=validate.OneOf(AT_WORK)),
        values=RATING,
        required=True,
        metadata={"description": "1 sampai 4 untuk setiap unsur"},
    )


class Evaluation(Schema):
    id = fields.String(required=True)
    title = fields.String(required=True)
    months = fields.Integer(required=True, metadata={"description": "Berapa bulan sesudah pelatihan"})
    until = fields.String(required=True, metadata={"description": "Hari terakhir mengisinya"})
    status = fields.String(required=True)
    name = fields.String(allow_none=True, metadata={"description": "Siapa yang ikut; hanya pada satu formulir"})


class Evaluations(Schema):
    items = fields.List(fields.Nested(Evaluation), required=True)
