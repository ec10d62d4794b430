from asnkit.paging import Page, PageArguments
from asnkit.schemas import Digits, Line, Prose, Schema
from marshmallow import fields, validate

from ..account.schemas import NAME
from .domain import ACCEPTED, REASONS, REFUSED


class AskCorrection(Schema):
    """Name, birth date and NIK as the identity card has them; what is the same stays."""

    name = Line(required=True, validate=NAME)
    birth_date = fields.Date(required=True)
    nik = Digits(required=True, validate=validate.Length(1, 32))
    text = Prose(required=True, validate=validate.Length(1, 1000), metadata={"description": "Apa yang salah, mengapa"})


class CorrectionDecision(Schema):
    reason = fields.String(required=True, validate=validate.OneOf(list(REASONS)))


class CorrectionFilter(PageArguments):
    status = fields.String(validate=validate.OneOf(["open", ACCEPTED, REFUSED]))


class Correction(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    person = fields.String(required=True)
    fields_ = fields.List(fields.String(), required=True, data_key="fields")
    status = fields.String(required=True, metadata={"description": "open, ACCEPTED, REFUSED"})
    asked_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    reason_text = fields.String(required=True, allow_none=True)


class Corrections(Page):
    items = fields.List(fields.Nested(Correction), required=True)
    total = fields.Integer(required=True)


class CorrectedField(Schema):
    """Null where the person's key is destroyed."""

    field = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class Touched(Schema):
    """An application that was sent under what stands, and how far it came."""

    id = fields.String(required=True)
    period = fields.String(required=True)
    participant_no = fields.String(required=True)
    job_name = fields.String(required=True)
    status = fields.String(required=True)


class CorrectionWithValues(Correction):
    values = fields.List(fields.Nested(CorrectedField), required=True)
    text = fields.String(required=True, allow_none=True)
    document = fields.String(required=True, metadata={"description": "KTP yang ditunjukkan"})
    applications = fields.List(fields.Nested(Touched), required=True)


class OwnCorrection(Schema):
    id = fields.String(required=True)
    status = fields.String(required=True)
    asked_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    values = fields.List(fields.Nested(CorrectedField), required=True)
    text = fields.String(required=True, allow_none=True)


class OwnCorrections(Schema):
    items = fields.List(fields.Nested(OwnCorrection), required=True)
