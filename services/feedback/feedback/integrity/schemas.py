from asnkit.paging import Page
from asnkit.schemas import REASON, Prose, Schema
from marshmallow import fields, validate

from .domain import OUTCOMES


class CloseReport(Schema):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    text = Prose(required=True, validate=[validate.Length(max=2000), REASON[1]])


class ReportSummary(Schema):
    id = fields.String(required=True)
    number = fields.String(required=True)
    status = fields.String(required=True)
    submitted_on = fields.String(required=True)
    said = fields.Boolean(required=True, metadata={"description": "Ada tulisan yang belum dibuka"})


class IntegrityReports(Page):
    items = fields.List(fields.Nested(ReportSummary), required=True)
    total = fields.Integer(required=True)
    waiting = fields.Integer(required=True, metadata={"description": "Belum selesai"})


class SaidInReport(Schema):
    by = fields.String(required=True)
    kind = fields.String(required=True)
    day = fields.String(required=True)
    text = fields.String(required=True)


class IntegrityReport(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    number = fields.String(required=True)
    status = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    submitted_on = fields.String(required=True)
    text = fields.String(required=True)
    messages = fields.List(fields.Nested(SaidInReport), required=True)
