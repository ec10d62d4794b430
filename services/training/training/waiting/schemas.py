from asnkit.parked import parked
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..civil_servant.schemas import TrainingCounts

KINDS = ("unit_list", "roster_list", "roster_undo", "certificate", "reissue", "decree", "plan", "latsar", "application")
TURNS = ("second", "other", "you")


class WaitingOne(Schema):
    """One thing that a second person has to sign, or that an officer sees to."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    turn = fields.String(
        required=True,
        validate=validate.OneOf(TURNS),
        metadata={"description": "second: tanda tangan kedua, Anda; other: orang lain sesudah Anda; you: Anda"},
    )
    id = fields.String(required=True)
    about = fields.String(
        required=True, metadata={"description": "Nama berkas, nomor surat atau sertifikat, tahun, unit, atau kode sesi"}
    )


class Waiting(Schema):
    """`items` of a kind are the oldest 25."""

    items = fields.List(fields.Nested(WaitingOne), required=True)
    probation = fields.Integer(required=True, metadata={"description": "CPNS yang dapat diangkat menjadi PNS"})
    needs = fields.Integer(required=True, metadata={"description": "Kebutuhan pelatihan yang belum diputuskan"})
    activities = fields.Integer(required=True, metadata={"description": "Kegiatan di tempat lain yang belum diperiksa"})
    counts = fields.Nested(TrainingCounts, required=True)
    parked = parked()
