from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..complaint.domain import CLASSES

LONGEST = 2000


class WriteWording(Schema):
    title = Line(required=True, validate=validate.Length(3, 120))
    kind = fields.String(required=True, data_key="class", validate=validate.OneOf(CLASSES))
    text = Prose(
        required=True,
        validate=[validate.Length(max=LONGEST), REASON[1]],
        metadata={"description": "Boleh memuat {nomor}, {unit}, {dikirim}, {tenggat}"},
    )


class WordingFilter(Schema):
    kind = fields.String(data_key="class", validate=validate.OneOf(CLASSES))


class Wording(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, data_key="class")
    text = fields.String(required=True)
    at = fields.String(required=True)
    withdrawn = fields.Boolean(required=True, metadata={"description": "Tidak dipakai lagi"})


class Wordings(Schema):
    items = fields.List(fields.Nested(Wording), required=True)
