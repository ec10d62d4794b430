from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from .channels import CHANNELS
from .domain import DEFAULT_MINIMUM, MOST_AT_ONCE
from .index import FEWEST

Quotas = Schema.from_dict(
    {channel: fields.Integer(strict=True, validate=validate.Range(1, 100_000)) for channel in CHANNELS}, name="Quotas"
)
"""How many answers are wanted by a channel; a channel without one is left out."""


class SlipNumbers(Schema):
    handed_out = fields.Integer(required=True)
    answered = fields.Integer(required=True)


class OpenSurvey(Schema):
    unit = Line(required=True, validate=validate.Length(1, 200))
    service = Line(required=True, validate=validate.Length(1, 200))
    title = Line(required=True, validate=validate.Length(1, 200))
    minimum = fields.Integer(
        load_default=DEFAULT_MINIMUM,
        strict=True,
        validate=validate.Range(FEWEST, 384),
        metadata={"description": "Responden paling sedikit untuk setiap unsur"},
    )
    population = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, 10_000_000),
        metadata={"description": "Orang yang dilayani; bila diisi, minimum dihitung menurut Krejcie-Morgan"},
    )

    quotas = fields.Nested(Quotas, load_default={})


class IssueSlips(Schema):
    counter = Line(required=True, validate=validate.Length(1, 60), metadata={"description": "Loket yang membagikan"})
    number = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_AT_ONCE))


class Sheet(Schema):
    counter = fields.String(required=True)
    first = fields.Integer(required=True)
    number = fields.Integer(required=True)
    day = fields.String(required=True)


class Slips(Sheet):
    codes = fields.List(fields.String(), required=True)


class Slip(Schema):
    used = fields.Boolean(required=True)


class SurveyFilter(Schema):
    unit = Line(validate=validate.Length(1, 200))
    status = fields.String(validate=validate.OneOf(["open", "closed"]))
    limit = fields.Integer(load_default=25, validate=validate.Range(1, 200))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 100_000))


class Element(Schema):
    key = fields.String(required=True)
    name = fields.String(required=True)
    n = fields.Integer(required=True)
    total = fields.Integer(required=True)
    mean = fields.String(required=True, metadata={"description": "Pecahan tepat n/d"})
    shown = fields.String(required=True, metadata={"description": "Dua angka desimal"})
    importance = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Korelasi dengan jumlah delapan unsur lain; null: jawaban lengkap terlalu sedikit"},
    )


class Flagged(Schema):
    """Answers with a sign that they may not be one visitor's; every one of them counts."""

    straight = fields.Integer(required=True, metadata={"description": "Sembilan jawaban yang sama"})
    fast = fields.Integer(required=True, metadata={"description": "Lebih cepat dari satu detik setiap pertanyaan"})
    burst = fields.Integer(required=True, metadata={"description": "Satu dari sangat banyak dalam satu menit"})
    again = fields.Integer(required=True, metadata={"description": "Bukan yang pertama hari itu dari perangkat itu"})
    any = fields.Integer(required=True, metadata={"description": "Jawaban dengan sedikitnya satu tanda"})


class Without(Schema):
    index = fields.String(required=True)
    shown = fields.String(required=True)
    grade = fields.String(required=True)


class FlaggedInIkm(Flagged):
    without = fields.Nested(
        Without,
        required=True,
        allow_none=True,
        metadata={"description": "IKM tanpa yang bertanda; null: terlalu sedikit, bertanda atau sisanya"},
    )


class Sums(Schema):
    """Of the answers to all nine elements; `products` are those of two elements each: 1·1, 1·2 … 1·9, 2·2 … 9·9."""

    n = fields.Integer(required=True)
    totals = fields.List(fields.Integer(), required=True)
    products = fields.List(fields.Integer(), required=True)


class IkmFigures(Schema):
    """An index, before and after it is out."""

    responses = fields.Integer(required=True)
    counted_sha256 = fields.String(required=True, metadata={"description": "SHA-256 nomor jawaban yang dihitung"})
    index = fields.String(required=True, metadata={"description": "Pecahan tepat n/d"})
    shown = fields.String(required=True, metadata={"description": "Dua angka desimal"})
    flagged = fields.Nested(FlaggedInIkm, required=True, allow_none=True)
    channels = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        allow_none=True,
        metadata={"description": "Jawaban menurut jalannya; null: terbit sebelum dicatat"},
    )
    quotas = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)
    slips = fields.Nested(
        SlipNumbers, required=True, allow_none=True, metadata={"description": "null: tidak ada slip yang dibagikan"}
    )
    margin = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Setengah selang 95 %, dalam angka indeks; null: jawaban lengkap terlalu sedikit"},
    )
    complete = fields.Nested(
        Sums,
        required=True,
        allow_none=True,
        metadata={"description": "Jumlah untuk menghitung ulang selang dan keeratan; null: terlalu sedikit"},
    )
    respondents = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(),
        required=True,
        allow_none=True,
        metadata={"description": "Siapa yang menjawab, menurut pertanyaan tentang diri; null: tidak disebut"},
    )
    grade = fields.String(required=True)
    meaning = fields.String(required=True)
    weight = fields.String(required=True)
    elements = fields.List(fields.Nested(Element), required=True)


class Ikm(IkmFigures):
    published_at = fields.String(required=True)
    signers = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "Peran kedua penanda tangan; null: terbit sebelum perlu dua orang"},
    )


class SurveySummary(Schema):
    id = fields.String(required=True)
    unit = fields.String(required=True)
    service = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.String(required=True)
    minimum = fields.Integer(required=True)
    opened_at = fields.String(required=True)
    closed_at = fields.String(required=True, allow_none=True)
    ikm = fields.Nested(Ikm, required=True, allow_none=True)


class Surveys(Schema):
    items = fields.List(fields.Nested(SurveySummary), required=True)
    total = fields.Integer(required=True)


class Label(Schema):
    value = fields.Integer(required=True)
    text = fields.String(required=True)


class Question(Schema):
    key = fields.String(required=True)
    name = fields.String(required=True)
    text = fields.String(required=True)
    labels = fields.List(fields.Nested(Label), required=True)


class Survey(SurveySummary):
    version = fields.Integer(required=True)
    responses = fields.Integer(required=True)
    population = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Orang yang dilayani; null: tidak diketahui"}
    )
    stamp = fields.String(required=True, metadata={"description": "Dikirim kembali bersama jawaban formulir ini"})
    flagged = fields.Nested(Flagged, required=True)
    by_slip = fields.Integer(required=True, metadata={"description": "Jawaban dengan slip sekali pakai"})
    channels = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    quotas = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    sheets = fields.List(fields.Nested(Sheet), required=True, metadata={"description": "Slip yang dibagikan"})
    questions = fields.List(fields.Nested(Question), required=True)
