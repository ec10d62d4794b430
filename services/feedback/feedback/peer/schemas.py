from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..appraisal.schemas import Values


class Request(Schema):
    """An appraisal for which one's opinion is asked: `taken` whether one took the code."""

    appraisal = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    job = fields.String(required=True, allow_none=True)
    until = fields.String(required=True)
    taken = fields.Boolean(required=True)


class Requests(Schema):
    items = fields.List(fields.Nested(Request), required=True)


class TakeCode(Schema):
    form = fields.String(
        required=True,
        validate=validate.Regexp(r"[A-Za-z0-9_-]{22,64}\Z"),
        metadata={"description": "Teks acak (128 bit) yang hanya isian ini yang tahu: kode mengikutinya"},
    )


class Code(Schema):
    code = fields.String(required=True, metadata={"description": "Hanya ditunjukkan satu kali, berlaku satu kali"})


class PeerAnswer(Schema):
    code = Line(required=True, validate=validate.Length(1, 40))
    values = fields.Nested(Values, required=True)
