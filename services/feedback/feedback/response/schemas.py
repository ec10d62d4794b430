from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..rules.respondents import ABOUT
from ..survey.questions import ELEMENTS


def _answer():
    return fields.Integer(strict=True, validate=validate.Range(1, 4))


Answers = Schema.from_dict({element: _answer() for element in ELEMENTS}, name="Answers")
"""1 to 4 for each element; one that is left out was not answered."""


AboutOneself = Schema.from_dict(
    {question: fields.String(validate=validate.OneOf(answers)) for question, answers in ABOUT.items()},
    name="AboutOneself",
)
"""What somebody says about themselves; each may be left out."""


class AnswerSurvey(Schema):
    channel = fields.String(load_default="web", validate=validate.OneOf(["web", "counter", "applicant"]))
    slip = Line(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 40),
        metadata={"description": "Kode slip sekali pakai dari loket; jawabannya dihitung pada saluran counter"},
    )
    stamp = Line(
        load_default="",
        validate=validate.Regexp(r"([0-9]{10}\.[0-9a-f]{64})?\Z"),
        metadata={"description": "Kapan formulir ini ditampilkan, dari survei"},
    )
    device = Line(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "User-Agent pengisi; hanya dibandingkan dalam hari yang sama, tidak disimpan"},
    )
    answers = fields.Nested(Answers, required=True)
    about = fields.Nested(
        AboutOneself,
        load_default={},
        metadata={"description": "Tentang pengisi, boleh kosong; hanya dihitung, terpisah dari jawabannya"},
    )
