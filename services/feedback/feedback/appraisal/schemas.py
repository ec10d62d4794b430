from asnkit.paging import Page
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..rules.performance import RANKS, RATINGS, VALUES
from .domain import STATUSES


def _text():
    return Prose(required=True, validate=[validate.Length(max=2000), REASON[1]])


class Plan(Schema):
    name = Line(required=True, validate=validate.Length(1, 100), metadata={"description": "Nama untuk atasan Anda"})
    targets = fields.List(
        Line(validate=validate.Length(3, 300)),
        required=True,
        validate=validate.Length(1, 10),
        metadata={"description": "Apa yang dicapai, ukurannya, dan kapan"},
    )


class Reason(Schema):
    reason = _text()


class Report(Schema):
    report = _text()


Values = Schema.from_dict(
    {name: fields.String(required=True, validate=validate.OneOf(RATINGS)) for name in VALUES}, name="Values"
)
"""The seven values, BerAKHLAK."""


class Rating(Schema):
    results = fields.String(required=True, validate=validate.OneOf(RATINGS))
    values = fields.Nested(Values, required=True)
    note = _text()
    spread = Prose(
        load_default=None,
        allow_none=True,
        validate=REASON,
        metadata={"description": "Alasan, bila sebaran unit melebihi predikat unitnya"},
    )


class GivenRating(Rating):
    """`behaviour` is the middle one of the seven, `kind` rated or reviewed; `mine` whether the reader gave it."""

    kind = fields.String(required=True)
    at = fields.String(required=True)
    mine = fields.Boolean(required=True)
    behaviour = fields.String(required=True)
    predicate = fields.String(required=True, validate=validate.OneOf(RANKS))


class Asked(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    job = fields.String(required=True, allow_none=True)


class AskPeers(Schema):
    peers = fields.List(fields.UUID(), required=True, metadata={"description": "Sedikitnya tiga rekan"})


class Candidate(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True)
    job = fields.String(required=True, allow_none=True)
    unit_name = fields.String(required=True, allow_none=True)


class Candidates(Schema):
    candidates = fields.List(fields.Nested(Candidate), required=True)


class Peers(Schema):
    """`asked` says who was asked, `answers` how many answered. `values` is the mean of each of the seven between 1,
    below what is expected, and 3, two decimals: null until they are closed, for fewer than three (`enough`), and for
    anybody but the person and the superior."""

    asked = fields.List(fields.Nested(Asked), required=True)
    answers = fields.Integer(required=True)
    closed = fields.Boolean(required=True)
    enough = fields.Boolean(required=True)
    values = fields.Dict(keys=fields.String(), values=fields.String(), required=True, allow_none=True)


class Summary(Schema):
    """`id` is null where no plan was sent yet; `name` is null for whoever is erased, or has sent none."""

    id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    cycle = fields.String(required=True)
    person = fields.String(required=True)
    status = fields.String(required=True, allow_none=True, validate=validate.OneOf(STATUSES))
    at = fields.String(required=True, allow_none=True)
    job = fields.String(required=True, allow_none=True)
    unit_name = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class Appraisal(Summary):
    targets = fields.List(fields.String(), required=True)
    returned = fields.String(required=True, allow_none=True)
    report = fields.String(required=True, allow_none=True)
    dispute = fields.String(required=True, allow_none=True)
    ratings = fields.List(fields.Nested(GivenRating), required=True)
    peers = fields.Nested(Peers, required=True, allow_none=True)
    may = fields.List(fields.String(), required=True)


class Own(Schema):
    """One's own place in a cycle."""

    cycle = fields.String(required=True)
    takes_part = fields.Boolean(required=True)
    superior = fields.Boolean(required=True, metadata={"description": "Ada atasan yang tercatat hari ini"})
    moved_at = fields.String(
        required=True, allow_none=True, metadata={"description": "Kapan hari langkahnya terakhir dipindahkan"}
    )
    appraisal = fields.Nested(Appraisal, required=True, allow_none=True)


class MyAppraisals(Schema):
    items = fields.List(fields.Nested(Own), required=True)


class Member(Summary):
    may = fields.List(fields.String(), required=True)


class TeamFilter(Schema):
    names = fields.Boolean(
        load_default=True, metadata={"description": "false: tanpa nama, dan tanpa pembacaan yang dicatat"}
    )


class Team(Schema):
    items = fields.List(fields.Nested(Member), required=True)


class WaitingAppraisal(Schema):
    id = fields.String(required=True)
    job = fields.String(required=True, allow_none=True)


class WaitingAppraisals(Schema):
    items = fields.List(fields.Nested(WaitingAppraisal), required=True)
    moved = fields.List(
        fields.String(), required=True, metadata={"description": "Kapan hari siklus Anda terakhir dipindahkan"}
    )


class Listed(Schema):
    id = fields.String(required=True)
    status = fields.String(required=True)
    at = fields.String(required=True)
    unit_name = fields.String(required=True, allow_none=True)


class Appraisals(Page):
    items = fields.List(fields.Nested(Listed), required=True)
    total = fields.Integer(required=True)
