from asnkit.schemas import Schema
from marshmallow import fields, validate


class Nothing(Schema):
    pass


class GivenAnswer(Schema):
    item = fields.UUID(required=True)
    choice = fields.Integer(required=True, strict=True, validate=validate.Range(0, 9))


class Question(Schema):
    id = fields.String(required=True)
    text = fields.String(required=True)
    options = fields.List(fields.String(), required=True)
    choice = fields.Integer(required=True, allow_none=True, metadata={"description": "Jawaban Anda"})


class Paper(Schema):
    """One's own test; its items only while it lasts, and never a key."""

    session = fields.String(required=True)
    phase = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "SITTING atau OVER"})
    ends = fields.String(required=True)
    seconds_left = fields.Integer(required=True)
    questions = fields.List(fields.Nested(Question), required=True)
    answered = fields.Integer(required=True)
    of = fields.Integer(required=True)
    score = fields.String(required=True, allow_none=True, metadata={"description": "Dari 100, sesudah selesai"})


class OwnExam(Schema):
    session = fields.String(required=True)
    phase = fields.String(required=True)
    count = fields.Integer(required=True)
    minutes = fields.Integer(required=True)
    until = fields.String(required=True)
    status = fields.String(
        required=True,
        validate=validate.OneOf(("OPEN", "SITTING", "OVER", "MISSED")),
        metadata={"description": "OPEN: belum Anda mulai; MISSED: ditutup sebelum Anda mulai"},
    )
    score = fields.String(required=True, allow_none=True)


class OwnExams(Schema):
    items = fields.List(fields.Nested(OwnExam), required=True)
