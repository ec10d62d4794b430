from asnkit.parked import parked
from asnkit.schemas import Schema
from marshmallow import fields, validate

KINDS = ("calendar", "ikm", "publication", "cycle_change")
TURNS = ("you", "second", "other")


class WaitingOne(Schema):
    """One thing to do; whoever has the role may propose an index."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    turn = fields.String(
        required=True,
        validate=validate.OneOf(TURNS),
        metadata={"description": "you: Anda; second: tanda tangan kedua, Anda; other: orang lain sesudah Anda"},
    )
    id = fields.String(required=True, metadata={"description": "Usulan, atau survei"})
    of = fields.String(required=True, allow_none=True, metadata={"description": "Survei atau siklus usulan ini"})
    about = fields.String(required=True, metadata={"description": "Keputusan, surat, layanan, atau judul survei"})
    since = fields.String(required=True)


class Signatures(Schema):
    """Of each kind the oldest 25."""

    items = fields.List(fields.Nested(WaitingOne), required=True)


class SurveyNumbers(Schema):
    open = fields.Integer(required=True)
    unpublished = fields.Integer(required=True)


class Waiting(Schema):
    """`items` of a kind are the oldest 25; `surveys` counts all."""

    items = fields.List(fields.Nested(WaitingOne), required=True)
    surveys = fields.Nested(SurveyNumbers, required=True)
    comments = fields.Integer(required=True, metadata={"description": "Tanggapan yang menunggu dibaca"})
    parked = parked()
