from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..history.search_schemas import Criteria


class Kept(Criteria):
    """The criteria of a search that is kept: no page."""

    class Meta:
        exclude = ("before", "limit")


class SaveQuery(Schema):
    title = Line(required=True, validate=validate.Length(3, 200))
    criteria = fields.Nested(Kept, required=True)


class ExecuteQuery(Schema):
    person = fields.UUID(required=True, metadata={"description": "Nama samaran orang yang ditelusuri"})
    criteria = fields.Nested(Kept, load_default=dict)
    reason = Prose(required=True, validate=REASON)


class Query(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    criteria = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    by = fields.String(required=True)
    at = fields.String(required=True)


class Queries(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Query), required=True)


class PageOf(Schema):
    before = fields.String(validate=validate.Length(1, 200))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))
