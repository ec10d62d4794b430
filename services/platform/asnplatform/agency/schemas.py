from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Address, Line, Prose, Schema, SignedEvent
from marshmallow import fields, validate

from .domain import ENDED, GRANTED, PAUSED, TOPICS

LONGEST_NAME, LONGEST_TEXT = 200, 1000
STATUSES = (*dict.fromkeys(("asked", "proposed", GRANTED, PAUSED, "refused", ENDED)),)


def _topics():
    each = fields.String(validate=validate.OneOf(TOPICS))
    return fields.List(each, required=True, validate=validate.Length(1, len(TOPICS)))


class AskAgency(Schema):
    agency = Line(required=True, validate=validate.Length(3, LONGEST_NAME), metadata={"description": "Nama instansi"})
    purpose = Prose(
        required=True,
        validate=[validate.Length(max=LONGEST_TEXT), REASON[1]],
        metadata={"description": "Untuk apa; dibaca semua orang bila diberikan"},
    )
    contact = Address(required=True)
    topics = _topics()


class Topics(Schema):
    topics = _topics()


class ProposeAgency(Topics):
    until = fields.Date(required=True, metadata={"description": "Hari terakhirnya, hari di Tanjungbalai"})


class GrantAgency(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class Reason(Schema):
    reason = Prose(required=True, validate=[validate.Length(max=LONGEST_TEXT), REASON[1]])


class Nothing(Schema):
    """Without content."""


class PublicAgency(Schema):
    id = fields.String(required=True)
    agency = fields.String(required=True)
    purpose = fields.String(required=True)
    topics = fields.List(fields.String(), required=True)
    status = fields.String(required=True)
    since = fields.String(required=True, metadata={"description": "Sejak kapan diberikan"})
    until = fields.String(required=True, allow_none=True, metadata={"description": "Hari terakhirnya"})
    at = fields.String(required=True, metadata={"description": "Sejak kapan keadaannya begitu"})
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Mengapa dijeda atau diakhiri"})


class PublicAgencies(Page):
    items = fields.List(fields.Nested(PublicAgency), required=True)
    total = fields.Integer(required=True)


class Agency(PublicAgency):
    version = fields.Integer(required=True)
    since = fields.String(required=True, allow_none=True)
    proposed = fields.Nested(SignedEvent, required=True, allow_none=True)
    proposer = fields.String(required=True, allow_none=True)


class Agencies(Page):
    items = fields.List(fields.Nested(Agency), required=True)
    total = fields.Integer(required=True)


class Wanted(PageArguments):
    status = fields.String(validate=validate.OneOf(STATUSES))


class Contact(Schema):
    contact = fields.String(required=True, allow_none=True, metadata={"description": "null: sudah dihapus"})


class Manifest(Schema):
    user = fields.String(required=True)
    manifest = fields.String(required=True, metadata={"description": "KafkaUser untuk diterapkan TI, JSON"})
