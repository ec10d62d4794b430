from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..evidence.domain import KINDS
from ..evidence.schemas import EvidenceRow
from ..rules.professionalism import COMPETENCE, MOST
from ..rules.proof import COUNTS, OTHER_GROUP, SURPASSED, TOO_FEW_HOURS, TOO_OLD
from .groups import NAMES

GROUPS = tuple(COMPETENCE)
REASONS = (COUNTS, TOO_OLD, OTHER_GROUP, TOO_FEW_HOURS, SURPASSED)
SOURCES = ("certificate", "appraisal", "evidence", "sanction")
POINTS = {"description": "Dengan satu desimal, yang tepat"}


class Dimension(Schema):
    name = fields.String(required=True, validate=validate.OneOf(MOST._fields))
    points = fields.String(required=True, metadata=POINTS)
    most = fields.Integer(required=True)


class Fact(Schema):
    """`id` is the enrolment, appraisal, evidence or sanction; `why` whether it counts, and if not, what keeps it."""

    kind = fields.String(required=True)
    source = fields.String(required=True, validate=validate.OneOf(SOURCES))
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    day = fields.String(required=True)
    value = fields.String(required=True, allow_none=True)
    hours = fields.Integer(required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    why = fields.String(required=True, validate=validate.OneOf(REASONS))


class Way(Schema):
    """Into a higher category; `money` in whole rupiah, as rules/actions.py reckons."""

    category = fields.String(required=True, validate=validate.OneOf(NAMES))
    points = fields.String(required=True, metadata=POINTS)
    parts = fields.List(fields.String(), required=True)
    hours = fields.Integer(required=True)
    money = fields.Integer(required=True)


class HandedIn(EvidenceRow):
    """`title` is null for whoever is erased."""

    title = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class Index(Schema):
    """`category` is null, and `complete` false, while there is no degree or no predicate: the points are the least."""

    person = fields.String(required=True)
    job = fields.String(required=True)
    unit_name = fields.String(required=True, allow_none=True)
    group = fields.String(required=True, validate=validate.OneOf(GROUPS))
    points = fields.String(required=True, metadata=POINTS)
    complete = fields.Boolean(required=True)
    category = fields.String(required=True, allow_none=True, validate=validate.OneOf(NAMES))
    dimensions = fields.List(fields.Nested(Dimension), required=True)
    facts = fields.List(fields.Nested(Fact), required=True)
    by_profession = fields.Boolean(
        required=True, metadata={"description": "Jabatan yang dihitung sudah punya pelatihan fungsional"}
    )
    missing = fields.List(fields.String(validate=validate.OneOf(KINDS)), required=True)
    ways = fields.List(fields.Nested(Way), required=True)
    handed_in = fields.List(
        fields.Nested(HandedIn), required=True, metadata={"description": "Bukti yang menunggu atau ditolak"}
    )


class IndexFigures(Schema):
    """Means with one decimal, and people by category; null for fewer than ten people, and within `categories` and
    `without` for fewer than five."""

    people = fields.Integer(required=True)
    points = fields.String(required=True, allow_none=True)
    dimensions = fields.Dict(keys=fields.String(), values=fields.String(), required=True, allow_none=True)
    categories = fields.Dict(
        keys=fields.String(), values=fields.Integer(allow_none=True), required=True, allow_none=True
    )
    without = fields.Dict(keys=fields.String(), values=fields.Integer(allow_none=True), required=True, allow_none=True)


class UnitIndexFigures(IndexFigures):
    unit = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class Groups(Schema):
    city = fields.Nested(IndexFigures, required=True)
    units = fields.List(fields.Nested(UnitIndexFigures), required=True)


class PlanFilter(Schema):
    unit = fields.UUID(load_default=None, metadata={"description": "Kosong: seluruh kota"})
    rise = fields.Integer(
        load_default=5, validate=validate.Range(1, 40), metadata={"description": "Kenaikan rata-rata, dalam poin"}
    )


class RaisingAction(Schema):
    group = fields.String(required=True, validate=validate.OneOf(GROUPS))
    part = fields.String(required=True)
    people = fields.Integer(required=True)
    gain = fields.String(required=True, metadata={"description": "Poin untuk setiap orang"})
    hours = fields.Integer(required=True)
    money = fields.Integer(required=True)


class RaisingPlan(Schema):
    """`after` is null where no trainings raise the mean by so much."""

    people = fields.Integer(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True, allow_none=True)
    actions = fields.List(fields.Nested(RaisingAction), required=True)
    hours = fields.Integer(required=True)
    money = fields.Integer(required=True)
