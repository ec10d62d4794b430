from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Proposed, Schema
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


class ChangeFilter(PageArguments):
    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class ProposedChange(Proposed):
    period = fields.String(required=True)
    kind = fields.String(required=True)
    before = fields.Nested(PeriodValues, required=True)
    after = fields.Nested(PeriodValues, required=True)
    letter = fields.String(required=True)


class ProposedChanges(Page):
    items = fields.List(fields.Nested(ProposedChange), required=True)
