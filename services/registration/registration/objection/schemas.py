from asnkit.paging import Page, PageArguments
from asnkit.schemas import Prose, Schema, SignedEvent
from marshmallow import fields, validate

from ..application.reasons import REASONS
from ..period.schemas import CODE
from ..period.views import OUTCOMES
from .domain import ACCEPTING, REJECTING

CODES = fields.String(validate=validate.OneOf(list(REASONS)))


class FileObjection(Schema):
    application = fields.UUID(required=True)
    contests = fields.List(CODES, required=True, validate=validate.Length(1, 20))
    text = Prose(required=True, validate=validate.Length(1, 1000))


class AnswerObjection(Schema):
    fallen = fields.List(
        CODES, required=True, validate=validate.Length(0, 20), metadata={"description": "Alasan putusan yang gugur"}
    )
    standing = fields.List(
        CODES,
        required=True,
        validate=validate.Length(0, 20),
        metadata={"description": "Alasan yang tetap; kosong berarti sanggahan diusulkan diterima"},
    )
    reason_code = fields.String(required=True, validate=validate.OneOf(ACCEPTING + REJECTING))
    answer = Prose(required=True, validate=validate.Length(1, 1000), metadata={"description": "Dibaca pelamar"})


class AcceptObjection(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


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
    fallen = fields.List(fields.String(), required=True, metadata={"description": "Alasan putusan yang gugur"})
    standing = fields.List(fields.String(), required=True, metadata={"description": "Alasan putusan yang tetap"})


class OwnObjection(Objection):
    text = fields.String(required=True, allow_none=True, metadata={"description": "null bila data pelamar dihapus"})
    answer = fields.String(required=True, allow_none=True, metadata={"description": "Jawaban yang dibaca pelamar"})


class Proposal(SignedEvent):
    """An answer that accepts, as it waits for a second person."""

    at = fields.String(required=True)
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang mengusulkannya"})
    reason_code = fields.String(required=True)
    reason_text = fields.String(required=True)


class StaffObjection(Objection):
    proposed = fields.Nested(Proposal, required=True, allow_none=True)


class ObjectionWithText(StaffObjection):
    text = fields.String(required=True, allow_none=True)
    answer = fields.String(
        required=True, allow_none=True, metadata={"description": "Jawaban bagi pelamar, juga yang baru diusulkan"}
    )
    reasons = fields.List(fields.String(), required=True, metadata={"description": "Semua alasan putusan TMS"})
    may = fields.List(
        fields.String(validate=validate.OneOf(["answer", "accept"])),
        required=True,
        metadata={"description": "Yang boleh Anda lakukan: menjawab, atau menerima sebagai orang kedua"},
    )


class ListedObjection(StaffObjection):
    participant_no = fields.String(required=True)


class Objections(Page):
    items = fields.List(fields.Nested(ListedObjection), required=True)
    total = fields.Integer(required=True)
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class OwnObjections(Schema):
    items = fields.List(fields.Nested(OwnObjection), required=True)
