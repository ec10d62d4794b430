"""What is asked of the past, and how it answers."""

from asnkit.schemas import Schema
from marshmallow import fields, validate

PAGE = 50
MOST = 500
BY = ("record", "valid")


def _page(limit: int = MOST):
    return fields.Integer(load_default=PAGE, validate=validate.Range(1, limit))


class At(Schema):
    at = fields.AwareDateTime(metadata={"description": "Saat yang dilihat (RFC 3339); tanpa ini: sekarang"})
    by = fields.String(
        load_default="record",
        validate=validate.OneOf(BY),
        metadata={"description": "record: menurut saat dicatat; valid: menurut saat berlaku"},
    )
    known = fields.AwareDateTime(metadata={"description": "Dengan pengetahuan sampai saat ini (hanya untuk by=valid)"})


class Between(Schema):
    since = fields.AwareDateTime(required=True, data_key="from", metadata={"description": "Saat pertama (RFC 3339)"})
    until = fields.AwareDateTime(required=True, data_key="to", metadata={"description": "Saat kedua (RFC 3339)"})
    by = fields.String(load_default="record", validate=validate.OneOf(BY))
    known = fields.AwareDateTime()


class ListAt(At):
    field = fields.String(
        validate=validate.Length(1, 200), metadata={"description": "Isian yang disaring, jalur titik"}
    )
    value = fields.String(validate=validate.Length(0, 200), metadata={"description": "Nilainya sebagai teks"})
    after = fields.String(
        load_default="", validate=validate.Length(0, 300), metadata={"description": "Setelah kunci ini"}
    )
    limit = _page()


class ListBetween(Between):
    after = fields.String(load_default="", validate=validate.Length(0, 300))
    limit = _page()


class Late(Schema):
    since = fields.AwareDateTime(metadata={"description": "Dicatat sejak (RFC 3339)"})
    until = fields.AwareDateTime(metadata={"description": "Dicatat sebelum (RFC 3339)"})
    limit = _page()


class Fact(Schema):
    id = fields.String(required=True)
    index = fields.Integer(required=True, allow_none=True, metadata={"description": "Nomor dalam log"})
    name = fields.String(required=True)
    actor = fields.String(required=True)
    recorded = fields.String(required=True)
    holds_from = fields.String(required=True)
    late = fields.Boolean(required=True, metadata={"description": "Baru diketahui setelah berlaku"})
    sentence = fields.String(allow_none=True)


class Past(Schema):
    """One stream at a moment; `state` is null where it did not exist yet."""

    stream = fields.String(required=True)
    service = fields.String(required=True)
    aggregate = fields.String(required=True)
    at = fields.String(required=True)
    by = fields.String(required=True)
    known = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True, metadata={"description": "Versi terakhir yang ikut dilipat; 0: belum ada"})
    state = fields.Dict(required=True, allow_none=True)
    facts = fields.List(fields.Nested(Fact), required=True)
    left_out = fields.List(
        fields.Nested(Fact),
        required=True,
        metadata={"description": "Peristiwa yang belum diketahui atau belum berlaku"},
    )


class Change(Schema):
    field = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("added", "removed", "changed")))
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)
    sentence = fields.String(required=True)


class Difference(Schema):
    stream = fields.String(required=True)
    since = fields.String(required=True, data_key="from")
    until = fields.String(required=True, data_key="to")
    by = fields.String(required=True)
    known = fields.String(required=True, allow_none=True)
    changes = fields.List(fields.Nested(Change), required=True)
    facts = fields.List(fields.Nested(Fact), required=True, metadata={"description": "Peristiwa yang menyebabkannya"})


class Kind(Schema):
    service = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("view", "states")))


class Kinds(Schema):
    items = fields.List(fields.Nested(Kind), required=True)


class Row(Schema):
    key = fields.String(required=True)
    row = fields.Dict(required=True)


class Rows(Schema):
    service = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    at = fields.String(required=True)
    by = fields.String(required=True)
    known = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)
    sha256 = fields.String(required=True, metadata={"description": "Sidik jari seluruh daftar pada saat itu"})
    items = fields.List(fields.Nested(Row), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "Nilai `after` halaman berikutnya"})


class ChangedRow(Schema):
    key = fields.String(required=True)
    changes = fields.List(fields.Nested(Change), required=True)


class ListDifference(Schema):
    service = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    since = fields.String(required=True, data_key="from")
    until = fields.String(required=True, data_key="to")
    by = fields.String(required=True)
    known = fields.String(required=True, allow_none=True)
    added = fields.Integer(required=True)
    removed = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    items = fields.List(fields.Nested(ChangedRow), required=True)
    next = fields.String(required=True, allow_none=True)


class LateFact(Fact):
    stream = fields.String(required=True)


class LateFacts(Schema):
    items = fields.List(fields.Nested(LateFact), required=True)
