from asnkit.paging import Page, PageArguments
from asnkit.schemas import Schema
from marshmallow import fields, validate

from ..delivery.queue import SENT


class WantedFiles(PageArguments):
    topic = fields.String(validate=validate.OneOf(SENT))


class DailyFile(Schema):
    id = fields.String(required=True)
    topic = fields.String(required=True)
    day = fields.String(required=True)
    part = fields.Integer(required=True)
    events = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    file_sha256 = fields.String(required=True)
    event = fields.String(required=True, metadata={"description": "Peristiwa yang menyebut berkas ini"})
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 peristiwa itu, untuk buktinya"})


class DailyFiles(Page):
    items = fields.List(fields.Nested(DailyFile), required=True)
    total = fields.Integer(required=True)
