from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from ..period.schemas import CODE
from ..vacancy.schemas import LineValues
from .domain import REASONS


class ProposeLineChange(Schema):
    vacancy = fields.UUID(required=True)
    after = fields.Nested(LineValues, required=True)
    reason_code = fields.String(required=True, validate=validate.OneOf(REASONS))
    letter = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat dasarnya"})


class SignLineChange(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class LineChangeFilter(PageArguments):
    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class ProposedLineChange(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau rejected"})
    before = fields.Nested(LineValues, required=True)
    after = fields.Nested(LineValues, required=True)
    reason_code = fields.String(required=True)
    reason_text = fields.String(required=True)
    letter = fields.String(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    proposed_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang mengusulkannya"})


class ProposedLineChanges(Page):
    items = fields.List(fields.Nested(ProposedLineChange), required=True)
