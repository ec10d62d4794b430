from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import ValidationError, fields, validate, validates_schema

from ..rules.professionalism import PERFORMANCE, QUALIFICATION
from ..rules.proof import EDUCATION, PREDICATE
from .domain import KINDS, STATUSES

VALUES = {EDUCATION: QUALIFICATION, PREDICATE: PERFORMANCE}


def _line(what: str):
    return Line(required=True, validate=validate.Length(3, 200), metadata={"description": what})


class EvidenceContent(Schema):
    """`value` is the degree or the predicate, `hours` the JP of a training; null where the kind has none."""

    title = _line("Jurusan, nama pelatihan, atau masa yang dinilai")
    number = _line("Nomor ijazah, sertifikat, atau surat")
    issuer = _line("Yang menerbitkan")
    day = fields.Date(required=True, metadata={"description": "Tanggal terbit; untuk penilaian, akhir masanya"})
    value = fields.String(load_default=None, allow_none=True, validate=validate.OneOf((*QUALIFICATION, *PERFORMANCE)))
    hours = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 2000))


class SubmitEvidence(EvidenceContent):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))

    @validates_schema(skip_on_field_errors=True)
    def _fits(self, data, **_):
        words = VALUES.get(data["kind"])
        if words and data["value"] not in words:
            raise ValidationError(f"Harus salah satu dari: {', '.join(words)}.", "value")
        if words is None and data["hours"] is None:
            raise ValidationError("Pelatihan ditulis dengan jumlah JP-nya.", "hours")


class RefuseEvidence(Schema):
    reason = Prose(required=True, validate=[validate.Length(max=1000), REASON[1]])


class EvidenceFilter(PageArguments):
    status = fields.String(load_default="waiting", validate=validate.OneOf(STATUSES))


class EvidenceRow(Schema):
    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    at = fields.String(required=True)


class Evidences(Page):
    items = fields.List(fields.Nested(EvidenceRow), required=True)
    total = fields.Integer(required=True)


class Evidence(EvidenceRow):
    """`content` is null for whoever is erased."""

    version = fields.Integer(required=True)
    person = fields.String(required=True)
    content = fields.Nested(EvidenceContent, required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
