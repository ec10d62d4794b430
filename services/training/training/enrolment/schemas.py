from asnkit.paging import Page, PageArguments
from asnkit.schemas import LONGEST_REASON, Prose, Schema
from marshmallow import fields, validate


class AskForSeat(Schema):
    person = fields.UUID(load_default=None, metadata={"description": "Diisi oleh pengelola diklat yang mengusulkan"})


class Withdrawal(Schema):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class ParticipantFilter(PageArguments):
    standing = fields.String(validate=validate.OneOf(("SEATED", "QUEUED", "ASKED", "GONE")))


class Place(Schema):
    """One enrolment in a session: the seat, the days, the outcome."""

    id = fields.String(required=True)
    person = fields.String(required=True)
    session = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP"})
    unit = fields.String(required=True)
    standing = fields.String(required=True)
    asked_at = fields.String(required=True)
    attended = fields.List(fields.String(), required=True, metadata={"description": "Hari hadir"})
    outcome = fields.String(required=True, allow_none=True)
    score = fields.String(required=True, allow_none=True)
    certificate = fields.String(required=True, allow_none=True, metadata={"description": "Nomor sertifikat"})
    revoked_at = fields.String(required=True, allow_none=True, metadata={"description": "Sertifikat dicabut"})
    reviewed = fields.Boolean(required=True, metadata={"description": "Kesannya sudah diberikan"})


class Places(Page):
    items = fields.List(fields.Nested(Place), required=True)
    total = fields.Integer(required=True)
