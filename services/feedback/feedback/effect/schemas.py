from asnkit.schemas import Schema
from marshmallow import fields


class MeasureEffect(Schema):
    session = fields.UUID(required=True, metadata={"description": "Sesi dengan pembanding yang ditetapkan"})


class Measured(Schema):
    """As `effect.measured` says it."""

    session = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    months = fields.Integer(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    measure = fields.String(required=True)
    units = fields.List(fields.String(), required=True)
    others = fields.List(fields.String(), required=True)
    figures = fields.Dict(required=True, metadata={"description": "Unsur → jumlah jawaban, jumlah, jumlah kuadrat"})
    complaints = fields.Dict(required=True)
    group = fields.Dict(required=True, allow_none=True)
    at = fields.String(required=True)


class Effects(Schema):
    measured = fields.List(fields.Nested(Measured), required=True)
