"""What the answer to an upload says of the reading, whichever list it was."""

from marshmallow import fields

from ..schemas import Schema


class RowFault(Schema):
    row = fields.Integer(required=True, metadata={"description": "Nomor baris seperti di lembar kerja"})
    column = fields.String(required=True, allow_none=True, metadata={"description": "Judul kolom; null: seluruh baris"})
    message = fields.String(required=True)


class UnreadColumn(Schema):
    column = fields.String(required=True)
    cells = fields.Integer(required=True, metadata={"description": "Banyaknya sel yang berisi"})


class Reading(Schema):
    errors = fields.List(
        fields.Nested(RowFault),
        required=True,
        metadata={"description": "Yang paling mendasar dahulu; paling banyak 200"},
    )
    faults = fields.Integer(required=True, metadata={"description": "Banyaknya kesalahan seluruhnya"})
    fault_file = fields.String(
        required=True, allow_none=True, metadata={"description": "Nomor daftar seluruh kesalahan, disimpan satu jam"}
    )
    unread = fields.List(
        fields.Nested(UnreadColumn), required=True, metadata={"description": "Kolom yang ada tetapi tidak dibaca"}
    )
