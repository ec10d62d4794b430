from asnkit.paging import Page, PageArguments
from asnkit.schemas import Schema
from marshmallow import fields, validate

from .domain import LIMIT_PERSONS


class Persons(Schema):
    persons = fields.List(fields.UUID(), required=True, validate=validate.Length(1, LIMIT_PERSONS))


class TieBreak(Schema):
    person = fields.String(required=True)
    gpa = fields.String(required=True, allow_none=True, metadata={"description": "Desimal sebagai teks"})
    birth_date = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "erased: data sudah dihapus"})


class TieBreaks(Schema):
    items = fields.List(fields.Nested(TieBreak), required=True)


class Name(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "erased: data sudah dihapus"})


class Names(Schema):
    items = fields.List(fields.Nested(Name), required=True)


class Reading(Schema):
    """Somebody opened data of the person who asks."""

    at = fields.String(required=True)
    role = fields.String(required=True)
    fields_ = fields.List(
        fields.String(), required=True, attribute="fields", data_key="fields", metadata={"description": "Yang dibuka"}
    )
    document = fields.String(required=True, allow_none=True, metadata={"description": "Jenis berkas, bila berkas"})
    purpose = fields.String(required=True)
    why = fields.String(required=True, allow_none=True, metadata={"description": "Alasan, bila tanpa perkara"})
    note = fields.String(required=True, allow_none=True)


class Readings(Schema):
    items = fields.List(fields.Nested(Reading), required=True)


class Opening(Schema):
    """A file without a case that somebody of the committee opened; the words are in its own record."""

    id = fields.String(required=True)
    at = fields.String(required=True)
    by = fields.String(required=True)
    why = fields.String(required=True)
    application = fields.String(required=True)
    period = fields.String(required=True)
    participant_no = fields.String(required=True)


class Openings(Page):
    items = fields.List(fields.Nested(Opening), required=True)
    total = fields.Integer(required=True)


class OpeningFilter(PageArguments):
    """Only the page."""
