import re

from asnkit.schemas import Address, CommandAnswer, Digits, Line, Schema, SignedEvent
from marshmallow import ValidationError, fields, post_load, validate

from ..rules import name
from ..rules.password import SHORTEST
from ..signin.schemas import Entered, Password
from . import domain
from .proof import CODE_DIGITS

SIXTEEN = validate.Regexp(r"^[0-9]{16}\Z", error="Nomor KK harus terdiri atas tepat 16 angka.")
SHOWN = 500
"""So many erasures in the list; there are never that many."""
PHONE = validate.Regexp(r"^(\+?62|0)8[0-9]{7,12}\Z", error="Tulis nomor HP seperti 081234567890.")
REFERENCE = validate.Regexp(
    r"^[0-9]{1,6}/[A-Z]{2,10}/[0-9]{4}\Z", error="Tulis nomor seperti 12/PDP/2027: angka, kode unit, tahun."
)


def _name(text: str) -> None:
    try:
        name.check(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from None


NAME = [validate.Length(max=name.LONGEST), _name]


class Consent(Schema):
    notice = fields.String(
        required=True, validate=validate.OneOf(domain.NOTICES), metadata={"description": "Versi pemberitahuan"}
    )
    purposes = fields.List(
        fields.String(validate=validate.OneOf(domain.PURPOSES)), required=True, validate=validate.Length(1, 3)
    )


class CreateAccount(Schema):
    nik = Digits(required=True, validate=validate.Length(1, 32))
    family_card_no = Digits(required=True, validate=SIXTEEN)
    name = Line(required=True, validate=NAME)
    birth_date = fields.Date(required=True)
    sex = fields.String(required=True, validate=validate.OneOf(["M", "F"]))
    email = Address(required=True)
    phone = Digits(required=True, validate=PHONE)
    password = Password(SHORTEST, required=True)
    consent = fields.Nested(Consent, required=True)
    ask = fields.Boolean(
        load_default=False,
        metadata={"description": "Tanyakan dahulu bila NIK menunjukkan tanggal lahir atau jenis kelamin lain"},
    )

    @post_load
    def plain(self, data, **_):
        data["phone"] = "+62" + re.sub(r"^(\+?62|0)", "", data["phone"])
        data["consent"]["purposes"] = sorted(set(data["consent"]["purposes"]))
        return data


class Nothing(Schema):
    """No fields."""


class Code(Schema):
    code = Digits(
        required=True,
        validate=validate.Regexp(rf"^[0-9]{{{CODE_DIGITS}}}\Z", error=f"Tulis {CODE_DIGITS} angka dari surat itu."),
    )


class CorrectAddress(Schema):
    """The password is the one that was given with the account."""

    person = fields.UUID(required=True, metadata={"description": "Nomor akun yang menunggu kode"})
    email = Address(required=True)
    password = Password(required=True)


class ChangeAddress(Schema):
    email = Address(required=True)
    password = Password(required=True)


class ProveChange(Code):
    change = fields.UUID(required=True, metadata={"description": "Nomor permintaan ganti surel"})


class Proved(Entered):
    """The person is signed in; `answer` is what the proof recorded."""

    answer = fields.Nested(CommandAnswer, required=True)


class Account(Schema):
    """Everything that registration holds of the person who asks."""

    id = fields.String(required=True)
    nik = fields.String(required=True)
    family_card_no = fields.String(required=True)
    name = fields.String(required=True)
    birth_date = fields.String(required=True)
    sex = fields.String(required=True)
    email = fields.String(required=True)
    phone = fields.String(required=True)
    nik_check = fields.String(required=True)
    consent = fields.Nested(Consent, required=True)
    created_at = fields.String(required=True)
    erasure_due = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Sejak kapan dapat dihapus, bila diminta"},
    )
    erasure_asked_at = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Kapan Anda meminta penghapusan, bila menunggu petugas"},
    )


class RequestErasure(Schema):
    basis = fields.String(required=True, validate=validate.OneOf(domain.BASES))
    reference = Line(
        required=True, validate=REFERENCE, metadata={"description": "Nomor permintaan atau daftar retensi"}
    )


class ConfirmErasure(Schema):
    requested = fields.Nested(SignedEvent, required=True, metadata={"description": "Permintaan yang Anda baca"})


class Erasure(Schema):
    """A request that waits for its second person; nothing of the person's data."""

    version = fields.Integer(required=True)
    basis = fields.String(required=True)
    reference = fields.String(required=True)
    at = fields.String(required=True)
    due = fields.String(required=True, metadata={"description": "Sejak kapan orang lain dapat memastikannya"})
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang memintanya"})
    requested = fields.Nested(SignedEvent, required=True)


class AskedErasure(Schema):
    """What was asked by the person, or requested by the office; nothing of the person's data."""

    person = fields.String(required=True)
    asked_at = fields.String(required=True, allow_none=True, metadata={"description": "Diminta pemiliknya"})
    basis = fields.String(required=True, allow_none=True)
    reference = fields.String(required=True, allow_none=True)
    at = fields.String(required=True, allow_none=True)
    due = fields.String(required=True, allow_none=True)
    yours = fields.Boolean(required=True)


class Erasures(Schema):
    items = fields.List(fields.Nested(AskedErasure), required=True)
