from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from . import domain

NAME = validate.Length(3, 200)
OPEN, EVERY = "OPEN", "EVERY"


class Dated(Schema):
    since = fields.Date(required=True, metadata={"description": "Berlaku mulai, hari di Tanjungbalai"})
    basis = Line(required=True, validate=validate.Length(3, 200), metadata={"description": "Nomor peraturannya"})


class RegisterUnit(Dated):
    name = Line(required=True, validate=NAME)
    kind = fields.String(required=True, validate=validate.OneOf(domain.KINDS))
    parent = fields.UUID(load_default=None, allow_none=True)


class ChangeUnit(Dated):
    name = Line(required=True, validate=NAME)
    parent = fields.UUID(load_default=None, allow_none=True)


class AddAlias(Schema):
    name = Line(required=True, validate=NAME)


class EndUnit(Dated):
    into = fields.UUID(load_default=None, allow_none=True, metadata={"description": "Kosong: ditutup"})


class UnitFilter(PageArguments):
    q = Line(validate=validate.Length(1, 80), metadata={"description": "Kata dalam nama sekarang"})
    status = fields.String(load_default=OPEN, validate=validate.OneOf((OPEN, EVERY)))


class DatedName(Schema):
    name = fields.String(required=True)
    since = fields.String(required=True)


class Unit(Schema):
    """`name` is that of today; `since` and `ends` are its first day and the first one without it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    parent_name = fields.String(required=True, allow_none=True)
    since = fields.String(required=True)
    names = fields.List(fields.Nested(DatedName), required=True)
    aliases = fields.List(fields.String(), required=True)
    ends = fields.String(required=True, allow_none=True)
    into = fields.String(required=True, allow_none=True)
    into_name = fields.String(required=True, allow_none=True)


class OneUnit(Unit):
    version = fields.Integer(required=True)
    under = fields.Integer(required=True, metadata={"description": "Banyaknya unit di bawahnya"})


class Units(Page):
    items = fields.List(fields.Nested(Unit), required=True)
    total = fields.Integer(required=True)


class UnknownName(Schema):
    name = fields.String(required=True)
    people = fields.Integer(required=True, metadata={"description": "Banyaknya ASN yang datang dengan nama ini"})


class UnknownNames(Page):
    items = fields.List(fields.Nested(UnknownName), required=True)
    total = fields.Integer(required=True)
