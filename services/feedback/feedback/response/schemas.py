from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..survey.questions import ELEMENTS


def _answer():
    return fields.Integer(strict=True, validate=validate.Range(1, 4))


Answers = Schema.from_dict({element: _answer() for element in ELEMENTS}, name="Answers")
"""1 to 4 for each element; one that is left out was not answered."""


class AnswerSurvey(Schema):
    channel = fields.String(load_default="web", validate=validate.OneOf(["web", "counter", "applicant"]))
    answers = fields.Nested(Answers, required=True)
