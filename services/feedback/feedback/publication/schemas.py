from asnkit.paging import Page, PageArguments
from asnkit.schemas import Schema, SignedEvent
from marshmallow import fields, validate

from ..survey.schemas import IkmFigures


class ProposePublication(Schema):
    survey = fields.UUID(required=True)


class PublicationFilter(PageArguments):
    survey = fields.UUID()
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class Publication(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    survey = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau rejected"})
    proposed = fields.Nested(SignedEvent, required=True)
    proposed_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang mengusulkannya"})
    index = fields.Nested(IkmFigures, required=True, metadata={"description": "Yang akan terbit, angka demi angka"})


class Publications(Page):
    items = fields.List(fields.Nested(Publication), required=True)
    total = fields.Integer(required=True)
