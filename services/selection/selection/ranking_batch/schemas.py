from asnkit.schemas import Schema
from marshmallow import fields


class LineRefusal(Schema):
    vacancy = fields.String(required=True)
    rule = fields.String(required=True)


class RankingBatch(Schema):
    """An order to compute all rankings of a stage, and how far it is."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    round = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "ordered, closed, atau failed"})
    failed_by = fields.String(required=True, allow_none=True)
    lines = fields.Integer(required=True)
    next = fields.Integer(required=True, metadata={"description": "Formasi yang sudah dikerjakan"})
    applied = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    refusals = fields.List(fields.Nested(LineRefusal), required=True)
