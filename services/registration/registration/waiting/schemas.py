from asnkit.parked import parked
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..period.schemas import Announced, PeriodProgress

KINDS = (
    "file", "files", "objections", "acceptance", "contest", "correction", "erasure", "period_change", "vacancy_change",
    "announcement_change", "template",
)  # fmt: skip
TURNS = ("you", "second", "other", "early")


class WaitingOne(Schema):
    """One thing to do; `files` and `objections` are those of a whole period, `number` of them."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    turn = fields.String(
        required=True,
        validate=validate.OneOf(TURNS),
        metadata={
            "description": "you: Anda; second: tanda tangan kedua, Anda; other: orang lain; early: belum waktunya"
        },
    )
    id = fields.String(required=True, metadata={"description": "Milik hal itu: lamaran, sanggahan, akun, periode, …"})
    period = fields.String(required=True, allow_none=True)
    about = fields.String(required=True, metadata={"description": "Nomor peserta dan jabatan; kosong bila tidak ada"})
    number = fields.Integer(required=True)
    since = fields.String(required=True, allow_none=True)
    due = fields.String(required=True, allow_none=True, metadata={"description": "Saat atau tanggal"})


class PeriodWaiting(PeriodProgress):
    """How far a period is; `announced` by stage, the newest of each."""

    name = fields.String(required=True)
    open = fields.Boolean(required=True)
    registration_closes = fields.String(required=True)
    announced = fields.Dict(keys=fields.String(), values=fields.Nested(Announced), required=True)


class Waiting(Schema):
    """`items` of a kind are the oldest 25."""

    items = fields.List(fields.Nested(WaitingOne), required=True)
    periods = fields.List(fields.Nested(PeriodWaiting), required=True, metadata={"description": "25 periode terbaru"})
    parked = parked()
