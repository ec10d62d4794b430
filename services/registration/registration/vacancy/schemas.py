from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..period.schemas import CODE
from . import domain

QUOTA, AGE, EDUCATIONS = validate.Range(1, 10_000), validate.Range(0, 100), validate.Length(1, 40)
GPA = validate.Regexp(r"^[0-4]\.[0-9]{2}$", error="Tulis seperti 2.75.")
BRIEF_ROWS = 2_000
"""More lines than a year's formation has, so that whoever needs all of them asks once."""


def _applicants() -> fields.Integer:
    told = "Lamaran terkirim; null bila kurang dari 5 pada formasi penyandang disabilitas"
    return fields.Integer(required=True, allow_none=True, metadata={"description": told})


class EducationRequirement(Schema):
    level = fields.String(required=True, validate=validate.OneOf(domain.LEVELS))
    programme = Line(required=True, validate=validate.Length(1, 160))


class SalaryRange(Schema):
    min = fields.Integer(required=True, strict=True, validate=validate.Range(0), metadata={"description": "Rupiah"})
    max = fields.Integer(required=True, strict=True, validate=validate.Range(0), metadata={"description": "Rupiah"})


class FormationLine(Schema):
    """One formation line; money in whole rupiah a month, ages in years."""

    job_code = Line(required=True, validate=validate.Length(1, 40))
    job_name = Line(required=True, validate=validate.Length(1, 200))
    job_kind = fields.String(required=True, validate=validate.OneOf(domain.JOB_KINDS))
    unit = Line(required=True, validate=validate.Length(1, 200))
    education = fields.List(fields.Nested(EducationRequirement), required=True, validate=EDUCATIONS)
    need_type = fields.String(required=True, validate=validate.OneOf(domain.NEED_TYPES))
    quota = fields.Integer(required=True, strict=True, validate=QUOTA)
    age_min = fields.Integer(required=True, strict=True, validate=AGE)
    age_max = fields.Integer(required=True, strict=True, validate=AGE)
    gpa_min = Line(load_default=None, allow_none=True, validate=GPA)
    documents = fields.List(
        fields.String(validate=validate.OneOf(domain.DOCUMENTS)), load_default=list(domain.EVERYONES_DOCUMENTS)
    )
    salary_range = fields.Nested(SalaryRange, load_default=None, allow_none=True)
    decree_no = Line(required=True, validate=validate.Length(1, 120))


class PublishVacancy(FormationLine):
    period = fields.String(required=True, validate=CODE)


class SheetFilter(Schema):
    period = fields.String(validate=CODE)
    unit = Line(validate=validate.Length(1, 200))
    level = fields.String(validate=validate.OneOf(domain.LEVELS))
    need_type = fields.String(validate=validate.OneOf(domain.NEED_TYPES))
    q = Line(validate=validate.Length(1, 80), metadata={"description": "Kata dalam nama jabatan atau unit"})
    open = fields.Boolean(metadata={"description": "true: yang menerima lamaran saat ini saja"})


class VacancyFilter(SheetFilter, PageArguments):
    """Which lines, and which page of them."""


class BriefFilter(VacancyFilter):
    limit = fields.Integer(load_default=BRIEF_ROWS, validate=validate.Range(1, BRIEF_ROWS))


class LineValues(Schema):
    """What of a line can change; only what does, or did."""

    quota = fields.Integer(strict=True, validate=QUOTA)
    education = fields.List(fields.Nested(EducationRequirement), validate=EDUCATIONS)
    age_min = fields.Integer(strict=True, validate=AGE)
    age_max = fields.Integer(strict=True, validate=AGE)
    gpa_min = Line(allow_none=True, validate=GPA)
    closed = fields.Boolean(metadata={"description": "Ditutup; sendiri saja, dan tidak dibuka lagi"})


class LineChange(Schema):
    """What two people changed, with what was before."""

    at = fields.String(required=True)
    before = fields.Nested(LineValues, required=True)
    after = fields.Nested(LineValues, required=True)
    reason_code = fields.String(required=True)
    letter = fields.String(required=True, metadata={"description": "Nomor surat dasarnya"})
    signers = fields.List(fields.String(), required=True, metadata={"description": "Peran kedua penanda tangan"})


class Vacancy(FormationLine):
    id = fields.String(required=True)
    period = fields.String(required=True)
    documents = fields.List(fields.String(), required=True)
    gpa_min = fields.String(required=True, allow_none=True)
    salary_range = fields.Nested(SalaryRange, required=True, allow_none=True)
    published_at = fields.String(required=True)
    closed = fields.Boolean(required=True, metadata={"description": "Ditutup; alasannya pada perubahan terakhir"})
    changes = fields.List(fields.Nested(LineChange), required=True, metadata={"description": "Terlama lebih dahulu"})
    applicants = _applicants()


class Vacancies(Page):
    items = fields.List(fields.Nested(Vacancy), required=True)
    total = fields.Integer(required=True)


class ChangedVacancies(Page):
    items = fields.List(fields.Nested(Vacancy), required=True)


class BriefVacancy(Schema):
    """What a card or a choice shows of a line."""

    id = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    need_type = fields.String(required=True)
    education = fields.List(fields.Nested(EducationRequirement), required=True)
    quota = fields.Integer(required=True)
    closed = fields.Boolean(required=True)
    applicants = _applicants()


class BriefVacancies(Page):
    items = fields.List(fields.Nested(BriefVacancy), required=True)
