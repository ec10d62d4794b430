from asnkit.paging import MOST, Page, PageArguments
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

CODE = validate.Regexp(
    r"^[A-Z0-9][A-Z0-9-]{2,39}$", error="Tulis kode seperti CPNS-2024: huruf besar, angka, tanda hubung."
)
OBJECTION_DAYS, ANSWER_DAYS = validate.Range(1, 30), validate.Range(1, 60)


class AnnouncePeriod(Schema):
    code = fields.String(required=True, validate=CODE)
    name = Line(required=True, validate=validate.Length(1, 160))
    procurement_type = fields.String(required=True, validate=validate.OneOf(["PNS", "PPPK", "PPPK_PART_TIME"]))
    budget_year = fields.Integer(required=True, strict=True, validate=validate.Range(2000, 2100))
    mode = fields.String(required=True, validate=validate.OneOf(["nasional", "lokal"]))
    registration_opens = fields.AwareDateTime(required=True, format="iso")
    registration_closes = fields.AwareDateTime(required=True, format="iso")
    age_counted_on = fields.String(load_default="submission", validate=validate.Length(10, 10))
    objection_days = fields.Integer(load_default=3, strict=True, validate=OBJECTION_DAYS)
    answer_days = fields.Integer(load_default=7, strict=True, validate=ANSWER_DAYS)
    decree = Line(required=True, validate=validate.Length(1, 200))


class PeriodValues(Schema):
    """What of a period can change; only what did."""

    registration_opens = fields.String()
    registration_closes = fields.String()
    objection_days = fields.Integer()
    answer_days = fields.Integer()


class PeriodChange(Schema):
    """What two people changed, with what was before; `before` and `after` are empty when it was cancelled."""

    at = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "AMEND atau CANCEL"})
    before = fields.Nested(PeriodValues, required=True)
    after = fields.Nested(PeriodValues, required=True)
    reason_code = fields.String(required=True)
    letter = fields.String(required=True, metadata={"description": "Nomor surat dasarnya"})
    signers = fields.List(fields.String(), required=True, metadata={"description": "Peran kedua penanda tangan"})


class Period(Schema):
    id = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    procurement_type = fields.String(required=True)
    budget_year = fields.Integer(required=True)
    mode = fields.String(required=True)
    registration_opens = fields.String(required=True)
    registration_closes = fields.String(required=True)
    age_counted_on = fields.String(required=True)
    objection_days = fields.Integer(required=True)
    answer_days = fields.Integer(required=True)
    decree = fields.String(required=True)
    open = fields.Boolean(required=True, metadata={"description": "Pendaftaran sedang dibuka"})
    cancelled_at = fields.String(required=True, allow_none=True)
    changes = fields.List(fields.Nested(PeriodChange), required=True, metadata={"description": "Terlama lebih dahulu"})


class PeriodFilter(PageArguments):
    limit = fields.Integer(load_default=MOST, validate=validate.Range(1, MOST))


class ListedPeriod(Period):
    """With the seats of its lines that are not closed."""

    lines = fields.Integer(required=True)
    quota = fields.Integer(required=True)


class Periods(Page):
    items = fields.List(fields.Nested(ListedPeriod), required=True)


class ApplicationCounts(Schema):
    """How many people stand where: a draft that was given up is nowhere, since its owner may begin another."""

    registered = fields.Integer(required=True)
    submitted = fields.Integer(required=True, metadata={"description": "Pernah dikirim"})
    draft = fields.Integer(required=True)
    withdrawn = fields.Integer(required=True, metadata={"description": "Ditarik sesudah dikirim"})
    MS = fields.Integer(required=True, allow_none=True, metadata={"description": "null sebelum diumumkan"})
    TMS = fields.Integer(required=True, allow_none=True, metadata={"description": "null sebelum diumumkan"})


class ObjectionCounts(Schema):
    filed = fields.Integer(required=True)
    accepted = fields.Integer(required=True, allow_none=True, metadata={"description": "null sebelum pasca sanggah"})
    rejected = fields.Integer(required=True, allow_none=True, metadata={"description": "null sebelum pasca sanggah"})


class PeriodCounts(Schema):
    """What everyone may know: nothing of a verdict before it is announced."""

    period = fields.String(required=True)
    at = fields.String(required=True, metadata={"description": "Saat dihitung"})
    lines = fields.Integer(required=True)
    quota = fields.Integer(required=True)
    applications = fields.Nested(ApplicationCounts, required=True)
    objections = fields.Nested(ObjectionCounts, required=True)


class ApplicationProgress(ApplicationCounts):
    undecided = fields.Integer(required=True)
    MS = fields.Integer(required=True)
    TMS = fields.Integer(required=True)


class ObjectionProgress(ObjectionCounts):
    unanswered = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    rejected = fields.Integer(required=True)


class PeriodProgress(PeriodCounts):
    """What the staff sees while it works."""

    applications = fields.Nested(ApplicationProgress, required=True)
    objections = fields.Nested(ObjectionProgress, required=True)
    held = fields.Integer(required=True, metadata={"description": "Berkas di meja verifikator"})


class Announced(Schema):
    published_at = fields.String(required=True)
    objection_closes = fields.String(required=True, allow_none=True)
    objection_open = fields.Boolean(required=True)
    republish_by = fields.String(required=True, allow_none=True)


class StandingPeriod(PeriodProgress):
    """A period with how far it is; `announced` by stage, the newest of each."""

    about = fields.Nested(Period, required=True)
    announced = fields.Dict(keys=fields.String(), values=fields.Nested(Announced), required=True)


class Progress(Page):
    items = fields.List(fields.Nested(StandingPeriod), required=True)
