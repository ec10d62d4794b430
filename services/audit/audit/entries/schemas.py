"""What an auditor asks for and gets."""

from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

PAGE = 100

_LENGTH = validate.Length(1, 200)


class Search(Schema):
    subject = Line(validate=_LENGTH, metadata={"description": "Nomor aliran, misalnya application-…"})
    name = Line(
        validate=_LENGTH, metadata={"description": "Nama peristiwa, misalnya registration.application.submitted"}
    )
    correlation = Line(validate=_LENGTH, metadata={"description": "Nomor jejak yang mengikat sebab dan akibat"})
    since = fields.DateTime(metadata={"description": "Dicatat sejak (RFC 3339)"})
    until = fields.DateTime(metadata={"description": "Dicatat sebelum (RFC 3339)"})
    before = fields.Integer(validate=validate.Range(0), metadata={"description": "Hanya nomor di bawah ini"})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 1000))


class Entry(Schema):
    index = fields.Integer(required=True)
    id = fields.String(required=True)
    name = fields.String(required=True)
    source = fields.String(required=True)
    subject = fields.String(required=True)
    streamversion = fields.Integer(required=True)
    time = fields.String(required=True)
    validtime = fields.String(allow_none=True)
    actor = fields.String(required=True)
    correlationid = fields.String(required=True)
    causationid = fields.String(allow_none=True)
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 dari byte peristiwa"})
    data = fields.Dict(metadata={"description": "Isi peristiwa; data pribadi tetap tersegel"})


class Entries(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Entry), required=True)
