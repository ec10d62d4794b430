from asnkit.paging import Page, PageArguments
from asnkit.schemas import LONGEST_REASON, Prose, Schema, SignedEvent
from marshmallow import fields, validate

STANDINGS = ("SEATED", "QUEUED", "ASKED", "APPLIED", "DECLINED", "GONE")


class AskForSeat(Schema):
    person = fields.UUID(load_default=None, metadata={"description": "Diisi oleh pengelola diklat yang mengusulkan"})


class Withdrawal(Schema):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class ParticipantFilter(PageArguments):
    standing = fields.String(validate=validate.OneOf(STANDINGS))


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
    decides = fields.String(required=True, allow_none=True, metadata={"description": "SUPERIOR, atau OFFICER"})
    declined = fields.String(required=True, allow_none=True, metadata={"description": "Mengapa atasan tidak setuju"})


class Places(Page):
    items = fields.List(fields.Nested(Place), required=True)
    total = fields.Integer(required=True)


class ApproveApplication(Schema):
    applied = fields.Nested(SignedEvent, required=True, metadata={"description": "Permohonan yang dibaca"})


class DeclineApplication(ApproveApplication):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class Missing(Schema):
    title = fields.String(required=True)
    missing = fields.Integer(required=True, metadata={"description": "Tingkat yang masih kurang"})


class Asked(Schema):
    subject = fields.String(required=True)
    status = fields.String(required=True)


class Application(Schema):
    """What whoever decides sees of it."""

    id = fields.String(required=True)
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    session = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP"})
    status = fields.String(required=True)
    applied_at = fields.String(required=True)
    closes = fields.String(required=True)
    applied = fields.Nested(SignedEvent, required=True)
    hindrance = fields.String(
        required=True, allow_none=True, metadata={"description": "Mengapa tidak dapat disetujui sekarang"}
    )
    colleagues = fields.Integer(required=True, metadata={"description": "Rekan seunit yang meminta sesi ini juga"})
    credited = fields.Integer(required=True, metadata={"description": "JP tahun ini, tanpa Latsar"})
    target = fields.Integer(required=True, allow_none=True, metadata={"description": "JP setahun paling sedikit"})
    most = fields.Integer(required=True, allow_none=True, metadata={"description": "JP setahun paling banyak"})
    missing = fields.List(
        fields.Nested(Missing), required=True, metadata={"description": "Yang dinaikkan pelatihannya"}
    )
    needs = fields.List(fields.Nested(Asked), required=True, metadata={"description": "Yang diminta orangnya"})
