from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from ..rules.ranks import RANKS
from .career import REASONS
from .tenure import CHANGES

DECREE = validate.Length(3, 120)


class RosterFilter(PageArguments):
    unit = Line(validate=validate.Length(1, 200))


class TransferServant(Schema):
    unit = fields.UUID(required=True)
    job_code = Line(required=True, validate=validate.Length(1, 40))
    job_name = Line(required=True, validate=validate.Length(3, 200))
    decree_no = Line(required=True, validate=DECREE)
    effective = fields.Date(required=True, metadata={"description": "TMT, hari di Tanjungbalai"})


class PromoteServant(Schema):
    rank = fields.String(required=True, validate=validate.OneOf(RANKS), metadata={"description": "Golongan ruang"})
    decree_no = Line(required=True, validate=DECREE)
    effective = fields.Date(required=True, metadata={"description": "TMT, hari di Tanjungbalai"})


class GrantLeave(Schema):
    since = fields.Date(required=True, metadata={"description": "Hari pertama cuti"})
    until = fields.Date(required=True, metadata={"description": "Hari terakhir cuti"})
    decree_no = Line(required=True, validate=DECREE)


class EndService(Schema):
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    decree_no = Line(required=True, validate=DECREE)
    effective = fields.Date(required=True, metadata={"description": "Hari pertama tidak lagi menjadi ASN"})


class ProposeDecree(Schema):
    change = fields.String(required=True, validate=validate.OneOf(CHANGES))
    decree_no = Line(required=True, validate=DECREE)
    effective = fields.Date(required=True, metadata={"description": "TMT, atau hari pertama tidak lagi menjadi ASN"})
    health_letter_no = Line(
        load_default=None, allow_none=True, validate=DECREE, metadata={"description": "Hanya untuk pengangkatan"}
    )


class Decree(Schema):
    """What waits for its second signature."""

    change = fields.String(required=True, validate=validate.OneOf(CHANGES))
    decree_no = fields.String(required=True)
    effective_date = fields.String(required=True)
    health_letter_no = fields.String(required=True, allow_none=True)
    proposed = fields.Nested(SignedEvent, required=True)
    proposer = fields.String(required=True)


class Ready(Schema):
    person = fields.String(required=True)
    unit = fields.String(required=True)
    job_name = fields.String(required=True)
    permanent_from = fields.String(required=True, metadata={"description": "Sejak hari ini dapat diangkat"})
    change = fields.String(required=True, allow_none=True, metadata={"description": "Yang sudah diusulkan"})


class Probation(Page):
    items = fields.List(fields.Nested(Ready), required=True)
    total = fields.Integer(required=True)


class Station(Schema):
    unit = fields.String(required=True)
    job_code = fields.String(required=True)
    job_name = fields.String(required=True)
    decree_no = fields.String(required=True)
    effective_date = fields.String(required=True)


class Rank(Schema):
    rank = fields.String(required=True, metadata={"description": "Golongan ruang"})
    decree_no = fields.String(required=True)
    effective_date = fields.String(required=True)


class Leave(Schema):
    since = fields.String(required=True)
    until = fields.String(required=True)
    decree_no = fields.String(required=True)


class Stations(Schema):
    """Newest first."""

    version = fields.Integer(required=True)
    items = fields.List(fields.Nested(Station), required=True)
    ranks = fields.List(fields.Nested(Rank), required=True)
    leaves = fields.List(fields.Nested(Leave), required=True)
    waiting = fields.Nested(Decree, required=True, allow_none=True)


class Enrolment(Schema):
    id = fields.String(required=True)
    course = fields.String(required=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP"})
    confirmed_at = fields.String(required=True)
    completed_on = fields.String(required=True, allow_none=True)
    certificate_no = fields.String(required=True, allow_none=True)
    latsar = fields.String(required=True, allow_none=True, metadata={"description": "Latsar yang dimulai di sini"})


class CivilServant(Schema):
    """A person by id; the name stands only in registration."""

    person = fields.String(required=True)
    status = fields.String(required=True, allow_none=True)
    rank = fields.String(required=True, allow_none=True, metadata={"description": "Golongan ruang"})
    away_until = fields.String(required=True, allow_none=True, metadata={"description": "Hari terakhir cutinya"})
    unit = fields.String(required=True, allow_none=True)
    job_code = fields.String(required=True, allow_none=True)
    job_name = fields.String(required=True, allow_none=True)
    decree_no = fields.String(required=True, allow_none=True)
    effective_date = fields.String(required=True, allow_none=True)
    left_at = fields.String(required=True, allow_none=True, metadata={"description": "Tidak lagi menjadi ASN sejak"})
    left_reason = fields.String(required=True, allow_none=True)
    enrolments = fields.List(fields.Nested(Enrolment), required=True)
    hours_by_year = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    yearly_hours = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True, metadata={"description": "Tanpa Latsar"}
    )
    yearly_target = fields.Integer(required=True, metadata={"description": "JP setahun"})
    yearly_most = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Bagi PPPK: paling banyak setahun, sebagai ganti target"},
    )


class Roster(Page):
    items = fields.List(fields.Nested(CivilServant), required=True)
    total = fields.Integer(required=True)


class TrainingCounts(Schema):
    civil_servants = fields.Integer(required=True)
    enrolments = fields.Integer(required=True)
    completed = fields.Integer(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP yang dikreditkan"})
