from asnkit.schemas import Schema
from marshmallow import fields, validate

from .domain import LIMIT_PERSONS


class Persons(Schema):
    persons = fields.List(fields.UUID(), required=True, validate=validate.Length(1, LIMIT_PERSONS))


class TieBreak(Schema):
    person = fields.String(required=True)
    gpa = fields.String(required=True, allow_none=True, metadata={"description": "Desimal sebagai teks"})
    birth_date = fields.String(required=True)


class TieBreaks(Schema):
    items = fields.List(fields.Nested(TieBreak), required=True)


class Name(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True)


class Names(Schema):
    items = fields.List(fields.Nested(Name), required=True)


class Contact(Schema):
    person = fields.String(required=True)
    email = fields.String(required=True)


class Contacts(Schema):
    items = fields.List(fields.Nested(Contact), required=True)
