from asnkit.paging import Page, PageArguments
from asnkit.schemas import Line, Proposed, Schema
from marshmallow import fields, validate

from ..candidate.domain import ABSENT, DISQUALIFIED, PRESENT
from ..candidate.schemas import SkbScore, SkdPoints
from ..result.schemas import ListedPlace
from ..score_batch.schemas import STAGE
from .domain import REASONS

SHA256 = validate.Regexp(r"^[0-9a-f]{64}\Z")
DECIMAL = validate.Regexp(r"^[0-9]{1,6}(\.[0-9]{1,6})?\Z")
POINTS = {"required": True, "strict": True}


class GivenPoints(Schema):
    twk = fields.Integer(**POINTS, validate=validate.Range(0, 1000))
    tiu = fields.Integer(**POINTS, validate=validate.Range(0, 1000))
    tkp = fields.Integer(**POINTS, validate=validate.Range(0, 1000))


class GivenTest(Schema):
    kind = fields.String(required=True, validate=validate.Regexp(r"^[A-Z][A-Z0-9_]{1,39}\Z"))
    score = fields.String(required=True, validate=DECIMAL, metadata={"description": "Desimal sebagai teks"})
    most = fields.Integer(**POINTS, validate=validate.Range(1, 100_000))


class Correction(Schema):
    """A score as it should be recorded; `skd` or `skb` by its test, both null for somebody absent."""

    stage = fields.String(required=True, validate=STAGE)
    status = fields.String(required=True, validate=validate.OneOf([PRESENT, ABSENT, DISQUALIFIED]))
    skd = fields.Nested(GivenPoints, load_default=None, allow_none=True)
    skb = fields.List(fields.Nested(GivenTest), load_default=None, allow_none=True, validate=validate.Length(1, 4))


class Evidence(Schema):
    """A document that the office keeps, by its number and its bytes' SHA-256."""

    number = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor dokumen"})
    sha256 = fields.String(required=True, validate=SHA256)


class ReasonedCorrection(Correction):
    """A correction with its reason, its evidence and the impact that was read."""

    reason_code = fields.String(required=True, validate=validate.OneOf(REASONS))
    evidence = fields.Nested(Evidence, required=True)
    impact_sha256 = fields.String(
        required=True, validate=SHA256, metadata={"description": "Dampak yang Anda baca sebelum mengusulkan"}
    )


class ProposeAmendment(ReasonedCorrection):
    candidate = fields.UUID(required=True)


class AmendmentFilter(PageArguments):
    round = fields.UUID()
    status = fields.String(validate=validate.OneOf(["proposed", "approved", "rejected"]))


class ChangedRow(Schema):
    participant_no = fields.String(required=True)
    before = fields.Nested(ListedPlace, required=True, allow_none=True)
    after = fields.Nested(ListedPlace, required=True, allow_none=True)


class ChangedList(Schema):
    stage = fields.String(required=True)
    list_sha256 = fields.String(required=True, metadata={"description": "Daftar sekarang, sebelum koreksi"})
    rows = fields.List(fields.Nested(ChangedRow), required=True)


class Impact(Schema):
    """What would become of the lists; `appointed` are numbers of appointed people who would lose their seat on them."""

    impact_sha256 = fields.String(required=True)
    lists = fields.List(fields.Nested(ChangedList), required=True)
    appointed = fields.List(fields.String(), required=True)


class Score(Schema):
    status = fields.String(required=True)
    skd = fields.Nested(SkdPoints, required=True, allow_none=True)
    skb = fields.List(fields.Nested(SkbScore), required=True, allow_none=True)


class Amendment(Proposed):
    round = fields.String(required=True)
    vacancy = fields.String(required=True)
    candidate = fields.String(required=True)
    participant_no = fields.String(required=True)
    stage = fields.String(required=True)
    before = fields.Nested(Score, required=True)
    after = fields.Nested(Score, required=True)
    evidence = fields.Nested(Evidence, required=True)
    impact_sha256 = fields.String(required=True)
    appointed = fields.Integer(required=True)
    objection = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Sanggahan yang dijawabnya, dan bersama itu diputuskan"},
    )


class Amendments(Page):
    items = fields.List(fields.Nested(Amendment), required=True)


class AmendmentWithImpact(Amendment):
    impact = fields.Nested(Impact, required=True)
