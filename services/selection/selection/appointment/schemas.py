from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..candidate.schemas import AppointedNote


class OrderAppointments(Schema):
    effective_date = fields.Date(required=True, metadata={"description": "TMT pengangkatan"})
    decree_no = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor SK"})


class AppointmentRefusal(Schema):
    candidate = fields.String(required=True)
    rule = fields.String(required=True)


class Appointment(Schema):
    """An order to appoint all winners, and how far it is."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    round = fields.String(required=True)
    period = fields.String(required=True)
    result = fields.String(required=True)
    status = fields.String(required=True, metadata={"description": "ordered, closed, atau failed"})
    failed_by = fields.String(required=True, allow_none=True, metadata={"description": "Apa yang tidak sama"})
    winners = fields.Integer(required=True)
    effective_date = fields.String(required=True)
    decree_no = fields.String(required=True)
    next = fields.Integer(required=True, metadata={"description": "Pemenang yang sudah dikerjakan"})
    applied = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    refusals = fields.List(
        fields.Nested(AppointmentRefusal), required=True, metadata={"description": "200 yang pertama"}
    )


class Winner(Schema):
    participant_no = fields.String(required=True)
    person = fields.String(required=True)
    vacancy = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    final_shown = fields.String(required=True, allow_none=True)
    appointed = fields.Nested(AppointedNote, required=True, allow_none=True)


class Winners(Schema):
    items = fields.List(fields.Nested(Winner), required=True)
    total = fields.Integer(required=True)
