from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..objects import OBJECT


class LookAt(Schema):
    person = fields.UUID(required=True, metadata={"description": "Nama samaran"})
    about = fields.String(load_default=None, allow_none=True, validate=OBJECT)
    reason = fields.String(required=True, validate=validate.Length(5, 1000))


class Opened(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True, metadata={"description": "null: datanya sudah dihapus"})
