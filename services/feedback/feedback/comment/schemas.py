from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..rules.warnings import WARNINGS
from .domain import REASONS, STATUSES

LONGEST = 1000
PERIOD = validate.Regexp(r"[A-Z0-9][A-Z0-9-]{2,39}\Z")
STAGE = validate.Regexp(r"[a-z0-9_]{1,40}\Z")


def _text(**more):
    return Prose(validate=[validate.Length(max=LONGEST), REASON[1]], **more)


class GiveComment(Schema):
    period = Line(required=True, validate=PERIOD)
    stage = Line(required=True, validate=STAGE, metadata={"description": "pendaftaran, atau tahap pengumuman"})
    text = _text(required=True, metadata={"description": "Dibaca petugas dahulu, lalu semua orang"})


class ReleaseComment(Schema):
    text = _text(
        load_default=None,
        allow_none=True,
        metadata={"description": "Yang ditampilkan, bila bukan seluruh tulisan pengirimnya"},
    )


class WithholdComment(Schema):
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))


class OfPeriod(Schema):
    period = Line(required=True, validate=PERIOD)


class CommentFilter(PageArguments):
    period = Line(required=True, validate=PERIOD)
    stage = Line(validate=STAGE)


class CommentStage(Schema):
    """Numbers are of texts and of nobody, so none is held back."""

    stage = fields.String(required=True)
    open = fields.Boolean(required=True)
    closes = fields.String(required=True, metadata={"description": "Saat terakhir untuk menanggapi"})
    given = fields.Integer(required=True)
    shown = fields.Integer(required=True)
    withheld = fields.Integer(required=True)


class CommentStages(Schema):
    items = fields.List(fields.Nested(CommentStage), required=True)


class Comment(Schema):
    id = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    day = fields.String(required=True, metadata={"description": "Sejak kapan ditampilkan"})
    text = fields.String(required=True)
    edited = fields.Boolean(required=True, metadata={"description": "Dipersingkat petugas"})


class Comments(Page):
    items = fields.List(fields.Nested(Comment), required=True)
    total = fields.Integer(required=True)


class UnreadComment(Schema):
    id = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    day = fields.String(required=True, metadata={"description": "Hari dikirim"})


class UnreadComments(Page):
    items = fields.List(fields.Nested(UnreadComment), required=True)
    total = fields.Integer(required=True)


class ModeratedComment(UnreadComment):
    """One comment at the moderator's desk: what was written, what of it is shown, and what to look out for."""

    version = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    text = fields.String(required=True)
    shown = fields.String(required=True, allow_none=True)
    warnings = fields.List(fields.String(validate=validate.OneOf(WARNINGS)), required=True)
    reason = fields.String(required=True, allow_none=True, validate=validate.OneOf(REASONS))
