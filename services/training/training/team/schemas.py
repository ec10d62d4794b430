from asnkit.schemas import Schema
from marshmallow import fields

from ..evaluation.schemas import Evaluation


class WaitingApplication(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    closes = fields.String(required=True, metadata={"description": "Pendaftaran ditutup; sesudahnya tidak diputus"})
    applied_at = fields.String(required=True)


class Member(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    job_name = fields.String(required=True)
    status = fields.String(required=True)
    away_until = fields.String(required=True, allow_none=True, metadata={"description": "Hari terakhir cutinya"})
    credited = fields.Integer(required=True, metadata={"description": "JP tahun ini, tanpa Latsar"})
    least = fields.Integer(required=True, allow_none=True, metadata={"description": "JP setahun paling sedikit"})
    most = fields.Integer(required=True, allow_none=True, metadata={"description": "JP setahun paling banyak"})


class Team(Schema):
    """`people` are the first 200 of `total`."""

    applications = fields.List(fields.Nested(WaitingApplication), required=True)
    evaluations = fields.List(fields.Nested(Evaluation), required=True)
    people = fields.List(fields.Nested(Member), required=True)
    total = fields.Integer(required=True)


class OwnWaiting(Schema):
    exams = fields.Integer(required=True, metadata={"description": "Uji yang dapat dikerjakan sekarang"})
    today = fields.Integer(required=True, metadata={"description": "Sesi hari ini yang kehadirannya belum tercatat"})
    reviews = fields.Integer(required=True, metadata={"description": "Sesi selesai yang belum diberi kesan"})
    decided = fields.List(fields.String(), required=True, metadata={"description": "Kapan permohonan kursi diputus"})
    checked = fields.List(fields.String(), metadata={"description": "Kapan kegiatan Anda di tempat lain diperiksa"})
    moved = fields.List(fields.String(), required=True, metadata={"description": "Kapan sesi Anda diubah atau batal"})


class TeamWaiting(Schema):
    people = fields.Integer(required=True)
    applications = fields.Integer(required=True)
    evaluations = fields.Integer(required=True)
    own = fields.Nested(OwnWaiting, metadata={"description": "Dari pelatihan Anda sendiri"})
