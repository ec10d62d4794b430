from asnkit.schemas import Schema
from asnkit.settings import NEIGHBOURS
from marshmallow import fields, validate

PASSWORD_LONGEST = 128


class SignIn(Schema):
    email = fields.Email(required=True)
    password = fields.String(required=True, validate=validate.Length(1, PASSWORD_LONGEST))


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


class Jwk(Schema):
    kty = fields.String(required=True)
    crv = fields.String(required=True)
    alg = fields.String(required=True)
    use = fields.String(required=True)
    kid = fields.String(required=True)
    x = fields.String(required=True)


class Jwks(Schema):
    keys = fields.List(fields.Nested(Jwk), required=True)
