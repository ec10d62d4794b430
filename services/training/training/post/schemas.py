from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..rules.competences import CORE
from . import domain

LEVEL = validate.Range(1, 5)


class Technical(Schema):
    competence = Line(required=True, validate=validate.Length(3, 80))
    level = fields.Integer(required=True, strict=True, validate=LEVEL)


class Standard(Schema):
    core = fields.Dict(
        keys=fields.String(validate=validate.OneOf(CORE)),
        values=fields.Integer(strict=True, validate=LEVEL),
        required=True,
        metadata={"description": "Tingkat 1 sampai 5 dari setiap kompetensi manajerial dan sosial kultural"},
    )
    technical = fields.List(fields.Nested(Technical), load_default=list, validate=validate.Length(max=20))
    since = fields.Date(required=True, metadata={"description": "Berlaku mulai, hari di Tanjungbalai"})
    basis = Line(required=True, validate=validate.Length(3, 200), metadata={"description": "Nomor peraturannya"})


class RegisterPost(Standard):
    unit = fields.UUID(required=True)
    code = Line(required=True, validate=validate.Regexp(r"^[A-Z0-9][A-Z0-9./-]{0,39}\Z"))
    title = Line(required=True, validate=validate.Length(3, 200))
    kind = fields.String(required=True, validate=validate.OneOf(domain.KINDS))


class ClosePost(Schema):
    since = fields.Date(required=True)
    basis = Line(required=True, validate=validate.Length(3, 200))


class PostFilter(PageArguments):
    unit = fields.UUID()


class ShownStandard(Schema):
    core = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    technical = fields.List(fields.Nested(Technical), required=True)
    since = fields.String(required=True)
    basis = fields.String(required=True)


class Post(Schema):
    """`now` is the standard of today; `ends` the first day without the post."""

    id = fields.String(required=True)
    unit = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    since = fields.String(required=True)
    ends = fields.String(required=True, allow_none=True)
    now = fields.Nested(ShownStandard, required=True, allow_none=True)
    standards = fields.List(fields.Nested(ShownStandard), required=True)


class OnePost(Post):
    version = fields.Integer(required=True)


class Posts(Page):
    items = fields.List(fields.Nested(Post), required=True)
    total = fields.Integer(required=True)
