"""What an auditor may point at: a stream, or one event of it."""

from marshmallow import validate

OBJECT = validate.Regexp(r"^[a-z_]+-[0-9a-f-]{36}(@[0-9]+)?\Z")
