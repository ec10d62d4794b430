from asnkit.schemas import REASON, Prose, Schema
from marshmallow import fields, validate

from ..disclosure.domain import WHY
from ..period.schemas import CODE
from .domain import RECALLS


class OfPeriod(Schema):
    period = fields.String(required=True, validate=CODE)


class OpenFile(Schema):
    why = fields.String(required=True, validate=validate.OneOf(list(WHY)))
    note = Prose(required=True, validate=REASON, metadata={"description": "Dengan kata-kata; disegel"})


class RecallFiles(OfPeriod):
    verifier = fields.String(required=True, validate=validate.Regexp(r"^[!-~]{1,128}\Z"))
    reason = fields.String(required=True, validate=validate.OneOf(list(RECALLS)))


class Pace(Schema):
    """How one verifier works in a period; files, not verdicts."""

    verifier = fields.String(required=True)
    held = fields.Integer(required=True)
    oldest_since = fields.String(required=True, allow_none=True, metadata={"description": "Yang terlama di meja"})
    taken = fields.Integer(required=True)
    decided = fields.Integer(required=True)
    returned = fields.Integer(required=True, metadata={"description": "Dikembalikan verifikator sendiri"})
    recalled = fields.Integer(required=True, metadata={"description": "Ditarik panitia"})
    week = fields.Integer(required=True, metadata={"description": "Diputuskan dalam tujuh hari terakhir"})
    last_at = fields.String(required=True, metadata={"description": "Terakhir mengambil, memutuskan, mengembalikan"})


class Paces(Schema):
    items = fields.List(fields.Nested(Pace), required=True)
    undecided = fields.Integer(required=True)


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


class OpenPages(Schema):
    document = fields.String(required=True)
    pages = fields.Integer(required=True)


class DocumentPages(Schema):
    documents = fields.List(fields.Nested(OpenPages), required=True)
