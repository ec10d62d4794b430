from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Proposed, Schema
from marshmallow import fields, validate

from .domain import REASONS


class CycleDays(Schema):
    """Days of steps; what is not named stays."""

    plan_until = fields.Date()
    rate_from = fields.Date()
    rate_until = fields.Date()
    settle_until = fields.Date()


class ProposeCycleChange(Schema):
    cycle = fields.UUID(required=True)
    after = fields.Nested(CycleDays, required=True)
    reason_code = fields.String(required=True, validate=validate.OneOf(REASONS))
    letter = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat dasarnya"})


class CycleChangeFilter(PageArguments):
    cycle = fields.UUID()
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class CycleChange(Proposed):
    cycle = fields.String(required=True)
    before = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    after = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    letter = fields.String(required=True)


class CycleChanges(Page):
    items = fields.List(fields.Nested(CycleChange), required=True)
    total = fields.Integer(required=True)
