from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..evidence.domain import KINDS
from ..evidence.schemas import EvidenceRow
from ..rules.professionalism import CATEGORIES, COMPETENCE, MOST
from ..rules.proof import COUNTS, OTHER_GROUP, SURPASSED, TOO_FEW_HOURS, TOO_OLD

GROUPS = tuple(COMPETENCE)
NAMES = (*(name for _, name in CATEGORIES), "SANGAT_RENDAH")
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
