from asnkit.schemas import REASON, Prose, Schema
from marshmallow import fields, validate

from .domain import LIMITS

SIZES = (320, 1000, 1600, 2400)
TURNS = (0, 90, 180, 270)
PIXELS = {"description": "Sisi terpanjang gambar, piksel"}
CLOCKWISE = {"description": "Diputar searah jarum jam, derajat"}


class UploadDocument(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(list(LIMITS)))


class ViewDocument(Schema):
    reason = Prose(
        load_default=None,
        validate=REASON,
        metadata={"description": "Wajib bagi auditor; yang lain mempunyai perkaranya. Tanpa nama orang"},
    )


class Document(Schema):
    id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True, metadata={"description": "Nama jenis berkas"})
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bita"})
    uploaded_at = fields.String(required=True)
    current = fields.Boolean(required=True, metadata={"description": "Unggahan terakhir dari jenisnya"})


class DocumentKind(Schema):
    kind = fields.String(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    limit = fields.Integer(required=True, metadata={"description": "Ukuran terbesar yang boleh dikirim, bita"})
    left = fields.Integer(required=True, metadata={"description": "Sisa unggahan"})


class Documents(Schema):
    items = fields.List(fields.Nested(Document), required=True)
    kinds = fields.List(fields.Nested(DocumentKind), required=True)


class Pages(Schema):
    pages = fields.Integer(required=True)


class PageDrawing(Schema):
    longest = fields.Integer(load_default=1000, validate=validate.OneOf(SIZES), metadata=PIXELS)
    turn = fields.Integer(load_default=0, validate=validate.OneOf(TURNS), metadata=CLOCKWISE)
