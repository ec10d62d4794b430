from asnkit.paging import Page, PageArguments
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..candidate.schemas import SkbScore
from ..schemas import PartArguments
from .domain import STAGES

__all__ = [
    "CODES",
    "PartArguments",
    "RankedLine",
    "RankingFilter",
    "RankingRow",
    "RankingRows",
    "Rankings",
    "StageChoice",
]

STAGE = validate.OneOf(STAGES)

CODES = {
    "P/L": "Memenuhi nilai ambang batas dan berhak mengikuti tahap berikutnya",
    "P": "Memenuhi nilai ambang batas tetapi di luar tiga kali kebutuhan",
    "L": "Lulus dan mengisi formasi",
    "TL": "Tidak lulus",
    "TH": "Tidak hadir",
    "DIS": "Diskualifikasi",
    "APS": "Mengundurkan diri",
    "SERI": "Seri penuh di batas kuota, menunggu keputusan panitia",
}


class StageChoice(Schema):
    stage = fields.String(required=True, validate=STAGE)


class RankingFilter(PageArguments):
    stage = fields.String(required=True, validate=STAGE)


class RankedLine(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    stage = fields.String(required=True)
    vacancy = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    need_type = fields.String(required=True)
    quota = fields.Integer(required=True)
    rows = fields.Integer(required=True)
    list_sha256 = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    computed_at = fields.String(required=True)


class Rankings(Page):
    items = fields.List(fields.Nested(RankedLine), required=True)


class RankingRow(Schema):
    """One row; `rank` is empty for people who are not ranked, exact numbers are text "n/d"."""

    rank = fields.Integer(required=True, allow_none=True)
    participant_no = fields.String(required=True)
    candidate = fields.String(required=True)
    code = fields.String(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    tied = fields.Boolean(required=True)
    twk = fields.Integer(required=True, allow_none=True)
    tiu = fields.Integer(required=True, allow_none=True)
    tkp = fields.Integer(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True)
    skb = fields.List(fields.Nested(SkbScore), allow_none=True)
    skb100 = fields.String(allow_none=True)
    final = fields.String(allow_none=True)
    final_shown = fields.String(allow_none=True)


class RankingRows(Schema):
    items = fields.List(fields.Nested(RankingRow), required=True)
    total = fields.Integer(required=True)
