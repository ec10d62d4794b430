from asnkit.schemas import Schema
from marshmallow import fields, validate

from .domain import LIMIT_PERSONS


class Persons(Schema):
    persons = fields.List(fields.UUID(), required=True, validate=validate.Length(1, LIMIT_PERSONS))


class TieBreak(Schema):
    person = fields.String(required=True)
    gpa = fields.String(required=True, allow_none=True, metadata={"description": "Desimal sebagai teks"})
    birth_date = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "erased: data sudah dihapus"})


class TieBreaks(Schema):
    items = fields.List(fields.Nested(TieBreak), required=True)


class Name(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "erased: data sudah dihapus"})


class Names(Schema):
    items = fields.List(fields.Nested(Name), required=True)
