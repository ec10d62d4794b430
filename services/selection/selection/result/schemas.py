from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema, SignedEvent
from marshmallow import fields, validate

from ..candidate.schemas import SkbScore
from ..round.schemas import PERIOD, RuleSetName
from ..schemas import PartArguments


class ProposeResult(Schema):
    order_reason = Prose(
        load_default=None,
        validate=REASON,
        metadata={"description": "Mengapa tahap ini mendahului tahap yang belum diumumkan; ikut diterbitkan"},
    )


class Order(Schema):
    """That a result went ahead of stages that were not public when it was proposed, and why."""

    ahead_of = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)


class ApproveResult(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class PublishResult(Schema):
    approved = fields.Nested(SignedEvent, required=True, metadata={"description": "Persetujuan yang Anda baca"})
    number = Line(required=True, validate=validate.Length(1, 120), metadata={"description": "Nomor surat"})
    title = Line(required=True, validate=validate.Length(1, 200))


class ResultFilter(PageArguments):
    period = fields.String(validate=PERIOD)


class EditionChoice(Schema):
    edition = fields.Integer(load_default=None, validate=validate.Range(1, 1000))


class ChangesFilter(PartArguments, EditionChoice):
    """Which rows of what changed."""


class ListChoice(EditionChoice):
    list = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{32}\Z"))


class RowFilter(PartArguments, ListChoice):
    """Which rows of one list."""


class Points(Schema):
    points = fields.Integer(required=True, metadata={"description": "Total SKD, atau nilai akhir tanpa desimalnya"})
    n = fields.Integer(required=True)
    passed = fields.Integer(required=True)


class Spread(Schema):
    """How the scores of one announced list are spread, lowest first; who has none is not counted."""

    items = fields.List(fields.Nested(Points), required=True)


class Objection(Schema):
    opens = fields.String(required=True)
    closes = fields.String(required=True)
    republish_by = fields.String(required=True)


class PendingResult(Schema):
    """A result on its way to publication, for those who sign it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    round = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    edition = fields.Integer(required=True)
    status = fields.String(required=True, metadata={"description": "proposed, approved, atau published"})
    signatures = fields.Integer(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    approved = fields.Nested(SignedEvent, required=True, allow_none=True)
    rule_set = fields.Nested(RuleSetName, required=True)
    rules_sha256 = fields.String(required=True)
    list_sha256 = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    order = fields.Nested(Order, required=True, allow_none=True)
    published_edition = fields.Integer(required=True, allow_none=True)
    outdated = fields.Integer(
        required=True, metadata={"description": "Formasi yang peringkatnya bukan lagi yang terbit"}
    )


class ResultHead(Schema):
    """A published result."""

    id = fields.String(required=True)
    round = fields.String(required=True)
    period = fields.String(required=True)
    stage = fields.String(required=True)
    edition = fields.Integer(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    published_at = fields.String(required=True)
    order = fields.Nested(Order, required=True, allow_none=True)
    event = fields.String(required=True, metadata={"description": "Peristiwa yang menerbitkan hasil ini"})
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 peristiwanya, untuk meminta bukti"})
    rule_set = fields.Nested(RuleSetName, required=True)
    rules_sha256 = fields.String(required=True, metadata={"description": "Aturan dan rencana SKB bersama-sama"})
    list_sha256 = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    objection = fields.Nested(Objection, required=True, allow_none=True)


class ResultHeads(Page):
    items = fields.List(fields.Nested(ResultHead), required=True)


class Editions(Schema):
    items = fields.List(fields.Nested(ResultHead), required=True)


class ListedPlace(Schema):
    """What a list says of somebody; no rank in a joined list."""

    rank = fields.Integer(required=True, allow_none=True)
    code = fields.String(required=True)
    total = fields.Integer(required=True, allow_none=True)
    final_shown = fields.String(required=True, allow_none=True)


class Why(Schema):
    """AMENDED: a corrected score; LEFT: resigned or withdrew; CALLED: to a seat that somebody left; MOVED: others."""

    kind = fields.String(required=True)
    reason_code = fields.String(required=True, allow_none=True)
    instead_of = fields.String(allow_none=True, metadata={"description": "Kursi siapa yang diisi"})


class Change(Schema):
    participant_no = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    before = fields.Nested(ListedPlace, required=True, allow_none=True)
    after = fields.Nested(ListedPlace, required=True, allow_none=True)
    why = fields.Nested(Why, required=True)


class Changes(Schema):
    """What is other in an edition than in the one that it replaces, on the lists that anybody may see."""

    edition = fields.Integer(required=True)
    replaces = fields.Integer(required=True, allow_none=True)
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Change), required=True)


class TieMinutes(Schema):
    number = fields.String(required=True)
    sha256 = fields.String(required=True)


class DecidedTie(Schema):
    """A full tie that the committee decided: whose place is above whose, on what ground, by which minutes."""

    order = fields.List(fields.String(), required=True)
    ground = fields.String(required=True)
    minutes = fields.Nested(TieMinutes, required=True)


class PublicList(Schema):
    """The list of one job in one unit: joined where it has several lines, withheld where all are of special need."""

    id = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    quota = fields.Integer(required=True)
    rows = fields.Integer(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)
    joined = fields.Boolean(required=True)
    withheld = fields.Boolean(required=True)
    ties = fields.List(fields.Nested(DecidedTie), metadata={"description": "Hanya bila ada yang diputuskan panitia"})


class Result(ResultHead):
    lists = fields.List(fields.Nested(PublicList), required=True)
    codes = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ResultRow(Schema):
    """What anybody may see of a participant; no rank in a joined list."""

    rank = fields.Integer(required=True, allow_none=True)
    participant_no = fields.String(required=True)
    code = fields.String(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    tied = fields.Boolean(required=True)
    twk = fields.Integer(required=True, allow_none=True)
    tiu = fields.Integer(required=True, allow_none=True)
    tkp = fields.Integer(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True)
    skb = fields.List(fields.Nested(SkbScore), required=True, allow_none=True)
    skb100 = fields.String(required=True, allow_none=True)
    final = fields.String(required=True, allow_none=True)
    final_shown = fields.String(required=True, allow_none=True)


class ResultRows(Schema):
    items = fields.List(fields.Nested(ResultRow), required=True)
    total = fields.Integer(required=True)


class BundledRanking(Schema):
    """`index` is null where a list would tell somebody's kind of need: auditors read those."""

    vacancy = fields.String(required=True)
    list_sha256 = fields.String(required=True)
    index = fields.Dict(required=True, allow_none=True)


class RecomputeBundle(Schema):
    """Everything that is needed to compute a published result again; rows are in the pages that an index names."""

    result = fields.Nested(ResultHead, required=True)
    rules = fields.Dict(required=True)
    plans = fields.List(fields.Dict(), required=True)
    rankings = fields.List(fields.Nested(BundledRanking), required=True)
