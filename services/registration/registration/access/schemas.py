from asnkit.schemas import Schema
from marshmallow import fields


class Access(Schema):
    id = fields.String(required=True)
    at = fields.String(required=True)
    what = fields.String(
        required=True,
        metadata={
            "description": "entered: masuk, failed: gagal masuk, password_renewed: kata sandi diganti dengan kode"
        },
    )
    device = fields.String(metadata={"description": "Masuk: KNOWN perangkat yang dikenal, NEW perangkat baru"})
    address = fields.String(allow_none=True, metadata={"description": "Masuk dan ganti kata sandi: alamat internet"})
    tries = fields.Integer(metadata={"description": "Gagal: berapa kali"})
    since = fields.String(metadata={"description": "Gagal: sejak kapan"})


class Accesses(Schema):
    items = fields.List(fields.Nested(Access), required=True)
