from asnkit.schemas import REASON, Prose, Schema
from asnkit.settings import NEIGHBOURS
from marshmallow import fields, validate

_count = validate.Range(0)
_SERVICE = validate.OneOf(NEIGHBOURS)
_PART = validate.Regexp(r"^[a-z0-9_.]{1,80}\Z")
_hex = validate.Regexp(r"^[0-9a-f]{64}$")


class StartReplay(Schema):
    services = fields.List(
        fields.String(validate=validate.OneOf(NEIGHBOURS)), required=True, validate=validate.Length(1, len(NEIGHBOURS))
    )
    since = fields.AwareDateTime(load_default=None, allow_none=True)
    until = fields.AwareDateTime(load_default=None, allow_none=True)
    reason = Prose(required=True, validate=REASON)


class Progress(Schema):
    done = fields.Integer(required=True, validate=_count, metadata={"description": "Peristiwa yang sudah diputar"})
    total = fields.Integer(required=True, validate=_count)
    percent = fields.Integer(required=True, validate=validate.Range(0, 100))
    events_per_second = fields.Integer(required=True, validate=_count)
    step = fields.String(required=True, validate=validate.Length(1, 80))


class Part(Schema):
    service = fields.String(required=True, validate=_SERVICE)
    part = fields.String(required=True, validate=_PART)
    kind = fields.String(required=True, validate=validate.OneOf(("states", "view")))
    rebuilt = fields.Integer(required=True, validate=_count)
    compared = fields.Integer(required=True, validate=_count)
    same = fields.Integer(required=True, validate=_count)
    rebuilt_sha256 = fields.String(required=True, validate=_hex)
    live_sha256 = fields.String(required=True, validate=_hex)


class Differing(Schema):
    service = fields.String(required=True, validate=_SERVICE)
    part = fields.String(required=True, validate=_PART)
    kind = fields.String(required=True, validate=validate.OneOf(("states", "view")))
    key = fields.String(required=True, validate=validate.Length(1, 200))
    field = fields.String(required=True, allow_none=True, validate=validate.Length(1, 300))
    sentence = fields.String(required=True, validate=validate.Length(1, 1000))


class ReplayResult(Schema):
    events = fields.Integer(required=True, validate=_count)
    seconds = fields.Integer(required=True, validate=_count)
    parts = fields.List(fields.Nested(Part), required=True)
    differences = fields.List(fields.Nested(Differing), required=True, validate=validate.Length(0, 100))
    differing = fields.Integer(required=True, validate=_count)


class FailReplay(Schema):
    reason = Prose(required=True, validate=validate.Length(1, 1000))


class Replay(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    services = fields.List(fields.String(), required=True)
    since = fields.String(required=True, allow_none=True)
    until = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(("started", "completed", "failed")))
    started_at = fields.String(required=True)
    by = fields.String(required=True)
    completed_at = fields.String()
    result = fields.Dict(required=True, allow_none=True, metadata={"description": "ReplayResult, atau alasan gagal"})
    progress = fields.Nested(Progress, required=True, allow_none=True)


class Replays(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Replay), required=True)
