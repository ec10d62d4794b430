from asnkit.paging import Page
from asnkit.schemas import Schema
from marshmallow import fields


class ExportRecord(Schema):
    since = fields.Date(required=True, metadata={"description": "Hari terakhir pelatihan paling awal"})
    until = fields.Date(required=True, metadata={"description": "Hari terakhir pelatihan paling akhir"})


class Record(Schema):
    id = fields.String(required=True)
    since = fields.String(required=True)
    until = fields.String(required=True)
    edition = fields.String(required=True, metadata={"description": "Edisi kolomnya"})
    number = fields.Integer(required=True, metadata={"description": "Banyaknya baris"})
    at = fields.String(required=True)
    by = fields.String(required=True)


class Records(Page):
    items = fields.List(fields.Nested(Record), required=True)


class RecordRows(Schema):
    """`columns` in their order; every row has a value for each."""

    columns = fields.List(fields.String(), required=True)
    rows = fields.List(fields.List(fields.Raw(allow_none=True)), required=True)
