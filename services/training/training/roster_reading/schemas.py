from asnkit.schemas import Schema
from marshmallow import fields, validate

from .domain import LIMIT_PERSONS


class Persons(Schema):
    persons = fields.List(fields.UUID(), required=True, validate=validate.Length(1, LIMIT_PERSONS))


class Name(Schema):
    """`name` is null where the person's key is destroyed."""

    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class Names(Schema):
    items = fields.List(fields.Nested(Name), required=True)
