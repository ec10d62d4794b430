from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from ..period.domain import AMEND, CANCEL
from ..period.schemas import ANSWER_DAYS, CODE, OBJECTION_DAYS, PeriodValues
from .domain import REASONS


class Change(Schema):
    """What of a period should be other than it is; what is not named stays."""

    registration_opens = fields.AwareDateTime(format="iso")
    registration_closes = fields.AwareDateTime(format="iso")
    objection_days = fields.Integer(strict=True, validate=OBJECTION_DAYS)
    answer_days = fields.Integer(strict=True, validate=ANSWER_DAYS)


class ProposeChange(Schema):
    period = fields.String(required=True, validate=CODE)
    kind = fields.String(
        required=True,
        validate=validate.OneOf([AMEND, CANCEL]),
        metadata={"description": "AMEND mengubah, CANCEL membatalkan periode"},
    )
    after = fields.Nested(Change, load_default=dict)
    reason_code = fields.String(required=True, validate=validate.OneOf(REASONS))
    letter = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat dasarnya"})


class SignChange(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class ChangeFilter(PageArguments):
    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class ProposedChange(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    period = fields.String(required=True)
    kind = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau rejected"})
    before = fields.Nested(PeriodValues, required=True)
    after = fields.Nested(PeriodValues, required=True)
    reason_code = fields.String(required=True)
    reason_text = fields.String(required=True)
    letter = fields.String(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    proposed_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang mengusulkannya"})


class ProposedChanges(Page):
    items = fields.List(fields.Nested(ProposedChange), required=True)
