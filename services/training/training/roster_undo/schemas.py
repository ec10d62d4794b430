from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from ..roster_import.schemas import RowRefusal


class ProposeUndo(Schema):
    basis = Line(required=True, validate=validate.Length(3, 120), metadata={"description": "Nomor surat alasannya"})


class ApproveUndo(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class Undo(Schema):
    version = fields.Integer(required=True)
    basis = fields.String(required=True)
    rows = fields.Integer(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau closed"})
    proposed = fields.Nested(SignedEvent, required=True)
    next = fields.Integer(required=True)
    applied = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    refusals = fields.List(
        fields.Nested(RowRefusal), required=True, metadata={"description": "Yang tetap dalam daftar; 200 yang pertama"}
    )
