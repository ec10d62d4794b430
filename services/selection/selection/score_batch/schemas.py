from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema, SignedEvent
from asnkit.sheet.schemas import Reading
from marshmallow import fields, validate

from ..candidate.domain import SKB, SKD
from ..schemas import PartArguments

__all__ = [
    "ApproveScores",
    "PartArguments",
    "RowRefusals",
    "ScoreBatch",
    "ScoreBatchFilter",
    "ScoreBatches",
    "ScoreUpload",
    "TemplateArguments",
]

STAGE = validate.OneOf([SKD, SKB])


class ScoreUpload(Schema):
    round = fields.UUID(required=True)
    stage = fields.String(required=True, validate=STAGE)
    file = Line(required=True, validate=validate.Length(1, 255), metadata={"description": "Nama berkas"})
    all_present = fields.Boolean(
        load_default=False,
        metadata={"description": "Berkas ini tanpa kolom keterangan, dan semua peserta di dalamnya hadir"},
    )
    preview = fields.Boolean(
        load_default=False, metadata={"description": "Periksa saja; belum ada yang ditandatangani"}
    )


class TemplateArguments(Schema):
    round = fields.UUID(required=True)
    stage = fields.String(required=True, validate=STAGE)


class ScoreBatchFilter(PageArguments):
    round = fields.UUID()
    stage = fields.String(validate=STAGE)


class ApproveScores(Schema):
    staged = fields.Nested(SignedEvent, required=True, metadata={"description": "Unggahan yang Anda baca"})


class ScoreSummary(Schema):
    present = fields.Integer(required=True)
    absent = fields.Integer(required=True)
    disqualified = fields.Integer(required=True)


class RowRefusal(Schema):
    row = fields.Integer(required=True)
    rule = fields.String(required=True)


class RowRefusals(Schema):
    items = fields.List(fields.Nested(RowRefusal), required=True)
    total = fields.Integer(required=True)


class ScoreBatch(Reading):
    """A score file. With faults, and in a preview, nothing is kept and `id` is null."""

    id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    round = fields.String(required=True)
    stage = fields.String(required=True)
    file = fields.String(required=True)
    staged = fields.Nested(SignedEvent, required=True, allow_none=True)
    rows = fields.Integer(required=True)
    summary = fields.Nested(ScoreSummary, required=True)
    missing = fields.Integer(required=True, metadata={"description": "Peserta tahap ini yang tidak ada dalam berkas"})
    status = fields.String(
        required=True,
        metadata={"description": "rejected, preview, staged, approved, closed, atau failed (bukan yang disetujui)"},
    )
    failed_by = fields.String(required=True, allow_none=True, metadata={"description": "Apa yang tidak sama"})
    next = fields.Integer(required=True, metadata={"description": "Baris yang sudah dikerjakan"})
    applied = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    refusals = fields.List(
        fields.Nested(RowRefusal), required=True, metadata={"description": "200 yang pertama; semuanya di /refusals"}
    )
    remarks = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "COLUMN: kolom keterangan ada; RENOUNCED: pengunggah menyatakan semua hadir"},
    )


class ScoreBatches(Page):
    items = fields.List(fields.Nested(ScoreBatch), required=True)
