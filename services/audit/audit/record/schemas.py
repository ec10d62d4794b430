from asnkit.schemas import REASON, Prose, Schema
from marshmallow import fields

from ..objects import OBJECT


class LookAt(Schema):
    person = fields.UUID(required=True, metadata={"description": "Nama samaran"})
    about = fields.String(load_default=None, allow_none=True, validate=OBJECT)
    reason = Prose(required=True, validate=REASON)


class Opened(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True, metadata={"description": "null: datanya sudah dihapus"})
