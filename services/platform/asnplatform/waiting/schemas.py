from asnkit.parked import parked
from asnkit.schemas import Schema
from marshmallow import fields, validate

KINDS = ("agency", "endpoint", "role", "role_review", "role_extension", "role_end", "agency_end")
TURNS = ("you", "second", "other")


class WaitingOne(Schema):
    """One thing to do."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    turn = fields.String(
        required=True,
        validate=validate.OneOf(TURNS),
        metadata={"description": "you: Anda; second: tanda tangan kedua, Anda; other: orang lain sesudah Anda"},
    )
    id = fields.String(required=True)
    about = fields.String(required=True, metadata={"description": "Nama instansi, tujuan webhook, atau peran"})
    since = fields.String(required=True)
    due = fields.String(metadata={"description": "Hari terakhir untuk meninjau peran, atau hari terakhir pemberian"})


class Waiting(Schema):
    """The oldest 25."""

    items = fields.List(fields.Nested(WaitingOne), required=True)
    parked = parked()
