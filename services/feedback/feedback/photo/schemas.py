from asnkit.paging import Page
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate


class AddPhoto(Schema):
    number = Line(required=True, validate=validate.Length(1, 40))
    code = Line(required=True, validate=validate.Length(1, 40))
    may_show = fields.Boolean(load_default=False, metadata={"description": "Boleh ditampilkan bila petugas melepasnya"})


class Photo(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    day = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Byte"})
    may_show = fields.Boolean(required=True)
    released = fields.Boolean(required=True)


class Released(Schema):
    id = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    day = fields.String(required=True, metadata={"description": "Sejak kapan ditampilkan"})


class ReleasedPhotos(Page):
    items = fields.List(fields.Nested(Released), required=True)
    total = fields.Integer(required=True)
