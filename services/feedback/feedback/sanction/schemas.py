from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from .domain import LEVELS


class RecordSanction(Schema):
    level = fields.String(required=True, validate=validate.OneOf(LEVELS))
    decree_no = Line(required=True, validate=validate.Length(3, 120))
    day = fields.Date(required=True, metadata={"description": "Hari keputusan itu"})


class WithdrawSanction(Schema):
    reason = Prose(required=True, validate=[validate.Length(max=1000), REASON[1]])
