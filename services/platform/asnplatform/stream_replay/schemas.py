from asnkit.paging import Page
from asnkit.schemas import Schema
from marshmallow import fields, validate

from .domain import MOST_A_MINUTE


class StartReplay(Schema):
    since = fields.Date(required=True, metadata={"description": "Peristiwa sejak hari ini, hari di Tanjungbalai"})
    rate = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, MOST_A_MINUTE, error=f"Pilih 1 sampai {MOST_A_MINUTE} peristiwa per menit."),
        metadata={"description": "Peristiwa per menit, paling banyak"},
    )


class Replay(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    endpoint = fields.String(required=True)
    since = fields.String(required=True)
    rate = fields.Integer(required=True)
    status = fields.String(required=True)
    events = fields.Integer(required=True, metadata={"description": "Yang sudah dititipkan untuk dikirim"})
    read = fields.Integer(required=True, metadata={"description": "Pesan Kafka yang sudah dibaca"})
    total = fields.Integer(required=True, metadata={"description": "Pesan Kafka seluruhnya; 0 sebelum mulai"})
    began = fields.String(required=True)
    at = fields.String(required=True)


class Replays(Page):
    items = fields.List(fields.Nested(Replay), required=True)
    total = fields.Integer(required=True)
