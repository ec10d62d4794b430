from asnkit.schemas import Schema
from marshmallow import fields, validate


class CreditHours(Schema):
    enrolment = fields.UUID(required=True)
    completed_on = fields.Date(required=True)
    certificate_no = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 120))
