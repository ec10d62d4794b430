from asnkit.schemas import Address, Digits, Schema
from marshmallow import fields, validate

from ..rules.password import SHORTEST
from ..signin.schemas import Password
from .renewing import CODE_DIGITS


class Forgotten(Schema):
    email = Address(required=True)
    device = fields.String(load_default="", validate=validate.Length(max=100))


class Renew(Schema):
    recovery = fields.UUID(required=True, metadata={"description": "Nomor permintaan kode"})
    code = Digits(
        required=True,
        validate=validate.Regexp(rf"^[0-9]{{{CODE_DIGITS}}}\Z", error=f"Tulis {CODE_DIGITS} angka dari surat itu."),
    )
    password = Password(SHORTEST, required=True)
