from asnkit.paging import Page, PageArguments
from asnkit.schemas import Prose, Schema, SignedEvent
from marshmallow import fields, validate

from ..score_amendment.schemas import ReasonedCorrection
from .domain import ACCEPTING, CONTESTS, REJECTING

STATUSES = ("filed", "accepted", "rejected")
WORDS = validate.Length(1, 1000)


class FileObjection(Schema):
    result = fields.UUID(required=True, metadata={"description": "Hasil yang disanggah"})
    contests = fields.List(
        fields.String(validate=validate.OneOf(list(CONTESTS))), required=True, validate=validate.Length(1, 4)
    )
    text = Prose(required=True, validate=WORDS)


class AnswerObjection(Schema):
    """With `correction` the answer accepts, and the correction is proposed with it; without, it rejects."""

    reason_code = fields.String(required=True, validate=validate.OneOf(ACCEPTING + REJECTING))
    answer = Prose(required=True, validate=WORDS, metadata={"description": "Dibaca peserta"})
    correction = fields.Nested(ReasonedCorrection, load_default=None, allow_none=True)


class DecideObjection(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class ObjectionFilter(PageArguments):
    round = fields.UUID()
    status = fields.String(validate=validate.OneOf(STATUSES))


class Objection(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    round = fields.String(required=True)
    application = fields.String(required=True)
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    stage = fields.String(required=True)
    edition = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    contests = fields.List(fields.String(), required=True)
    filed_at = fields.String(required=True)
    answered_at = fields.String(required=True, allow_none=True)
    reason_code = fields.String(required=True, allow_none=True)
    reason_text = fields.String(required=True, allow_none=True)


class OwnObjection(Objection):
    text = fields.String(required=True, allow_none=True, metadata={"description": "null bila data peserta dihapus"})
    answer = fields.String(required=True, allow_none=True)


class OwnObjections(Schema):
    items = fields.List(fields.Nested(OwnObjection), required=True)


class ProposedAnswer(SignedEvent):
    at = fields.String(required=True)
    yours = fields.Boolean(required=True)
    accepted = fields.Boolean(required=True)
    reason_code = fields.String(required=True)
    reason_text = fields.String(required=True)
    amendment = fields.String(required=True, allow_none=True, metadata={"description": "Koreksi yang diusulkan"})


class StaffsObjection(Objection):
    candidate = fields.String(required=True)
    participant_no = fields.String(required=True)
    proposed = fields.Nested(ProposedAnswer, required=True, allow_none=True)
    amendment = fields.String(required=True, allow_none=True, metadata={"description": "Koreksi yang mengikutinya"})


class Objections(Page):
    items = fields.List(fields.Nested(StaffsObjection), required=True)


class ObjectionWithText(StaffsObjection):
    text = fields.String(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
