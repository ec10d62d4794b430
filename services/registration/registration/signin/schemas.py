from asnkit.mint import AccessToken
from asnkit.schemas import Address, Schema
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


class Tokens(AccessToken):
    """`refresh_token` is good once."""

    refresh_token = fields.String(required=True)
    person = fields.String(required=True)


class Entered(Tokens):
    """`device` is kept by the device and sent with its next sign-in: what strangers try elsewhere does not stop it."""

    device = fields.String(required=True)
