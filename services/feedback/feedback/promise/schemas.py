from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..survey.questions import ELEMENTS
from .domain import DONE, MISSED, PROMISED

OVERDUE = "overdue"


def _text():
    return Prose(required=True, validate=[validate.Length(max=500), REASON[1]])


class PromiseImprovement(Schema):
    """Either `survey` with its `element`, or `topic`."""

    survey = fields.UUID(load_default=None, metadata={"description": "Survei yang IKM-nya sudah terbit"})
    element = fields.String(load_default=None, validate=validate.OneOf(ELEMENTS))
    topic = fields.UUID(load_default=None, metadata={"description": "Pokok aduan yang diumumkan"})
    text = _text()
    due = fields.Date(required=True)


class FinishImprovement(Schema):
    evidence = _text()


class MissImprovement(Schema):
    reason = _text()


class ImprovementFilter(PageArguments):
    unit = Line(validate=validate.Length(1, 200))
    state = fields.String(
        validate=validate.OneOf((OVERDUE, PROMISED, DONE, MISSED)),
        metadata={"description": "overdue: dijanjikan, dan tanggalnya lewat"},
    )


class About(Schema):
    """A topic, or that it is not shown any more: then `title` and `status` are null."""

    id = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, allow_none=True)


class Improvement(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    survey = fields.String(required=True, allow_none=True)
    topic = fields.Nested(About, required=True, allow_none=True)
    unit = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    element = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True, metadata={"description": "Nama unsur"})
    text = fields.String(required=True)
    due = fields.String(required=True)
    at = fields.String(required=True, metadata={"description": "Kapan dijanjikan"})
    status = fields.String(required=True)
    overdue = fields.Boolean(required=True)
    done_on = fields.String(required=True, allow_none=True)
    evidence = fields.String(required=True, allow_none=True)
    missed_on = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Mengapa tidak ditepati"})
    before = fields.String(
        required=True, allow_none=True, metadata={"description": "Rata-rata unsur sebelum janji, dua desimal"}
    )
    after = fields.String(
        required=True, allow_none=True, metadata={"description": "Pada IKM berikutnya layanan itu; null: belum ada"}
    )


class Improvements(Page):
    items = fields.List(fields.Nested(Improvement), required=True)
    total = fields.Integer(required=True)
