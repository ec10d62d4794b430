from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Prose, Schema
from marshmallow import fields, validate

from ..rules.validity import LONGEST_MONTHS
from . import domain

CODE = validate.Regexp(
    r"^[A-Z0-9][A-Z0-9-]{1,28}[A-Z0-9]\Z", error="Kode 3 sampai 30 huruf besar, angka, dan -, misalnya PBJ-DASAR."
)


class CourseFields(Schema):
    code = Line(required=True, validate=CODE)
    title = Line(required=True, validate=validate.Length(3, 200))
    objective = Prose(required=True, validate=validate.Length(10, 1000))
    kind = fields.String(required=True, validate=validate.OneOf(domain.KINDS))
    method = fields.String(required=True, validate=validate.OneOf(domain.METHODS))
    hours = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, 900), metadata={"description": "JP (45 menit)"}
    )
    provider = Line(required=True, validate=validate.Length(3, 200))
    attendance = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, 100), metadata={"description": "Persen hari hadir"}
    )
    pass_mark = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 100))
    competences = fields.List(
        Line(validate=validate.Length(2, 80)), load_default=list, validate=validate.Length(max=20)
    )
    approval = fields.Boolean(
        load_default=False,
        dump_default=False,
        metadata={"description": "Yang mendaftar sendiri memerlukan persetujuan atasan"},
    )
    valid_months = fields.Integer(
        load_default=None,
        dump_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, LONGEST_MONTHS),
        metadata={"description": "Sertifikatnya berlaku sekian bulan sejak selesai; kosong berarti selamanya"},
    )


class PublishCourse(CourseFields):
    """Passing takes the attendance and, where there is a test, the mark."""


class CourseFilter(PageArguments):
    kind = fields.String(validate=validate.OneOf(domain.KINDS))
    q = Line(validate=validate.Length(1, 80), metadata={"description": "Kata dalam judul, kode, atau kompetensi"})


class Course(CourseFields):
    id = fields.String(required=True)
    pass_mark = fields.Integer(required=True, allow_none=True)
    competences = fields.List(fields.String(), required=True)
    published_at = fields.String(required=True)


class Courses(Page):
    items = fields.List(fields.Nested(Course), required=True)
    total = fields.Integer(required=True)
