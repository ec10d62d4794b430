from asnkit.schemas import Schema
from marshmallow import fields


class Note(Schema):
    by = fields.String(required=True, metadata={"description": "officer atau unit"})
    at = fields.String(required=True)
    text = fields.String(required=True, allow_none=True, metadata={"description": "null: sudah dihapus"})
