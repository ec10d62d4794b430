from asnkit.schemas import Line, Schema
from asnkit.sheet.schemas import Reading
from marshmallow import fields, validate

from ..period.schemas import CODE
from ..vacancy.schemas import FormationLine


class UploadList(Schema):
    period = fields.String(required=True, validate=CODE)
    file = Line(required=True, validate=validate.Length(1, 255), metadata={"description": "Nama berkas"})


class FormationRow(FormationLine):
    row = fields.Integer(required=True, metadata={"description": "Nomor baris dalam berkas; judul kolom baris 1"})


class FormationList(Reading):
    """What a file holds. With faults nothing is kept and `id` is null."""

    id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    period = fields.String(required=True)
    file = fields.String(required=True)
    sha256 = fields.String(required=True)
    lines = fields.Integer(required=True)
    quota = fields.Integer(required=True)
    approved = fields.Boolean(required=True)
    rows = fields.List(fields.Nested(FormationRow), required=True)
