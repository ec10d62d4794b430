from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..assessment.schemas import Offered
from ..rules.competences import CORE
from . import domain

SUBJECT = validate.Length(3, 80)


class AskForNeed(Schema):
    subject = Line(required=True, validate=SUBJECT, metadata={"description": "Apa yang perlu dipelajari"})
    reason = Prose(required=True, validate=REASON)


class IdentifyNeed(AskForNeed):
    unit = fields.UUID(required=True)
    origin = fields.String(required=True, validate=validate.OneOf((domain.UNIT, domain.LAW)))
    people = fields.Integer(required=True, strict=True, validate=validate.Range(1, 10_000))
    basis = Line(
        required=True, validate=validate.Length(3, 200), metadata={"description": "Nomor surat unit, atau peraturannya"}
    )


class IdentifyGap(Schema):
    unit = fields.UUID(required=True)
    competence = fields.String(required=True, validate=validate.OneOf(CORE))


class AnswerNeed(Schema):
    reason = Prose(required=True, validate=REASON)


class MergeNeed(AnswerNeed):
    into = fields.UUID(required=True, metadata={"description": "Kebutuhan lain dari unit yang sama"})


class NeedFilter(PageArguments):
    status = fields.String(validate=validate.OneOf(domain.STATUSES))
    unit = fields.UUID()


class NeedSource(Schema):
    """`missing` is people × gap: levels in all, one for each person where nobody measured them."""

    origin = fields.String(required=True, metadata={"description": "GAP, PERSON, UNIT, LAW, INDEX, atau COMPLAINTS"})
    people = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    person = fields.String(required=True, allow_none=True)
    basis = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    link = fields.String(required=True, allow_none=True, metadata={"description": "Halaman angka asalnya"})
    quarter = fields.String(required=True)
    at = fields.String(required=True)


class NeedAnswer(Schema):
    reason = fields.String(required=True)
    at = fields.String(required=True)
    into = fields.String(required=True, allow_none=True)


class Need(Schema):
    """`competence` is null where the subject is none of those that all posts have; `quarter` that of the first word."""

    id = fields.String(required=True)
    unit = fields.String(required=True)
    unit_name = fields.String(required=True)
    competence = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True)
    quarter = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "OPEN, ACCEPTED, DECLINED, atau MERGED"})
    weight = fields.Integer(required=True, metadata={"description": "Orang × kesenjangan"})
    sources = fields.List(fields.Nested(NeedSource), required=True)
    answer = fields.Nested(NeedAnswer, required=True, allow_none=True)


class MapToday(Schema):
    """What the map of competences says today: of five assessed people or more."""

    assessed = fields.Integer(required=True)
    short = fields.Integer(required=True)
    missing = fields.Integer(required=True)


class OneNeed(Need):
    version = fields.Integer(required=True)
    now = fields.Nested(MapToday, required=True, allow_none=True, metadata={"description": "Bila berasal dari peta"})
    courses = fields.List(fields.Nested(Offered), required=True, metadata={"description": "Pelatihan untuk ini"})


class Needs(Page):
    items = fields.List(fields.Nested(Need), required=True)
    total = fields.Integer(required=True)


class MyNeed(Schema):
    id = fields.String(required=True)
    subject = fields.String(required=True)
    reason = fields.String(required=True)
    at = fields.String(required=True)
    status = fields.String(required=True)
    answer = fields.Nested(NeedAnswer, required=True, allow_none=True)


class MyNeeds(Schema):
    items = fields.List(fields.Nested(MyNeed), required=True)
