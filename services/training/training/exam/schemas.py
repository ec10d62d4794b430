from asnkit.schemas import Schema
from marshmallow import fields, validate

MOST_ITEMS, MOST_MINUTES = 100, 240


class OpenExam(Schema):
    count = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_ITEMS))
    minutes = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_MINUTES))
    until = fields.AwareDateTime(required=True, format="iso")


class Exam(Schema):
    """A test of a session that was opened."""

    phase = fields.String(required=True)
    edition = fields.Integer(required=True, metadata={"description": "Edisi bank soal"})
    count = fields.Integer(required=True, metadata={"description": "Soal bagi setiap peserta"})
    minutes = fields.Integer(required=True)
    until = fields.String(required=True)
    begun = fields.Integer(required=True, metadata={"description": "Peserta yang memulai"})
    over = fields.Integer(required=True, metadata={"description": "Peserta yang selesai"})


class Gain(Schema):
    """Points of 100, as printed; null below `least` pairs."""

    pairs = fields.Integer(required=True)
    left_out = fields.Integer(required=True, metadata={"description": "Peserta tanpa salah satu nilai"})
    least = fields.Integer(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)
    mean_gain = fields.String(required=True, allow_none=True)
    n_gain = fields.String(required=True, allow_none=True)
    low = fields.String(required=True, allow_none=True, metadata={"description": "Selang 95 % kenaikan rata-rata"})
    high = fields.String(required=True, allow_none=True)
    effect = fields.String(required=True, allow_none=True, metadata={"description": "d menurut Cohen"})


class Points(Schema):
    enrolment = fields.String(required=True)
    person = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class Hits(Schema):
    sat = fields.Integer(required=True)
    right = fields.Integer(required=True)


class ItemFigures(Schema):
    id = fields.String(required=True)
    text = fields.String(required=True)
    before = fields.Nested(Hits, required=True)
    after = fields.Nested(Hits, required=True)
    discrimination = fields.String(required=True, allow_none=True, metadata={"description": "Daya beda, uji akhir"})


class Learning(Schema):
    exams = fields.List(fields.Nested(Exam), required=True)
    gain = fields.Nested(Gain, required=True)
    people = fields.List(fields.Nested(Points), required=True)
    items = fields.List(fields.Nested(ItemFigures), required=True)
