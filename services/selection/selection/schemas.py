"""Fields that several parts of selection share."""

from asnkit.schemas import Schema
from marshmallow import fields, validate

SHA256 = validate.Regexp(r"^[0-9a-f]{64}\Z")
MOST_ROWS = 1000


class SignedEvent(Schema):
    """A signed event as somebody has read it."""

    event = fields.String(required=True, validate=validate.Regexp(r"^[a-z_]+-[0-9a-f-]{36}@[1-9][0-9]{0,8}\Z"))
    sha256 = fields.String(required=True, validate=SHA256, metadata={"description": "SHA-256 dari peristiwa itu"})


class PartArguments(Schema):
    """Which rows of a list that never changes: any part of it costs the same."""

    offset = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, MOST_ROWS))
