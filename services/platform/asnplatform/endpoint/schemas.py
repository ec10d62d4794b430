from asnkit.paging import Page, PageArguments
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..delivery.queue import STATUSES
from .domain import ADDRESS, WRONG_ADDRESS

EVENT = validate.Regexp(r"^[a-z_]+-[A-Za-z0-9-]{1,64}@[1-9][0-9]{0,8}\Z")
TYPE = validate.Regexp(r"^[a-z_]+\.[a-z_]+\.[a-z_]+\Z")


class RegisterEndpoint(Schema):
    url = fields.String(
        required=True,
        validate=validate.Regexp(ADDRESS, error=WRONG_ADDRESS),
        metadata={"description": "Tujuan kiriman"},
    )
    types = fields.List(
        fields.String(validate=TYPE),
        required=True,
        validate=validate.Length(1, 200),
        metadata={"description": "Nama peristiwa, misalnya registration.period.announced"},
    )


class SendAgain(Schema):
    event = fields.String(required=True, validate=EVENT)


class Endpoint(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    agency = fields.String(required=True)
    url = fields.String(required=True)
    types = fields.List(fields.String(), required=True)
    status = fields.String(required=True)
    cause = fields.String(required=True, allow_none=True, metadata={"description": "DESK, FAILURES, atau GONE"})
    since = fields.String(required=True, metadata={"description": "Sejak kapan dicatat"})
    at = fields.String(required=True, metadata={"description": "Sejak kapan keadaannya begitu"})
    renewed = fields.String(required=True, metadata={"description": "Kapan rahasianya dibuat"})
    waiting = fields.Integer(required=True, metadata={"description": "Kiriman yang menunggu"})


class Endpoints(Schema):
    items = fields.List(fields.Nested(Endpoint), required=True)
    offered = fields.List(fields.String(), required=True, metadata={"description": "Peristiwa yang dapat dipilih"})


class Secret(Schema):
    secret = fields.String(required=True, metadata={"description": "Standard Webhooks: whsec_…"})


class WantedDeliveries(PageArguments):
    status = fields.String(validate=validate.OneOf(STATUSES))


class Delivery(Schema):
    event = fields.String(required=True, metadata={"description": "Juga webhook-id"})
    type = fields.String(required=True)
    status = fields.String(required=True)
    tries = fields.Integer(required=True)
    at = fields.String(required=True)
    due = fields.String(required=True, allow_none=True, metadata={"description": "Kapan dicoba lagi"})
    tried = fields.String(required=True, allow_none=True)
    outcome = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Status HTTP, atau address, name, connection, certificate, time, answer, proxy"},
    )


class Deliveries(Page):
    items = fields.List(fields.Nested(Delivery), required=True)
    total = fields.Integer(required=True)
