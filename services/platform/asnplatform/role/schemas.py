from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from .domain import ENDED, HELD, PROPOSED, REJECTED, REVOKED, ROLES

LONGEST_NAME = 200
MOST_REVIEWS = 50
PERSON = r"^[A-Za-z0-9._|:-]{1,120}$"
PERIOD = r"^[A-Z0-9][A-Z0-9-]{2,39}\Z"
STATUSES = (PROPOSED, HELD, REJECTED, REVOKED, ENDED)


class GiveRole(Schema):
    person = fields.String(
        required=True,
        validate=validate.Regexp(PERSON, error="Tulis id di penyedia masuk: huruf, angka dan . _ | : - saja."),
        metadata={"description": "`sub` di penyedia masuk: sebuah nama samaran, bukan alamat surel"},
    )
    name = Line(required=True, validate=validate.Length(3, LONGEST_NAME), metadata={"description": "Nama; disegel"})
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    since = fields.Date(required=True, metadata={"description": "Hari pertamanya, hari di Tanjungbalai"})
    until = fields.Date(required=True, metadata={"description": "Hari terakhirnya, paling lama dua tahun sesudahnya"})
    unit = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Unit penghubung: idnya di daftar unit"}
    )
    period = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(PERIOD, error="Tulis kode periode: huruf besar, angka, dan tanda hubung."),
        metadata={"description": "Periode verifikator, panitia, atau ketua; tanpa: semua periode"},
    )


class ExtendRole(Schema):
    until = fields.Date(required=True, metadata={"description": "Hari terakhir yang baru, paling lama dua tahun lagi"})


class SeenRole(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata={"description": "Yang Anda lihat"})


class ReviewRoles(Schema):
    items = fields.List(fields.Nested(SeenRole), required=True, validate=validate.Length(1, MOST_REVIEWS))


class Extension(Schema):
    until = fields.String(required=True)
    at = fields.String(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    proposer = fields.String(required=True)


class Role(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True, metadata={"description": "null: sudah dihapus"})
    role = fields.String(required=True)
    since = fields.String(required=True)
    until = fields.String(required=True, metadata={"description": "Hari terakhirnya"})
    unit = fields.String(required=True, allow_none=True, metadata={"description": "Unit penghubung; null: tanpa"})
    period = fields.String(required=True, allow_none=True, metadata={"description": "Satu periode; null: semua"})
    status = fields.String(required=True)
    review = fields.String(
        required=True, allow_none=True, metadata={"description": "Sampai hari ini ditinjau, atau berakhir"}
    )
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Mengapa ditolak atau dicabut"})
    cause = fields.String(
        required=True, allow_none=True, metadata={"description": "UNTIL: masanya habis; NOT_REVIEWED: tidak ditinjau"}
    )
    at = fields.String(required=True, metadata={"description": "Sejak kapan keadaannya begitu"})
    proposed = fields.Nested(SignedEvent, required=True, allow_none=True)
    proposer = fields.String(required=True, allow_none=True)
    extension = fields.Nested(
        Extension, required=True, allow_none=True, metadata={"description": "Perpanjangan yang menunggu orang kedua"}
    )


class DueReviews(Schema):
    items = fields.List(fields.Nested(Role), required=True)
    total = fields.Integer(required=True)


class Roles(Page):
    items = fields.List(fields.Nested(Role), required=True)
    total = fields.Integer(required=True)


class WantedRoles(PageArguments):
    status = fields.String(validate=validate.OneOf(STATUSES))
    role = fields.String(validate=validate.OneOf(ROLES))
