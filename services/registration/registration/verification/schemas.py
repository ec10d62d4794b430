from asnkit.schemas import REASON, Prose, Schema
from marshmallow import fields, validate

from ..disclosure.domain import WHY
from ..period.schemas import CODE


class OfPeriod(Schema):
    period = fields.String(required=True, validate=CODE)


class OpenFile(Schema):
    why = fields.String(required=True, validate=validate.OneOf(list(WHY)))
    note = Prose(required=True, validate=REASON, metadata={"description": "Dengan kata-kata; disegel"})


class Held(Schema):
    id = fields.String(required=True, metadata={"description": "Nomor lamaran"})
    version = fields.Integer(required=True, metadata={"description": "Untuk If-Match saat mengembalikan"})
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    participant_no = fields.String(required=True)
    submitted_at = fields.String(required=True)
    since = fields.String(required=True)
    application_version = fields.Integer(required=True, metadata={"description": "Untuk If-Match saat memutuskan"})


class Desk(Schema):
    items = fields.List(fields.Nested(Held), required=True)


class Queue(Desk):
    waiting = fields.Integer(required=True, metadata={"description": "Terkirim, belum diputuskan"})
    held = fields.Integer(required=True, metadata={"description": "Di antaranya sedang dipegang seseorang"})
    decided = fields.Integer(required=True)
