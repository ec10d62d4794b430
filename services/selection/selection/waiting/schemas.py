from asnkit.parked import parked
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..round.schemas import StandingRound

KINDS = ("rules", "scores", "amendment", "objection", "tie", "result")
TURNS = ("you", "second", "other")


class WaitingOne(Schema):
    """One thing that the committee has to do. A result that is yours to do is published, an objection answered."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    turn = fields.String(
        required=True,
        validate=validate.OneOf(TURNS),
        metadata={"description": "you: Anda; second: tanda tangan kedua, Anda; other: orang lain sesudah Anda"},
    )
    id = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True, allow_none=True)
    about = fields.String(required=True, metadata={"description": "Nomor peserta, nama berkas, formasi, atau aturan"})
    since = fields.String(required=True, allow_none=True)
    due = fields.String(required=True, allow_none=True)


class Waiting(Schema):
    """`items` of a kind are the oldest 25; `totals` counts all of each kind."""

    items = fields.List(fields.Nested(WaitingOne), required=True)
    totals = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    rounds = fields.List(fields.Nested(StandingRound), required=True, metadata={"description": "25 seleksi terbaru"})
    parked = parked()
