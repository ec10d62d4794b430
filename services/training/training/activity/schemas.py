from datetime import date

from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import ValidationError, fields, validate, validates_schema

from ..rules.conversions import CONVERSIONS, MINUTES, TIMES
from .domain import KINDS, MOST_HOURS, STATUSES

HOURS = validate.Range(1, MOST_HOURS)
SINCE = date(2000, 1, 1)
"""Nothing in the book is older."""


class ActivityContent(Schema):
    """What the paper says; it is sealed with the person's key."""

    title = Line(required=True, validate=validate.Length(5, 200), metadata={"description": "Nama kegiatan"})
    provider = Line(required=True, validate=validate.Length(3, 200), metadata={"description": "Penyelenggara"})
    number = Line(required=True, validate=validate.Length(3, 100), metadata={"description": "Nomor sertifikat, surat"})


class HandInActivity(ActivityContent):
    """`hours` as the certificate says, or `amount` (times, or minutes) of what is converted."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    began = fields.Date(required=True, validate=validate.Range(SINCE))
    completed_on = fields.Date(required=True, validate=validate.Range(SINCE))
    hours = fields.Integer(load_default=None, validate=HOURS, metadata={"description": "JP pada sertifikat"})
    amount = fields.Integer(load_default=None, validate=validate.Range(1, 100_000))

    @validates_schema(skip_on_field_errors=True)
    def _fits(self, data, **_):
        wanted, other = ("amount", "hours") if data["kind"] in CONVERSIONS else ("hours", "amount")
        if data[wanted] is None:
            raise ValidationError("Wajib diisi untuk jenis ini.", wanted)
        if data[other] is not None:
            raise ValidationError("Dikosongkan untuk jenis ini.", other)


class AcceptActivity(Schema):
    hours = fields.Integer(required=True, strict=True, validate=HOURS, metadata={"description": "JP yang diakui"})
    reason = Prose(load_default=None, allow_none=True, validate=REASON)


class RefuseActivity(Schema):
    reason = Prose(required=True, validate=REASON)


class ActivityFilter(PageArguments):
    status = fields.String(load_default="waiting", validate=validate.OneOf(STATUSES))


class AppliedConversion(Schema):
    """The rule as it was when it was handed in: `hours` JP for each `each` units; `amount` were done."""

    unit = fields.String(required=True, validate=validate.OneOf((TIMES, MINUTES)))
    each = fields.Integer(required=True)
    hours = fields.Integer(required=True)
    amount = fields.Integer(required=True)


class ActivityRow(Schema):
    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    hours = fields.Integer(required=True, metadata={"description": "JP menurut sertifikat atau aturan konversi"})
    accepted = fields.Integer(required=True, allow_none=True, metadata={"description": "JP yang diakui"})
    began = fields.String(required=True)
    completed_on = fields.String(required=True)
    at = fields.String(required=True, metadata={"description": "Sejak kapan keadaannya begitu"})


class Activities(Page):
    items = fields.List(fields.Nested(ActivityRow), required=True)
    total = fields.Integer(required=True)


class Activity(ActivityRow):
    """`content` is null for whoever is erased; `entry` the hours that stand in the book for it."""

    version = fields.Integer(required=True)
    person = fields.String(required=True)
    conversion = fields.Nested(AppliedConversion, required=True, allow_none=True)
    size = fields.Integer(required=True, metadata={"description": "Byte"})
    content = fields.Nested(ActivityContent, required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class OwnActivities(Schema):
    items = fields.List(fields.Nested(Activity), required=True)


class Conversion(Schema):
    kind = fields.String(required=True)
    unit = fields.String(required=True, validate=validate.OneOf((TIMES, MINUTES)))
    each = fields.Integer(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP untuk setiap sekian kali atau menit"})


class Conversions(Schema):
    items = fields.List(fields.Nested(Conversion), required=True)
