from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..survey.questions import ELEMENTS


def _text():
    return Prose(required=True, validate=[validate.Length(max=500), REASON[1]])


class PromiseImprovement(Schema):
    survey = fields.UUID(required=True, metadata={"description": "Survei yang IKM-nya sudah terbit"})
    element = fields.String(required=True, validate=validate.OneOf(ELEMENTS))
    text = _text()
    due = fields.Date(required=True)


class FinishImprovement(Schema):
    evidence = _text()


class ImprovementFilter(PageArguments):
    unit = Line(validate=validate.Length(1, 200))


class Improvement(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    survey = fields.String(required=True)
    unit = fields.String(required=True)
    service = fields.String(required=True)
    element = fields.String(required=True)
    name = fields.String(required=True, metadata={"description": "Nama unsur"})
    text = fields.String(required=True)
    due = fields.String(required=True)
    status = fields.String(required=True)
    overdue = fields.Boolean(required=True)
    done_on = fields.String(required=True, allow_none=True)
    evidence = fields.String(required=True, allow_none=True)
    before = fields.String(required=True, metadata={"description": "Rata-rata unsur sebelum janji, dua desimal"})
    after = fields.String(
        required=True, allow_none=True, metadata={"description": "Pada IKM berikutnya layanan itu; null: belum ada"}
    )


class Improvements(Page):
    items = fields.List(fields.Nested(Improvement), required=True)
    total = fields.Integer(required=True)
