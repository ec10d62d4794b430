from asnkit.paging import Page
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..rules.performance import RATINGS
from .domain import WORDS


class OpenCycle(Schema):
    begins = fields.Date(required=True, metadata={"description": "Hari pertama masa yang dinilai"})
    ends = fields.Date(required=True, metadata={"description": "Hari terakhirnya"})
    on = fields.Date(required=True, metadata={"description": "Peserta: yang menjadi ASN pada hari ini"})
    plan_until = fields.Date(required=True, metadata={"description": "Rencana disepakati paling lambat"})
    rate_from = fields.Date(required=True, metadata={"description": "Laporan dan penilaian mulai"})
    rate_until = fields.Date(required=True, metadata={"description": "Laporan dan penilaian paling lambat"})
    settle_until = fields.Date(required=True, metadata={"description": "Diterima atau ditinjau ulang paling lambat"})


class JudgeUnit(Schema):
    unit = fields.UUID(required=True)
    predicate = fields.String(required=True, validate=validate.OneOf(WORDS))


class CycleMove(Schema):
    """Days that two people moved: as they were and as they are since then."""

    at = fields.String(required=True)
    before = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    after = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    reason_code = fields.String(required=True)
    letter = fields.String(required=True)


class Cycle(Schema):
    """Days, how they moved, and the predicate of each unit (by id) that has one."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    on = fields.String(required=True)
    plan_until = fields.String(required=True)
    rate_from = fields.String(required=True)
    rate_until = fields.String(required=True)
    settle_until = fields.String(required=True)
    moves = fields.List(fields.Nested(CycleMove), required=True, metadata={"description": "Terlama lebih dahulu"})
    units = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class Cycles(Page):
    items = fields.List(fields.Nested(Cycle), required=True)
    total = fields.Integer(required=True)


class Group(Schema):
    """`cells` are numbers of people, a row for each rating of results, a column for each of behaviour, in the order of
    `ratings`; null for fewer than ten people who were rated."""

    rated = fields.Integer(required=True)
    cells = fields.List(fields.List(fields.Integer()), required=True, allow_none=True)


class UnitGroup(Group):
    unit = fields.String(required=True)
    name = fields.String(required=True)
    people = fields.Integer(required=True)
    predicate = fields.String(required=True, allow_none=True)
    exceeds = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "Lebih baik daripada predikat unit; null: ditahan"}
    )


class Calibration(Schema):
    """`population` serve on the cycle's day; `statuses` counts appraisals by where they stand, `heard` those of which
    colleagues said what they think, until it was closed."""

    ratings = fields.List(fields.String(validate=validate.OneOf(RATINGS)), required=True)
    population = fields.Integer(required=True)
    without_superior = fields.Integer(required=True)
    statuses = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    heard = fields.Integer(required=True)
    peer_answers = fields.Integer(required=True)
    city = fields.Nested(Group, required=True)
    units = fields.List(fields.Nested(UnitGroup), required=True)
