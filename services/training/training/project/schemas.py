from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from ..latsar.schemas import SCORE


class HandInProject(Schema):
    title = Line(required=True, validate=validate.Length(5, 200))


class ExamineProject(Schema):
    handed_in = fields.Nested(SignedEvent, required=True, metadata={"description": "Berkas yang Anda baca"})
    mark = Line(required=True, validate=SCORE)


class Project(Schema):
    """Marks are shown when both are there; before that only how many, and one's own."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Byte"})
    handed_in_at = fields.String(required=True)
    handed_in = fields.Nested(SignedEvent, required=True)
    examined = fields.Integer(required=True, metadata={"description": "Berapa penguji sudah memberi nilai"})
    examiners = fields.Integer(required=True)
    own = fields.String(required=True, allow_none=True, metadata={"description": "Nilai dari Anda sendiri"})
    marks = fields.List(fields.String(), required=True)
    mean = fields.String(required=True, allow_none=True)
    grade = fields.String(required=True, allow_none=True)
    open = fields.Boolean(required=True, metadata={"description": "Anda masih dapat menyerahkan atau menguji"})
