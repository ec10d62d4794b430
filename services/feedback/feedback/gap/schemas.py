from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from .outcome import ACCEPTED, DECLINED, OPEN


class GapFilter(PageArguments):
    unit = Line(validate=validate.Length(1, 200))


class Gap(Schema):
    id = fields.String(required=True)
    unit = fields.String(required=True)
    subject = fields.String(required=True, metadata={"description": "Unsur IKM, atau late, reopened untuk aduan"})
    name = fields.String(required=True, metadata={"description": "Subjek dalam kata-kata"})
    quarter = fields.String(required=True)
    source = fields.String(required=True)
    link = fields.String(required=True, metadata={"description": "Halaman angka asalnya"})
    people = fields.Integer(required=True, metadata={"description": "Penjawab unsur itu, atau aduan"})
    service = fields.String(required=True, allow_none=True)
    shown = fields.String(required=True, allow_none=True, metadata={"description": "Rata-rata unsur, dua desimal"})
    grade = fields.String(required=True, allow_none=True)
    at = fields.String(required=True)
    need = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf((OPEN, ACCEPTED, DECLINED)),
        metadata={"description": "Keadaan kebutuhan pelatihan dari sini; null: tidak ada"},
    )


class Gaps(Page):
    items = fields.List(fields.Nested(Gap), required=True)
    total = fields.Integer(required=True)


class Planned(Schema):
    year = fields.Integer(required=True)
    quarter = fields.Integer(required=True)
    course = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)


class HeldSession(Schema):
    """`passed` is null for one to nine people."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    passed = fields.Integer(required=True, allow_none=True)


class LaterFigure(Schema):
    """Of an element its mean, grade and index; of complaints how many, null for one to nine, in the last quarter."""

    shown = fields.String(required=True, allow_none=True)
    grade = fields.String(required=True, allow_none=True)
    people = fields.Integer(required=True, allow_none=True)
    quarter = fields.String(required=True, allow_none=True)
    at = fields.String(required=True, allow_none=True)
    link = fields.String(required=True)


class OneGap(Gap):
    plan = fields.Nested(Planned, required=True, allow_none=True, metadata={"description": "Rencana yang disahkan"})
    sessions = fields.List(fields.Nested(HeldSession), required=True)
    later = fields.Nested(LaterFigure, required=True, allow_none=True)
