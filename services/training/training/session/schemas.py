from asnkit.paging import Page, PageArguments
from asnkit.schemas import LONGEST_REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..course.schemas import CODE
from . import domain

HOUR = validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", error="Tulis jam seperti 08:30.")
DAY_AND_HOURS = validate.Regexp(
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}/([01][0-9]|2[0-3]):[0-5][0-9]/([01][0-9]|2[0-3]):[0-5][0-9]\Z",
    error="Tulis hari dan jamnya seperti 2026-12-01/08:00/16:00.",
)
MOST_DAYS, MOST_SEATS = 60, 500
MOST_COST = 99_999_999_999


class Day(Schema):
    date = fields.Date(required=True)
    begins = Line(required=True, validate=HOUR)
    ends = Line(required=True, validate=HOUR)


class Where(Schema):
    days = fields.List(fields.Nested(Day), required=True, validate=validate.Length(1, MOST_DAYS))
    place = Line(required=True, validate=validate.Length(3, 200))
    room = Line(load_default=None, allow_none=True, validate=validate.Length(1, 80))
    capacity = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_SEATS))


class ScheduleSession(Where):
    course = fields.UUID(required=True)
    code = Line(required=True, validate=CODE)
    closes = fields.AwareDateTime(required=True, format="iso")
    cost = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(0, MOST_COST))


class ChangeSession(Where):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))

    despite = fields.Boolean(load_default=False, metadata={"description": "Tetap, walaupun ada peserta yang bentrok"})


class ClashFilter(Schema):
    days = fields.List(
        Line(validate=DAY_AND_HOURS), required=True, validate=validate.Length(1, MOST_DAYS),
        metadata={"description": "Hari yang dicoba, masing-masing seperti 2026-12-01/08:00/16:00"},
    )  # fmt: skip


class Clash(Schema):
    enrolment = fields.String(required=True)
    person = fields.String(required=True)
    code = fields.String(required=True, metadata={"description": "Sesi lain orang itu"})
    title = fields.String(required=True)
    part = fields.String(required=True, metadata={"description": "Hari, dan pagi (AM) atau siang (PM)"})


class Clashes(Schema):
    items = fields.List(fields.Nested(Clash), required=True)


class CancelSession(Schema):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class SessionFilter(PageArguments):
    course = fields.UUID()
    since = fields.Date(metadata={"description": "Sesi yang belum selesai pada hari itu"})
    until = fields.Date(metadata={"description": "Sesi yang mulai paling lambat pada hari itu"})


class ShownDay(Schema):
    date = fields.String(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)


class Session(Schema):
    id = fields.String(required=True)
    course = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP"})
    attendance = fields.Integer(required=True)
    pass_mark = fields.Integer(required=True, allow_none=True)
    approval = fields.Boolean(dump_default=False, metadata={"description": "Permohonan sendiri disetujui atasan"})
    days = fields.List(fields.Nested(ShownDay), required=True)
    place = fields.String(required=True)
    room = fields.String(required=True, allow_none=True)
    capacity = fields.Integer(required=True)
    closes = fields.String(required=True)
    cost = fields.Integer(dump_default=None, allow_none=True, metadata={"description": "Biaya sesi, rupiah"})
    status = fields.String(required=True, validate=validate.OneOf((domain.SCHEDULED, domain.CANCELLED)))
    reason = fields.String(required=True, allow_none=True)
    confirmed = fields.Integer(required=True)
    waiting = fields.Integer(required=True)


class OneSession(Session):
    version = fields.Integer(required=True)


class Sessions(Page):
    items = fields.List(fields.Nested(Session), required=True)
    total = fields.Integer(required=True)
