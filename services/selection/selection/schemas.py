"""Fields that several parts of selection share."""

from asnkit.schemas import Schema
from marshmallow import fields, validate

MOST_ROWS = 1000


class PartArguments(Schema):
    """Which rows of a list that never changes: any part of it costs the same."""

    offset = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, MOST_ROWS))
