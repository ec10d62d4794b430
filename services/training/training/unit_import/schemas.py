from asnkit.schemas import Line, Schema, SignedEvent
from asnkit.sheet.schemas import Reading
from marshmallow import fields, validate


class UploadUnits(Schema):
    file = Line(required=True, validate=validate.Length(1, 255), metadata={"description": "Nama berkas"})


class ApproveUnits(Schema):
    staged = fields.Nested(SignedEvent, required=True)


class UnitRow(Schema):
    row = fields.Integer(required=True, metadata={"description": "Nomor baris dalam berkas; judul kolom baris 1"})
    called = fields.String(required=True)
    kind = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True, metadata={"description": "Nama unit induk"})
    since = fields.String(required=True)
    basis = fields.String(required=True)
    aliases = fields.List(fields.String(), required=True)


class UnitList(Reading):
    """What a file holds. With faults nothing is kept and `id` is null."""

    id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    file = fields.String(required=True)
    sha256 = fields.String(required=True)
    units = fields.Integer(required=True)
    approved = fields.Boolean(required=True)
    staged = fields.Nested(SignedEvent, required=True, allow_none=True)
    rows = fields.List(fields.Nested(UnitRow), required=True)
