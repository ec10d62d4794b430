from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..objects import OBJECT
from .domain import DESKS, OUTCOMES, SEVERITIES

_NO_NAMES = "Tanpa nama orang; sebut objek dengan nomor alirannya"
_owner = validate.Length(1, 120)


def _desk() -> fields.String:
    told = {"description": "Peran yang menerimanya di ruang kerja dan boleh menanggapi"}
    return fields.String(load_default=None, allow_none=True, validate=validate.OneOf(DESKS), metadata=told)


class OpenFinding(Schema):
    title = Line(required=True, validate=validate.Length(3, 200))
    severity = fields.String(required=True, validate=validate.OneOf(SEVERITIES))
    description = Prose(required=True, validate=validate.Length(3, 4000), metadata={"description": _NO_NAMES})
    about = fields.String(load_default=None, allow_none=True, validate=OBJECT)
    entry = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(0))
    owner = Line(load_default=None, allow_none=True, validate=_owner)
    due = fields.Date(load_default=None, allow_none=True)
    desk = _desk()


class AssignFinding(Schema):
    owner = Line(required=True, validate=_owner)
    due = fields.Date(load_default=None, allow_none=True)
    desk = _desk()


class NoteFinding(Schema):
    text = Prose(required=True, validate=validate.Length(3, 4000), metadata={"description": _NO_NAMES})


class AnswerFinding(NoteFinding):
    """Tanggapan dari peran yang ditunjuk."""


class CloseFinding(Schema):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reason = Prose(required=True, validate=REASON)


class FindingFilter(Schema):
    status = fields.String(validate=validate.OneOf(("open", "closed")))
    severity = fields.String(validate=validate.OneOf(SEVERITIES))
    owner = Line(validate=_owner)
    before = fields.String(validate=validate.Length(1, 60), metadata={"description": "Yang lebih lama dari nomor ini"})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class Note(Schema):
    at = fields.String(required=True)
    by = fields.String(required=True)
    text = fields.String(required=True)


class Finding(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    severity = fields.String(required=True)
    description = fields.String(required=True)
    about = fields.String(required=True, allow_none=True)
    entry = fields.Integer(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)
    desk = fields.String(required=True, allow_none=True)
    due = fields.String(required=True, allow_none=True)
    overdue = fields.Boolean(required=True, metadata={"description": "Belum ditutup dan lewat tenggat"})
    status = fields.String(required=True)
    opened_at = fields.String(required=True)
    opened_by = fields.String(required=True)
    notes = fields.List(fields.Nested(Note), required=True)
    outcome = fields.String()
    reason = fields.String()
    closed_at = fields.String()
    closed_by = fields.String()


class AskedFinding(Schema):
    """Temuan sebagaimana dibaca peran yang diminta menanggapinya; `answers` adalah tanggapan peran itu."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    severity = fields.String(required=True)
    description = fields.String(required=True)
    owner = fields.String(required=True, allow_none=True)
    due = fields.String(required=True, allow_none=True)
    overdue = fields.Boolean(required=True, metadata={"description": "Belum ditutup dan lewat tenggat"})
    status = fields.String(required=True)
    opened_at = fields.String(required=True)
    answers = fields.List(fields.Nested(Note), required=True)
    outcome = fields.String()
    reason = fields.String()
    closed_at = fields.String()


class Findings(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Finding), required=True)
