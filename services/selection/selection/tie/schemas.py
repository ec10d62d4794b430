from asnkit.schemas import Digits, Schema, SignedEvent
from marshmallow import fields, validate

from ..ranking.schemas import RankingRow
from ..score_amendment.schemas import Evidence
from .domain import GROUNDS


class ProposeOrder(Schema):
    order = fields.List(
        Digits(validate=validate.Length(12, 12)),
        required=True,
        validate=validate.Length(2, 100),
        metadata={"description": "Nomor peserta yang seri, yang didahulukan lebih dahulu"},
    )
    ground = fields.String(required=True, validate=validate.OneOf(GROUNDS))
    minutes = fields.Nested(Evidence, required=True, metadata={"description": "Berita acara panitia"})


class DecideOrder(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class ProposedOrder(SignedEvent):
    at = fields.String(required=True)
    yours = fields.Boolean(required=True)
    order = fields.List(fields.String(), required=True)
    ground = fields.String(required=True)
    minutes = fields.Nested(Evidence, required=True)


class DecidedOrder(Schema):
    at = fields.String(required=True)
    order = fields.List(fields.String(), required=True)
    ground = fields.String(required=True)
    minutes = fields.Nested(Evidence, required=True)


class Tie(Schema):
    """The tie of one line: who is tied by its newest list, what is proposed, and what was decided before."""

    ranking = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "Versi putusan formasi ini, untuk If-Match"})
    vacancy = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    quota = fields.Integer(required=True)
    tied = fields.List(fields.Nested(RankingRow), required=True)
    proposed = fields.Nested(ProposedOrder, required=True, allow_none=True)
    decided = fields.List(fields.Nested(DecidedOrder), required=True)


class Ties(Schema):
    items = fields.List(fields.Nested(Tie), required=True)
