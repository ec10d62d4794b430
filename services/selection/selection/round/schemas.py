from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Schema, SignedEvent
from marshmallow import fields, validate

from .domain import MODES, PROCUREMENTS

PERIOD = validate.Regexp(r"^[A-Z0-9][A-Z0-9-]{2,39}\Z")
KIND = validate.Regexp(r"^[A-Z][A-Z0-9_]{1,39}\Z")


class RoundFilter(PageArguments):
    period = fields.String(validate=PERIOD)


class CreateRound(Schema):
    period = fields.String(required=True, validate=PERIOD, metadata={"example": "CPNS-2024"})
    name = Line(required=True, validate=validate.Length(1, 160))
    procurement_type = fields.String(required=True, validate=validate.OneOf(PROCUREMENTS))
    mode = fields.String(required=True, validate=validate.OneOf(MODES))


class PlannedTest(Schema):
    kind = fields.String(required=True, validate=KIND, metadata={"example": "CAT"})
    most = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100_000))
    percent = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100))


class SkbPlan(Schema):
    """A line that differs from the default: thresholds by need type, SKB by CAT alone."""

    vacancy = fields.UUID(required=True)
    category = fields.String(required=True, validate=KIND)
    skb = fields.List(fields.Nested(PlannedTest), required=True, validate=validate.Length(1, 4))


class ProposeRules(Schema):
    rule_set = Line(required=True, validate=validate.Length(1, 60), metadata={"example": "KEPMEN321-2024"})
    plans = fields.List(fields.Nested(SkbPlan), load_default=list, validate=validate.Length(max=500))


class LockRules(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class PlansFilter(Schema):
    rule_set = Line(required=True, validate=validate.Length(1, 60), metadata={"example": "KEPMEN321-2024"})


class Plan(Schema):
    category = fields.String(required=True)
    skb = fields.List(fields.Nested(PlannedTest), required=True)


class LinePlan(Schema):
    """A line of the round with what holds for it."""

    vacancy = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    need_type = fields.String(required=True)
    quota = fields.Integer(required=True)
    of_job = fields.String(
        required=True, allow_none=True, metadata={"description": "Kategori jabatannya; formasi ini perlu rencana"}
    )
    own = fields.Boolean(required=True, metadata={"description": "Mempunyai rencana sendiri"})
    plan = fields.Nested(Plan, required=True)


class LinePlans(Schema):
    items = fields.List(fields.Nested(LinePlan), required=True)


class RuleSetName(Schema):
    id = fields.String(required=True)
    sha256 = fields.String(required=True)


class Round(Schema):
    id = fields.String(required=True)
    period = fields.String(required=True)
    name = fields.String(required=True)
    procurement_type = fields.String(required=True)
    mode = fields.String(required=True)
    rule_set = fields.Nested(RuleSetName, required=True, allow_none=True)
    locked_at = fields.String(required=True, allow_none=True)
    proposed = fields.Nested(RuleSetName, required=True, allow_none=True)
    lines = fields.Integer(required=True)


class Rounds(Page):
    items = fields.List(fields.Nested(Round), required=True)


class RoundRules(Schema):
    """The rules of a round as they are proposed or locked; `rules_sha256` covers the rule set and the plans."""

    status = fields.String(required=True, validate=validate.OneOf(["proposed", "locked"]))
    rule_set = fields.Nested(RuleSetName, required=True)
    rules = fields.Dict(required=True)
    plans = fields.List(fields.Nested(SkbPlan), required=True)
    rules_sha256 = fields.String(required=True, metadata={"description": "SHA-256 dari aturan dan rencana (RFC 8785)"})
    signatures = fields.Integer(required=True)
    proposed = fields.Nested(SignedEvent, required=True, allow_none=True)


class RoundProgress(Schema):
    """What anybody may know of a round: lines and seats, and people on published lists."""

    lines = fields.Integer(required=True)
    quota = fields.Integer(required=True)
    skd = fields.Integer(required=True, allow_none=True, metadata={"description": "Orang pada hasil SKD yang terbit"})
    final = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Orang pada hasil akhir yang terbit"}
    )
    appointed = fields.Integer(required=True)


class StageStanding(Schema):
    """The result of a stage on its way to publication."""

    status = fields.String(required=True, metadata={"description": "proposed, approved, atau published"})
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    published_edition = fields.Integer(required=True, allow_none=True)


class RoundTally(Schema):
    """A round as the committee sees it while it runs."""

    lines = fields.Integer(required=True)
    quota = fields.Integer(required=True)
    candidates = fields.Integer(required=True)
    withdrawn = fields.Integer(required=True)
    skd = fields.Integer(required=True)
    skb = fields.Integer(required=True)
    appointed = fields.Integer(required=True)


class RoundStanding(Schema):
    """How far a round is: its numbers, and the result of each stage that has one."""

    round = fields.String(required=True)
    period = fields.String(required=True)
    tally = fields.Nested(RoundTally, required=True)
    results = fields.Dict(keys=fields.String(), values=fields.Nested(StageStanding), required=True)


class StandingRound(Round, RoundStanding):
    """A round with how far it is."""


class RoundStandings(Page):
    items = fields.List(fields.Nested(StandingRound), required=True)
