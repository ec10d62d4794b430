from asnkit.paging import Page, PageArguments
from asnkit.schemas import Prose, Schema
from marshmallow import fields, validate

from ..application.reasons import REASONS
from ..period.schemas import CODE
from ..period.views import OUTCOMES
from .domain import ACCEPTING, REJECTING


class FileObjection(Schema):
    application = fields.UUID(required=True)
    contests = fields.List(
        fields.String(validate=validate.OneOf(list(REASONS))), required=True, validate=validate.Length(1, 20)
    )
    text = Prose(required=True, validate=validate.Length(1, 1000))


class AnswerObjection(Schema):
    accepted = fields.Boolean(required=True)
    reason_code = fields.String(required=True, validate=validate.OneOf(ACCEPTING + REJECTING))
    answer = Prose(required=True, validate=validate.Length(1, 1000), metadata={"description": "Dibaca pelamar"})


class ObjectionFilter(PageArguments):
    period = fields.String(required=True, validate=CODE)
    status = fields.String(validate=validate.OneOf(OUTCOMES))


class Objection(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    application = fields.String(required=True)
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    stage = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    contests = fields.List(fields.String(), required=True)
    filed_at = fields.String(required=True)
    answered_at = fields.String(required=True, allow_none=True)
    reason_code = fields.String(required=True, allow_none=True)
    reason_text = fields.String(required=True, allow_none=True)


class ObjectionWithText(Objection):
    text = fields.String(required=True, allow_none=True, metadata={"description": "null bila data pelamar dihapus"})
    answer = fields.String(required=True, allow_none=True, metadata={"description": "Jawaban yang dibaca pelamar"})


class Objections(Page):
    items = fields.List(fields.Nested(Objection), required=True)
    total = fields.Integer(required=True)
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class OwnObjections(Schema):
    items = fields.List(fields.Nested(ObjectionWithText), required=True)
