from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Proposed, Schema
from marshmallow import fields, validate

from ..announcement.schemas import LetterValues
from ..period.schemas import CODE
from .domain import REASONS


class ProposeLetter(Schema):
    announcement = fields.UUID(required=True)
    after = fields.Nested(LetterValues, required=True)
    reason_code = fields.String(required=True, validate=validate.OneOf(REASONS))
    letter = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat ralatnya"})


class LetterFilter(PageArguments):
    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class ProposedLetter(Proposed):
    period = fields.String(required=True)
    announcement = fields.String(required=True)
    before = fields.Nested(LetterValues, required=True)
    after = fields.Nested(LetterValues, required=True)
    letter = fields.String(required=True)


class ProposedLetters(Page):
    items = fields.List(fields.Nested(ProposedLetter), required=True)
