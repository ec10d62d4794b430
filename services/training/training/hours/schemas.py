from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

CERTIFICATE = validate.Regexp(
    r"^[0-9A-Z][0-9A-Z./-]{0,59}\Z", error="Tulis nomor seperti pada sertifikat: huruf besar, angka, titik, / atau -."
)


class CreditHours(Schema):
    enrolment = fields.UUID(required=True)
    completed_on = fields.Date(required=True)
    certificate_no = Line(load_default=None, allow_none=True, validate=CERTIFICATE)


class ChangeHours(Schema):
    reason = Prose(required=True, validate=REASON)


class Happened(Schema):
    fact = fields.String(required=True, metadata={"description": "credited, recognised, reversed, atau withdrawn"})
    at = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class Entry(Schema):
    """One entry of the book, of a course (`course`) or of an activity, whose id it has (`kind`)."""

    id = fields.String(required=True)
    person = fields.String(required=True)
    course = fields.String(dump_default=None, allow_none=True)
    title = fields.String(dump_default=None, allow_none=True, metadata={"description": "Judul pelatihannya"})
    kind = fields.String(dump_default=None, allow_none=True)
    certificate_no = fields.String(dump_default=None, allow_none=True)
    hours = fields.Integer(required=True)
    year = fields.Integer(required=True)
    completed_on = fields.String(required=True)
    reversed = fields.Boolean(dump_default=False, metadata={"description": "Dibatalkan; tidak terhitung"})
    told = fields.List(fields.Nested(Happened), dump_default=list, metadata={"description": "Yang terjadi, urut"})


class OneEntry(Entry):
    version = fields.Integer(required=True)


class Book(Schema):
    """Newest training first."""

    items = fields.List(fields.Nested(Entry), required=True)
