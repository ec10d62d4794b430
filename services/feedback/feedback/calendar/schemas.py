from asnkit.paging import Page
from asnkit.schemas import Schema, SignedEvent
from marshmallow import fields, validate

DECREE = r"SKB [A-Za-z0-9/, ]{3,196}\Z"
"""As the terms of complaints name it."""


def _days(what: str):
    return fields.List(fields.Date(), load_default=[], validate=validate.Length(max=60), metadata={"description": what})


class ProposeAmendment(Schema):
    year = fields.Integer(required=True, strict=True, validate=validate.Range(2024, 2999))
    decree = fields.String(required=True, validate=validate.Regexp(DECREE))
    added = _days("Hari kerja yang menjadi libur atau cuti bersama")
    removed = _days("Libur atau cuti bersama yang menjadi hari kerja")


class ApproveAmendment(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class Amendment(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    year = fields.Integer(required=True)
    decree = fields.String(required=True)
    added = fields.List(fields.String(), required=True)
    removed = fields.List(fields.String(), required=True)
    status = fields.String(required=True)
    at = fields.String(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    proposer = fields.String(required=True)


class AmendmentPage(Page):
    items = fields.List(fields.Nested(Amendment), required=True)
    total = fields.Integer(required=True)


class Year(Schema):
    year = fields.Integer(required=True)
    decree = fields.String(required=True, allow_none=True, metadata={"description": "null: belum ditetapkan"})
    days = fields.List(fields.String(), required=True)


class Calendar(Schema):
    years = fields.List(fields.Nested(Year), required=True)
