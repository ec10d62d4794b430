from asnkit.schemas import REASON, Line, Prose, Schema, SignedEvent
from marshmallow import fields, validate

from . import domain

RUPIAH = validate.Range(0, 10**13)


class PlanItem(Schema):
    need = fields.UUID(required=True, metadata={"description": "Kebutuhan yang diterima"})
    course = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Dari katalog; kosong: belum ada"}
    )
    title = Line(load_default=None, allow_none=True, validate=validate.Length(3, 200))
    hours = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 900))
    people = fields.Integer(required=True, strict=True, validate=validate.Range(1, 10_000))
    quarter = fields.Integer(required=True, strict=True, validate=validate.Range(1, 4))
    cost = fields.Integer(required=True, strict=True, validate=RUPIAH, metadata={"description": "Rupiah"})
    fund = fields.String(required=True, validate=validate.OneOf(domain.FUNDS))


class RemovePlanItem(Schema):
    need = fields.UUID(required=True)


class ProposePlan(Schema):
    budget = fields.Integer(required=True, strict=True, validate=RUPIAH, metadata={"description": "Rupiah"})
    basis = Line(required=True, validate=validate.Length(3, 200), metadata={"description": "Nomor dokumen anggaran"})


class ApprovePlan(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class RejectPlan(Schema):
    reason = Prose(required=True, validate=REASON)


class PlannedProgramme(Schema):
    """`done` are people of the unit who passed the course in that year, null where the catalogue has no course."""

    need = fields.String(required=True)
    unit = fields.String(required=True)
    unit_name = fields.String(required=True)
    subject = fields.String(required=True)
    course = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP setiap orang"})
    people = fields.Integer(required=True)
    quarter = fields.Integer(required=True)
    cost = fields.Integer(required=True, metadata={"description": "Rupiah"})
    fund = fields.String(required=True)
    done = fields.Integer(required=True, allow_none=True)


class OfferedPlan(Schema):
    edition = fields.Integer(required=True)
    budget = fields.Integer(required=True)
    basis = fields.String(required=True)
    cost = fields.Integer(required=True)
    items = fields.List(fields.Nested(PlannedProgramme), required=True)


class PlanEdition(OfferedPlan):
    at = fields.String(required=True)
    signed = fields.Nested(SignedEvent, required=True)


class RejectedPlan(Schema):
    reason = fields.String(required=True)
    at = fields.String(required=True)


class Plan(Schema):
    """`items` are the programmes as they stand now; `offered` and `proposed` what waits for the signature."""

    year = fields.Integer(required=True)
    version = fields.Integer(required=True)
    status = fields.String(required=True, metadata={"description": "draft atau proposed"})
    cost = fields.Integer(required=True)
    items = fields.List(fields.Nested(PlannedProgramme), required=True)
    offered = fields.Nested(OfferedPlan, required=True, allow_none=True)
    proposed = fields.Nested(SignedEvent, required=True, allow_none=True)
    proposer = fields.String(required=True, allow_none=True)
    rejected = fields.Nested(RejectedPlan, required=True, allow_none=True)
    editions = fields.List(fields.Nested(PlanEdition), required=True, metadata={"description": "Terbaru lebih dahulu"})


class PlanYear(Schema):
    year = fields.Integer(required=True)
    status = fields.String(required=True)
    programmes = fields.Integer(required=True)
    cost = fields.Integer(required=True)
    editions = fields.Integer(required=True)


class PlanYears(Schema):
    items = fields.List(fields.Nested(PlanYear), required=True)
