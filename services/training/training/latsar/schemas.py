from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..hours.schemas import CERTIFICATE
from . import domain

STATUSES = (domain.GOING, domain.PASSED, domain.FAILED)
SCORE = validate.Regexp(r"^(100([.,]0{1,2})?|[0-9]{1,2}([.,][0-9]{1,2})?)\Z", error="Isi nilai 0 sampai 100.")
DECREE = validate.Length(3, 120)


class BeginLatsar(Schema):
    begins = fields.Date(required=True, metadata={"description": "Hari pertama tahap pertama"})
    mentor = fields.UUID(required=True)
    coach = fields.UUID(required=True)


class DeferLatsar(Schema):
    begins = fields.Date(required=True, metadata={"description": "Hari pertama tahap yang belum selesai"})
    letter_no = Line(required=True, validate=DECREE)


class SetRemedial(Schema):
    score = Line(required=True, validate=SCORE)
    until = fields.Date(required=True)


class JudgeLatsar(Schema):
    score = Line(required=True, validate=SCORE)
    certificate_no = Line(load_default=None, allow_none=True, validate=CERTIFICATE)


class LatsarFilter(PageArguments):
    status = fields.String(load_default=domain.GOING, validate=validate.OneOf(STATUSES))


class Phase(Schema):
    phase = fields.String(required=True)
    first = fields.String(required=True)
    last = fields.String(required=True)


class Remedial(Schema):
    score = fields.String(required=True)
    until = fields.String(required=True)


class Latsar(Schema):
    """`letters` are those by which it was put off."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    enrolment = fields.String(required=True)
    person = fields.String(required=True)
    unit = fields.String(required=True)
    mentor = fields.String(required=True)
    coach = fields.String(required=True)
    mentor_name = fields.String(allow_none=True, metadata={"description": "Hanya bagi pesertanya"})
    coach_name = fields.String(allow_none=True)
    phases = fields.List(fields.Nested(Phase), required=True)
    letters = fields.List(fields.String(), required=True)
    remedial = fields.Nested(Remedial, required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    score = fields.String(required=True, allow_none=True)
    grade = fields.String(required=True, allow_none=True)
    certificate_no = fields.String(required=True, allow_none=True)


class LatsarPage(Page):
    items = fields.List(fields.Nested(Latsar), required=True)
    total = fields.Integer(required=True)
