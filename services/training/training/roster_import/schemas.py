from asnkit.paging import Page
from asnkit.schemas import Line, Schema, SignedEvent
from asnkit.sheet.schemas import Reading
from marshmallow import fields, validate


class UploadRoster(Schema):
    file = Line(required=True, validate=validate.Length(1, 255), metadata={"description": "Nama berkas"})


class ApproveRoster(Schema):
    staged = fields.Nested(SignedEvent, required=True, metadata={"description": "Unggahan yang Anda baca"})


class PartArguments(Schema):
    offset = fields.Integer(load_default=0, validate=validate.Range(min=0))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))


class RowRefusal(Schema):
    row = fields.Integer(required=True)
    rule = fields.String(required=True)


class RowRefusals(Schema):
    items = fields.List(fields.Nested(RowRefusal), required=True)
    total = fields.Integer(required=True)


class RosterList(Reading):
    """What a file holds. With faults nothing is kept and `id` is null."""

    id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    file = fields.String(required=True)
    rows = fields.Integer(required=True)
    summary = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True, metadata={"description": "Baris menurut status"}
    )
    staged = fields.Nested(SignedEvent, required=True, allow_none=True)
    status = fields.String(
        required=True,
        metadata={"description": "rejected, staged, approved, closed, atau failed (bukan yang disetujui)"},
    )
    failed_by = fields.String(required=True, allow_none=True, metadata={"description": "Apa yang tidak sama"})
    next = fields.Integer(required=True, metadata={"description": "Baris yang sudah dikerjakan"})
    applied = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    refusals = fields.List(
        fields.Nested(RowRefusal), required=True, metadata={"description": "200 yang pertama; semuanya di /refusals"}
    )


class RosterLists(Page):
    items = fields.List(fields.Nested(RosterList), required=True)
    total = fields.Integer(required=True)
