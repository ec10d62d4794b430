from asnkit.schemas import Address, Schema
from marshmallow import fields, validate

from .tokens import PATTERN


class Follow(Schema):
    email = Address(required=True)


class Token(Schema):
    token = fields.String(required=True, validate=validate.Regexp(PATTERN, error="Tautan ini tidak lengkap."))
