from asnkit.schemas import Schema
from marshmallow import fields, validate


class Check(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 40))
    examined = fields.Integer(required=True, validate=validate.Range(0))
    findings = fields.Integer(required=True, validate=validate.Range(0))


class Discovery(Schema):
    check = fields.String(required=True, validate=validate.Length(1, 40))
    service = fields.String(required=True, allow_none=True, validate=validate.Regexp(r"^[a-z]{2,20}\Z"))
    subject = fields.String(
        required=True,
        allow_none=True,
        validate=validate.Length(1, 200),
        metadata={"description": "Aliran, peristiwa atau baris"},
    )
    view = fields.String(required=True, allow_none=True, validate=validate.Regexp(r"^[a-z0-9_.]{1,80}\Z"))
    field = fields.String(required=True, allow_none=True, validate=validate.Length(1, 300))
    sentence = fields.String(required=True, validate=validate.Length(1, 1000))


class Result(Schema):
    """What the standing auditor reports after a round."""

    inspection = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 60),
        metadata={"description": "Permintaan yang dijawab"},
    )
    started_at = fields.String(required=True, validate=validate.Length(1, 40))
    seconds = fields.Integer(required=True, validate=validate.Range(0))
    size = fields.Integer(required=True, validate=validate.Range(0))
    checks = fields.List(fields.Nested(Check), required=True, validate=validate.Length(0, 40))
    findings = fields.List(fields.Nested(Discovery), required=True, validate=validate.Length(0, 100))
    found = fields.Integer(required=True, validate=validate.Range(0))


class Summary(Schema):
    """Without what was found: anybody may see whether the record holds."""

    id = fields.String(required=True)
    at = fields.String(required=True)
    started_at = fields.String(required=True)
    seconds = fields.Integer(required=True)
    size = fields.Integer(required=True)
    checks = fields.List(fields.Nested(Check), required=True)
    found = fields.Integer(required=True)


class Inspection(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(("requested", "completed")))
    requested_by = fields.String()
    requested_at = fields.String()
    at = fields.String()
    by = fields.String()
    started_at = fields.String()
    seconds = fields.Integer()
    size = fields.Integer()
    checks = fields.List(fields.Nested(Check))
    findings = fields.List(fields.Nested(Discovery))
    found = fields.Integer()


class Page(Schema):
    before = fields.String(validate=validate.Length(1, 60))
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class Inspections(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Inspection), required=True)


class Work(Schema):
    """What the standing auditor is asked to do, oldest first."""

    inspections = fields.List(fields.String(), required=True)
    replays = fields.List(fields.Dict(), required=True)
