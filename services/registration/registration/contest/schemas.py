from asnkit.paging import Page, PageArguments
from asnkit.schemas import Prose, Schema
from marshmallow import fields, validate

from ..period.schemas import CODE
from .domain import KEPT, MOVED, REASONS


class OpenContest(Schema):
    application = fields.UUID(required=True)


class Statement(Schema):
    text = Prose(required=True, validate=validate.Length(1, 1000))


class ContestDecision(Schema):
    reason = fields.String(required=True, validate=validate.OneOf(list(REASONS)))


class ContestFilter(PageArguments):
    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(["open", MOVED, KEPT]))


class Contest(Schema):
    """`person` sent the application, or began the contest; `holder` has the NIK, null where nobody else does."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    application = fields.String(required=True, allow_none=True)
    period = fields.String(required=True, allow_none=True)
    person = fields.String(required=True)
    holder = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, metadata={"description": "open, MOVED, KEPT"})
    opened_at = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    reason_text = fields.String(required=True, allow_none=True)
    heard_until = fields.String(required=True)
    spoken = fields.List(fields.String(), required=True, metadata={"description": "Yang sudah memberi keterangan"})


class Contests(Page):
    items = fields.List(fields.Nested(Contest), required=True)
    total = fields.Integer(required=True)


class Paper(Schema):
    kind = fields.String(required=True)
    document = fields.String(required=True)
    sha256 = fields.String(required=True)


class Spoken(Schema):
    text = fields.String(required=True, allow_none=True)
    papers = fields.List(fields.Nested(Paper), required=True)
    at = fields.String(required=True)


class Party(Schema):
    """Name, NIK and birth date by the own account, null when it is decided."""

    person = fields.String(required=True)
    first = fields.Boolean(required=True, metadata={"description": "Pemegang pertama"})
    name = fields.String(required=True, allow_none=True)
    nik = fields.String(required=True, allow_none=True)
    birth_date = fields.String(required=True, allow_none=True)
    spoken = fields.Nested(Spoken, required=True, allow_none=True)


class ContestWithParties(Contest):
    parties = fields.List(fields.Nested(Party), required=True)


class OwnContest(Schema):
    """What either of both sees; nothing about the other."""

    id = fields.String(required=True)
    status = fields.String(required=True)
    opened_at = fields.String(required=True)
    heard_until = fields.String(required=True)
    decided_at = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    begun = fields.Boolean(required=True, metadata={"description": "Anda sendiri yang melaporkan"})
    first = fields.Boolean(required=True, metadata={"description": "NIK ini dipegang akun Anda ketika sengketa dibuka"})
    text = fields.String(required=True, allow_none=True, metadata={"description": "Keterangan Anda"})


class OwnContests(Schema):
    items = fields.List(fields.Nested(OwnContest), required=True)
