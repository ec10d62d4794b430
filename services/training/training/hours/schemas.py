from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

CERTIFICATE = validate.Regexp(
    r"^[0-9A-Z][0-9A-Z./-]{0,59}\Z", error="Tulis nomor seperti pada sertifikat: huruf besar, angka, titik, / atau -."
)


class CreditHours(Schema):
    enrolment = fields.UUID(required=True)
    completed_on = fields.Date(required=True)
    certificate_no = Line(load_default=None, allow_none=True, validate=CERTIFICATE)
