from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..ranking.schemas import RankingLine, RankingRow
from ..round.schemas import PERIOD, SHA256, RuleSetName


class ApproveResult(Schema):
    list_sha256 = fields.String(required=True, validate=SHA256, metadata={"description": "Hash yang Anda baca"})


class PublishResult(Schema):
    number = fields.String(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat"})
    title = fields.String(required=True, validate=validate.Length(1, 200))


class PeriodFilter(Schema):
    period = fields.String(validate=PERIOD)


class RowFilter(Schema):
    vacancy = fields.UUID(required=True)
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))


class Objection(Schema):
    opens = fields.String(required=True)
    closes = fields.String(required=True)
    republish_by = fields.String(required=True)


class PendingResult(Schema):
    """A result on its way to publication, for those who sign it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    round = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    edition = fields.Integer(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau published"})
    signatures = fields.Integer(required=True)
    rule_set = fields.Nested(RuleSetName, required=True)
    list_sha256 = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    published_edition = fields.Integer(required=True, allow_none=True)


class ResultHead(Schema):
    """A published result."""

    id = fields.String(required=True)
    round = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    edition = fields.Integer(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    published_at = fields.String(required=True)
    event = fields.String(required=True, metadata={"description": "Peristiwa yang menerbitkan hasil ini"})
    rule_set = fields.Nested(RuleSetName, required=True)
    list_sha256 = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    objection = fields.Nested(Objection, required=True, allow_none=True)


class ResultHeads(Schema):
    items = fields.List(fields.Nested(ResultHead), required=True)


class PublishedLine(RankingLine):
    ranking = fields.String(required=True, metadata={"description": "Peristiwa yang memuat daftar ini"})


class Result(ResultHead):
    lines = fields.List(fields.Nested(PublishedLine), required=True)
    codes = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ResultRows(Schema):
    items = fields.List(fields.Nested(RankingRow), required=True)
    total = fields.Integer(required=True)


class RecomputeBundle(Schema):
    """Everything that is needed to compute a published result again and compare its hashes."""

    result = fields.Nested(ResultHead, required=True)
    rules = fields.Dict(required=True)
    lines = fields.List(fields.Dict(), required=True)
