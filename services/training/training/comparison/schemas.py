from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..rules.effects import MEASURES, MOST_UNITS
from ..rules.reviews import MEDIUM, STRONG, WEAK

UNITS = validate.Length(max=MOST_UNITS)
MEASURE = validate.OneOf(MEASURES)


class FixComparison(Schema):
    measure = fields.String(required=True, validate=MEASURE, metadata={"description": "Indeks, atau satu unsurnya"})
    units = fields.List(fields.UUID(), required=True, validate=UNITS, metadata={"description": "Yang dilatih"})
    others = fields.List(fields.UUID(), load_default=[], validate=UNITS, metadata={"description": "Pembanding"})


class NamedUnit(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)


class Fixed(Schema):
    measure = fields.String(required=True, validate=MEASURE)
    units = fields.List(fields.Nested(NamedUnit), required=True)
    others = fields.List(fields.Nested(NamedUnit), required=True)
    at = fields.String(required=True)


class Side(Schema):
    """Means from 1 to 4, two decimals, over so many answers; null below ten."""

    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)
    answers_before = fields.Integer(required=True)
    answers_after = fields.Integer(required=True)


class MeasuredElement(Schema):
    measure = fields.String(required=True, validate=MEASURE)
    units = fields.Nested(Side, required=True, allow_none=True)
    others = fields.Nested(Side, required=True, allow_none=True)


class Count(Schema):
    """Complaints in the half-year before and after; null for fewer than ten."""

    before = fields.Integer(required=True, allow_none=True)
    after = fields.Integer(required=True, allow_none=True)


class Group(Schema):
    """How the yearly predicate of who passed moved; null below ten people, or where it would tell of one of them."""

    people = fields.Integer(required=True)
    raised = fields.Integer(required=True, allow_none=True)
    same = fields.Integer(required=True, allow_none=True)
    lowered = fields.Integer(required=True, allow_none=True)


class Effect(Schema):
    """`difference` is the change of the trained units less that of the others, with its 95 % interval."""

    months = fields.Integer(required=True)
    at = fields.String(required=True)
    measure = fields.String(required=True, validate=MEASURE)
    difference = fields.String(required=True, allow_none=True)
    low = fields.String(required=True, allow_none=True)
    high = fields.String(required=True, allow_none=True)
    band = fields.String(required=True, allow_none=True, validate=validate.OneOf((STRONG, MEDIUM, WEAK)))
    elements = fields.List(fields.Nested(MeasuredElement), required=True)
    complaints = fields.Nested(lambda: Complaints(), required=True)
    group = fields.Nested(Group, required=True, allow_none=True)


class Complaints(Schema):
    units = fields.Nested(Count, required=True)
    others = fields.Nested(Count, required=True, allow_none=True)


class Comparison(Schema):
    """`fixed` is null where nobody chose before the session began: then nothing is measured."""

    fixed = fields.Nested(Fixed, required=True, allow_none=True)
    open = fields.Boolean(required=True, metadata={"description": "Masih dapat ditetapkan"})
    least = fields.Integer(required=True)
    effects = fields.List(fields.Nested(Effect), required=True, metadata={"description": "Enam dan dua belas bulan"})
