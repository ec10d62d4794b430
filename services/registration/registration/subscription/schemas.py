from asnkit.schemas import Schema
from marshmallow import fields, validate

from .tokens import PATTERN


class Stop(Schema):
    token = fields.String(required=True, validate=validate.Regexp(PATTERN, error="Tautan ini tidak lengkap."))


class Choose(Schema):
    stopped = fields.Boolean(required=True, metadata={"description": "Benar: tanpa surel di samping pesan"})


class Subscription(Choose):
    """What somebody has chosen; e-mail comes unless it was stopped."""
