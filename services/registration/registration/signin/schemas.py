from asnkit.schemas import Address, Schema
from asnkit.settings import NEIGHBOURS
from marshmallow import fields, validate

from ..rules import password


class Password(fields.String):
    """A password in its one spelling."""

    def __init__(self, shortest: int = 1, **more):
        super().__init__(**more, validate=validate.Length(shortest, password.LONGEST))

    def _deserialize(self, value, attr, data, **more):
        return password.spelled(super()._deserialize(value, attr, data, **more))


class SignIn(Schema):
    email = Address(required=True)
    password = Password(required=True)
    device = fields.String(load_default="", validate=validate.Length(max=100))


class Refresh(Schema):
    refresh_token = fields.String(required=True, validate=validate.Length(1, 200))


class Audience(Schema):
    audience = fields.String(required=True, validate=validate.OneOf(NEIGHBOURS))


class AccessToken(Schema):
    """`access_token` is good at one service and lasts `expires_in` seconds."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "Detik"})


class Tokens(AccessToken):
    """`refresh_token` is good once."""

    refresh_token = fields.String(required=True)
    person = fields.String(required=True)


class Entered(Tokens):
    """`device` is kept by the device and sent with its next sign-in: what strangers try elsewhere does not stop it."""

    device = fields.String(required=True)


class Jwk(Schema):
    kty = fields.String(required=True)
    crv = fields.String(required=True)
    alg = fields.String(required=True)
    use = fields.String(required=True)
    kid = fields.String(required=True)
    x = fields.String(required=True)


class Jwks(Schema):
    keys = fields.List(fields.Nested(Jwk), required=True)
