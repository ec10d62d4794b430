from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Proposed, Schema
from marshmallow import fields, validate

from ..period.schemas import CODE
from ..vacancy.schemas import LineValues
from .domain import REASONS


class ProposeLineChange(Schema):
    vacancy = fields.UUID(required=True)
    after = fields.Nested(LineValues, required=True)
    reason_code = fields.String(required=True, validate=validate.OneOf(REASONS))
    letter = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat dasarnya"})


class LineChangeFilter(PageArguments):
    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class ProposedLineChange(Proposed):
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    before = fields.Nested(LineValues, required=True)
    after = fields.Nested(LineValues, required=True)
    letter = fields.String(required=True)


class ProposedLineChanges(Page):
    items = fields.List(fields.Nested(ProposedLineChange), required=True)
