"""What comes in and goes out over HTTP: marshmallow, speaking Indonesian, refusing the unknown."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from marshmallow import RAISE, ValidationError, fields, validate
from marshmallow import Schema as MarshmallowSchema

from . import address, text
from .guards import LARGEST, NOT_TEXT, TOO_LARGE

NO_DAY = "Tanggal tidak sah. Tulis seperti 2026-09-10."
_FIELD_MESSAGES = {
    fields.Field: {
        "required": "Wajib diisi.",
        "null": "Tidak boleh kosong.",
        "validator_failed": "Isian tidak sah.",
    },
    fields.String: {"invalid": "Harus berupa teks.", "invalid_utf8": "Teks tidak dapat dibaca (bukan UTF-8)."},
    fields.Integer: {"invalid": "Harus berupa bilangan bulat."},
    fields.Number: {"invalid": "Harus berupa bilangan.", "too_large": "Bilangan terlalu besar."},
    fields.Decimal: {"special": "Harus berupa bilangan biasa."},
    fields.Boolean: {"invalid": "Harus ya (true) atau tidak (false)."},
    fields.List: {"invalid": "Harus berupa daftar."},
    fields.Nested: {"type": "Harus berupa kelompok isian."},
    fields.Dict: {"invalid": "Harus berupa kelompok isian."},
    fields.DateTime: {
        "invalid": "Waktu tidak sah. Tulis seperti 2026-09-10T16:59:59Z.",
        "invalid_awareness": "Waktu harus menyebut zona, misalnya +07:00.",
        "format": "Waktu tidak dapat ditulis.",
    },
    fields.Date: {
        "invalid": NO_DAY,
        "format": "Tanggal tidak dapat ditulis.",
    },
    fields.Email: {"invalid": "Alamat surel tidak sah. Contoh: nama@contoh.id."},
    fields.UUID: {"invalid_uuid": "Nomor rujukan tidak sah."},
    fields.Url: {"invalid": "Alamat web tidak sah."},
}

_VALIDATOR_MESSAGES = {
    validate.Length: {
        "message_min": "Paling sedikit {min} karakter.",
        "message_max": "Paling banyak {max} karakter.",
        "message_all": "Antara {min} dan {max} karakter.",
        "message_equal": "Harus tepat {equal} karakter.",
    },
    validate.Range: {
        "message_min": "Harus {min_op} {{min}}.",
        "message_max": "Harus {max_op} {{max}}.",
        "message_all": "Harus {min_op} {{min}} dan {max_op} {{max}}.",
        "message_gte": "paling sedikit",
        "message_gt": "lebih dari",
        "message_lte": "paling banyak",
        "message_lt": "kurang dari",
    },
    validate.OneOf: {"default_message": "Harus salah satu dari: {choices}."},
    validate.Regexp: {"default_message": "Bentuk isian tidak sesuai."},
    validate.Equal: {"default_message": "Harus sama dengan {other}."},
}

LONGEST_REASON = 1000
LETTERS_OF_A_REASON, DIFFERENT_LETTERS = 5, 3
EARLIEST, LATEST = 1900, 2999
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _says_why(text: str) -> None:
    """A reason is said in words: whoever reads it later has nothing of five dots."""
    letters = [sign for sign in text.casefold() if sign.isalnum()]
    if len(letters) < LETTERS_OF_A_REASON or len(set(letters)) < DIFFERENT_LETTERS:
        raise ValidationError(f"Tulis alasannya dengan kata-kata, paling sedikit {LETTERS_OF_A_REASON} huruf.")


def _in_this_age(value: date | None) -> None:
    """A moment at the very edge of the calendar has no place in another time zone."""
    if value is not None and not EARLIEST <= value.year <= LATEST:
        raise ValidationError(f"Harus antara tahun {EARLIEST} dan {LATEST}.")


def _day(text: str) -> date:
    """A day as RFC 3339 writes it; not by weeks, nor without its dashes, as Python also reads."""
    if not DAY.match(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _exact(value: int | None) -> None:
    if value is not None and abs(value) > LARGEST:
        raise ValidationError(TOO_LARGE)


def _visible(value: str | None) -> None:
    if value is not None and any(unicodedata.category(sign) == "Cf" for sign in value):
        raise ValidationError(NOT_TEXT)


def _to_the_very_end(check: Callable) -> Callable:
    """`$` of a pattern also fits before a last line end; here it means the end."""

    def checked(self, value: str) -> str:
        if value.endswith("\n"):
            raise ValidationError(self._format_error(value))
        return check(self, value)

    return checked


def _asks_first(deserialize: Callable) -> Callable:
    """What was left empty is missing, whatever it should have been."""

    def asked(self, value, *arguments, **more):
        if value == "" and self.required:
            raise self.make_error("required")
        return deserialize(self, value, *arguments, **more)

    return asked


fields.Field.deserialize = _asks_first(fields.Field.deserialize)
fields.Date.DESERIALIZATION_FUNCS = {"iso": _day}
validate.Regexp.__call__ = _to_the_very_end(validate.Regexp.__call__)
for _field, _messages in _FIELD_MESSAGES.items():
    _field.default_error_messages = {**_field.default_error_messages, **_messages}
for _validator, _messages in _VALIDATOR_MESSAGES.items():
    for _name, _text in _messages.items():
        setattr(_validator, _name, _text)

REASON = (validate.Length(max=LONGEST_REASON), _says_why)
"""Validators of a reason that somebody is asked for."""


class _Written(fields.String):
    """What a person writes; it is counted, checked and kept in the one spelling that `spell` gives it."""

    spell = staticmethod(text.line)

    def _deserialize(self, value, attr, data, **more):
        spelled = self.spell(super()._deserialize(value, attr, data, **more))
        if self.required and not spelled:
            raise self.make_error("required")
        if text.crowded(spelled):
            raise ValidationError("Terlalu banyak tanda pada satu huruf.")
        return spelled


class Line(_Written):
    """A name, a title, a word: one line, single spaces."""


class Prose(_Written):
    """Sentences: line ends stay and count as one character each."""

    spell = staticmethod(text.prose)


class Digits(_Written):
    """A number that is no quantity (NIK, telephone): without the spaces, dashes and points that people group it by."""

    spell = staticmethod(text.digits)


class Address(fields.String):
    """An e-mail address in its one spelling."""

    def __init__(self, **more):
        super().__init__(**more, validate=validate.Length(max=address.LONGEST), metadata={"format": "email"})

    def _deserialize(self, value, attr, data, **more):
        try:
            return address.plain(super()._deserialize(value, attr, data, **more))
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class Schema(MarshmallowSchema):
    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name, field_obj):
        inner = field_obj.inner if isinstance(field_obj, fields.List) else field_obj
        if isinstance(inner, fields.Integer):
            inner.validators = [*inner.validators, _exact]
        elif type(inner) is fields.String and not any(isinstance(one, validate.OneOf) for one in inner.validators):
            inner.validators = [_visible, *inner.validators]
        elif isinstance(inner, fields.DateTime | fields.Date):
            inner.validators = [*inner.validators, _in_this_age]

    error_messages = {"unknown": "Isian ini tidak dikenal.", "type": "Harus berupa kelompok isian."}


_SHA256 = validate.Regexp(r"^[0-9a-f]{64}\Z")


class CommandAnswer(Schema):
    """The answer of every command; `promise` is a signed note (shared/README.md)."""

    id = fields.String(required=True, metadata={"description": "Nomor acak objek, tanpa jenisnya"})
    stream = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "Versi baru; sama dengan ETag"})
    events = fields.List(fields.String(), required=True)
    promise = fields.String(allow_none=True, metadata={"description": "Janji bertanda tangan (C2SP signed-note)"})
    repeated = fields.Boolean(metadata={"description": "Benar bila permintaan ini pernah dijawab sebelumnya"})
    extra = fields.Dict(metadata={"description": "Hasil lain dari perintah ini, misalnya nomor peserta"})

    def dump(self, obj, **_):
        """What web.run gives has these fields and no others."""
        return obj


class SignedEvent(Schema):
    """A signed event as somebody has read it."""

    event = fields.String(required=True, validate=validate.Regexp(r"^[a-z_]+-[0-9a-f-]{36}@[1-9][0-9]{0,8}\Z"))
    sha256 = fields.String(required=True, validate=_SHA256, metadata={"description": "SHA-256 dari peristiwa itu"})


class SignProposal(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class Proposed(Schema):
    """What of every proposal is told (asnkit.proposal); each kind adds what it is about."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau rejected"})
    reason_code = fields.String(required=True)
    reason_text = fields.String(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    proposed_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang mengusulkannya"})


class FieldProblem(Schema):
    field = fields.String(required=True)
    message = fields.String(required=True)


class Problem(Schema):
    """RFC 9457 problem details."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    rule = fields.String(metadata={"description": "Kode tetap dari aturan yang menolak"})
    field = fields.String(metadata={"description": "Isian yang harus diperbaiki"})
    errors = fields.List(fields.Nested(FieldProblem))
    trace = fields.String(metadata={"description": "Nomor jejak untuk dilaporkan kepada petugas"})
