"""What is searched for, and what is found."""

from asnkit.schemas import Line, Schema
from marshmallow import ValidationError, fields, validate, validates_schema

_text = validate.Length(1, 200)


class Criteria(Schema):
    object = Line(validate=_text, metadata={"description": "Aliran atau nomor acak objek, di mana pun disebut"})
    actor = Line(validate=_text, metadata={"description": "Peran dan nama samaran, misalnya verifikator:…"})
    service = Line(validate=_text)
    name = Line(validate=_text, metadata={"description": "Nama peristiwa, atau awalnya bila berakhir titik"})
    correlation = Line(validate=_text, metadata={"description": "Jejak yang mengikat sebab dan akibat"})
    cause = Line(validate=_text, metadata={"description": "Peristiwa penyebab"})
    since = fields.AwareDateTime(metadata={"description": "Dicatat sejak (RFC 3339)"})
    until = fields.AwareDateTime(metadata={"description": "Dicatat sebelum (RFC 3339)"})
    before = fields.String(validate=_text, metadata={"description": "Nilai `next` dari halaman sebelumnya"})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class Trace(Schema):
    index = fields.Integer(required=True, allow_none=True, metadata={"description": "Nomor dalam log"})
    id = fields.String(required=True)
    service = fields.String(required=True)
    name = fields.String(required=True)
    stream = fields.String(required=True)
    version = fields.Integer(required=True)
    time = fields.String(required=True)
    validtime = fields.String(required=True, allow_none=True)
    actor = fields.String(required=True)
    correlation = fields.String(required=True)
    cause = fields.String(required=True, allow_none=True)


class Found(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Trace), required=True)
    next = fields.String(required=True, allow_none=True)


class Count(Schema):
    name = fields.String(required=True)
    service = fields.String(required=True)
    events = fields.Integer(required=True)


class Counts(Schema):
    items = fields.List(fields.Nested(Count), required=True)


class GraphOf(Schema):
    event = fields.String(validate=_text)
    correlation = fields.String(validate=_text)

    @validates_schema
    def one_of_both(self, data, **_):
        if len(data) != 1:
            raise ValidationError("Sebutkan event atau correlation, salah satu.", "event")


class Node(Trace):
    layer = fields.Integer(
        required=True, metadata={"description": "0: tanpa sebab yang tercatat; akibatnya satu di bawah"}
    )


class Edge(Schema):
    cause = fields.String(required=True)
    effect = fields.String(required=True)


class Graph(Schema):
    correlation = fields.String(required=True)
    nodes = fields.List(fields.Nested(Node), required=True)
    edges = fields.List(fields.Nested(Edge), required=True)
    more = fields.Boolean(required=True, metadata={"description": "Masih ada peristiwa lain dalam jejak ini"})
