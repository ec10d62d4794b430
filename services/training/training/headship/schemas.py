from asnkit.schemas import Line, Schema
from marshmallow import fields, validate


class Dated(Schema):
    since = fields.Date(required=True, metadata={"description": "Berlaku mulai, hari di Tanjungbalai"})
    decree_no = Line(required=True, validate=validate.Length(3, 80), metadata={"description": "Nomor keputusannya"})


class AssignHead(Dated):
    person = fields.UUID(required=True)
    acting = fields.Boolean(load_default=False, metadata={"description": "Pelaksana tugas (Plt.)"})


class VacateHead(Dated):
    pass


class Term(Schema):
    """`person` is null while nobody leads."""

    person = fields.String(required=True, allow_none=True)
    acting = fields.Boolean(required=True)
    since = fields.String(required=True)
    decree_no = fields.String(required=True)


class Heads(Schema):
    """Newest first; `now` is who leads today."""

    version = fields.Integer(required=True)
    now = fields.Nested(Term, required=True, allow_none=True)
    items = fields.List(fields.Nested(Term), required=True)


class SuperiorArguments(Schema):
    on = fields.Date(metadata={"description": "Hari yang ditanyakan; kosong: hari ini"})


class Superior(Schema):
    """`unit` is null where nobody knows the unit's name, `superior` where nobody above leads."""

    unit = fields.String(required=True, allow_none=True)
    superior = fields.String(required=True, allow_none=True)
    superior_unit = fields.String(required=True, allow_none=True)
    superior_unit_name = fields.String(required=True, allow_none=True)
    acting = fields.Boolean(required=True)
