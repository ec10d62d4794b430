from asnkit.mint import AccessToken, Audience
from asnkit.schemas import Schema
from marshmallow import fields, validate

from .choice import OFFICE


class WantedRole(Audience):
    role = fields.String(
        load_default=None,
        validate=validate.OneOf(OFFICE),
        metadata={"description": "Boleh kosong bila hanya satu yang dipegang"},
    )


class RoleToken(AccessToken):
    role = fields.String(required=True)


class Choice(Schema):
    role = fields.String(required=True)
    until = fields.String(required=True, allow_none=True, metadata={"description": "Hari terakhirnya; null: tanpa"})
    unit = fields.String(
        required=True, allow_none=True, metadata={"description": "Unit penghubung, idnya di daftar unit"}
    )
    period = fields.String(required=True, allow_none=True, metadata={"description": "Satu periode; null: semua"})


class Choices(Schema):
    items = fields.List(fields.Nested(Choice), required=True)
