from asnkit.paging import MOST, Page, PageArguments
from asnkit.schemas import Digits, Line, Schema
from marshmallow import fields, validate

from ..period.schemas import CODE
from .domain import AFTER_OBJECTIONS, FILE_CHECK


class PublishAnnouncement(Schema):
    period = fields.String(required=True, validate=CODE)
    stage = fields.String(required=True, validate=validate.OneOf([FILE_CHECK, AFTER_OBJECTIONS]))
    number = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat"})
    title = Line(required=True, validate=validate.Length(1, 200))


class AnnouncementFilter(PageArguments):
    period = fields.String(validate=CODE)
    number = Line(validate=validate.Length(1, 120), metadata={"description": "Nomor surat"})
    limit = fields.Integer(load_default=MOST, validate=validate.Range(1, MOST))


class Order(Schema):
    """That a result went ahead of stages that were not announced when it was proposed, and why."""

    ahead_of = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)


class LetterValues(Schema):
    """What of a letter is corrected."""

    number = Line(validate=validate.Length(1, 120))
    title = Line(validate=validate.Length(1, 200))


class LetterChange(Schema):
    """What two people corrected of the letter: the version that stood, and the one that stands since."""

    version = fields.Integer(required=True, metadata={"description": "Versi yang berlaku sejak itu"})
    at = fields.String(required=True)
    before = fields.Nested(LetterValues, required=True)
    after = fields.Nested(LetterValues, required=True)
    reason_code = fields.String(required=True)
    letter = fields.String(required=True)
    signers = fields.List(fields.String(), required=True, metadata={"description": "Peran kedua penanda tangan"})
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 peristiwanya, untuk meminta bukti"})


class Announcement(Schema):
    id = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    published_at = fields.String(required=True)
    list_sha256 = fields.String(required=True)
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 peristiwanya, untuk meminta bukti"})
    counted_sha256 = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Versi lamaran yang dihitung; null untuk hasil seleksi"},
    )
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    objection_opens = fields.String(required=True, allow_none=True)
    objection_closes = fields.String(required=True, allow_none=True)
    republish_by = fields.String(required=True, allow_none=True)
    objection_open = fields.Boolean(required=True, metadata={"description": "Masa sanggah sedang berjalan"})
    replaces = fields.String(required=True, allow_none=True)
    replaced_by = fields.String(required=True, allow_none=True)
    result = fields.String(required=True, allow_none=True, metadata={"description": "Hasil di layanan seleksi"})
    order = fields.Nested(Order, metadata={"description": "Hanya bila mendahului tahap yang belum diumumkan"})
    version = fields.Integer(required=True, metadata={"description": "Versi suratnya; daftarnya tidak pernah berubah"})
    changes = fields.List(fields.Nested(LetterChange), required=True, metadata={"description": "Terlama lebih dahulu"})


class Announcements(Page):
    items = fields.List(fields.Nested(Announcement), required=True)


class RowsFilter(Schema):
    participant_no = Digits(validate=validate.Regexp(r"^[0-9]{12}$", error="Nomor peserta 12 angka."))
    code = fields.String(validate=validate.OneOf(["MS", "TMS"]))
    limit = fields.Integer(load_default=25, validate=validate.Range(1, 1000))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000))


class PartOfChanges(Schema):
    limit = fields.Integer(load_default=200, validate=validate.Range(1, 1000))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000))


class AnnouncementChange(Schema):
    """What a list says of a number, and what the one before said; null where it is not on it."""

    participant_no = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class AnnouncementChanges(Schema):
    replaces = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(AnnouncementChange), required=True)
    total = fields.Integer(required=True)


class AnnouncementRow(Schema):
    """A line of the public list: never a NIK, a whole name, a birth date or a kind of need."""

    participant_no = fields.String(required=True)
    name = fields.String(required=True, metadata={"description": "Nama tersamar"})
    code = fields.String(required=True)
    job_name = fields.String(required=True)


class AnnouncementRows(Schema):
    items = fields.List(fields.Nested(AnnouncementRow), required=True)
    total = fields.Integer(required=True)
