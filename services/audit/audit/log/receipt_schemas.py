"""What anyone gets to know of one entry and of the log's state."""

from asnkit.schemas import Schema
from marshmallow import fields


class Receipt(Schema):
    index = fields.Integer(required=True, metadata={"description": "Nomor entri, mulai 0"})
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 dari byte peristiwa"})
    size = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Jumlah entri pada titik periksa yang mencakupnya"}
    )
    proof = fields.String(
        required=True, allow_none=True, metadata={"description": "Alamat bukti pohon, begitu titik periksa mencakupnya"}
    )


class Witness(Schema):
    name = fields.String(required=True)
    signs_as = fields.String(required=True, metadata={"description": "Nama pada baris tanda tangannya"})
    key = fields.String(required=True, metadata={"description": "Kunci pemeriksa (C2SP signed-note)"})
    cosigned = fields.Boolean(required=True)


class LogState(Schema):
    origin = fields.String(required=True)
    key = fields.String(required=True, metadata={"description": "Kunci pemeriksa log ini"})
    size = fields.Integer(required=True)
    root = fields.String(required=True, metadata={"description": "Akar pohon, heksadesimal"})
    witnesses_needed = fields.Integer(required=True)
    witnessed = fields.Boolean(required=True, metadata={"description": "Cukup saksi menurut kebijakan"})
    witnesses = fields.List(fields.Nested(Witness), required=True)
