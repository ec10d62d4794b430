from asnkit.schemas import LONGEST_REASON, Line, Prose, Schema, SignedEvent
from marshmallow import fields, validate

from . import domain


class Printed(Schema):
    number = Line(required=True, validate=validate.Length(3, 60))
    code = Line(validate=validate.Length(1, 40), metadata={"description": "Kode pada kode QR; membuka nama"})


class Facts(Schema):
    certificate_no = fields.String(required=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP"})
    completed_on = fields.String(required=True)
    issued_at = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf((domain.VALID, domain.REVOKED)))


class Checked(Facts):
    """What anybody may know of a certificate by its number; whose it is, only with its code."""

    opened = fields.Boolean(required=True, metadata={"description": "Kode cocok"})
    holder = fields.String(required=True, allow_none=True)


class Certificate(Facts):
    id = fields.String(required=True)
    person = fields.String(required=True)
    code = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    proposed = fields.Nested(SignedEvent, required=True, allow_none=True)


class ProposeRevocation(Schema):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class Revocation(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})
