from asnkit.paging import Page, PageArguments
from asnkit.schemas import Digits, Schema
from marshmallow import fields, validate

from .domain import RESIGNING


class CandidateFilter(PageArguments):
    vacancy = fields.UUID()
    participant_no = Digits(validate=validate.Length(12, 12))


class SkdPoints(Schema):
    twk = fields.Integer(required=True)
    tiu = fields.Integer(required=True)
    tkp = fields.Integer(required=True)


class SkbScore(Schema):
    kind = fields.String(required=True)
    score = fields.String(required=True, metadata={"description": "Desimal sebagai teks"})
    most = fields.Integer(required=True)


class Origin(Schema):
    batch = fields.String(required=True, metadata={"description": "Berkas nilai yang memuatnya"})
    row = fields.Integer(required=True)


class Amended(Schema):
    at = fields.String(required=True)
    reason_code = fields.String(required=True)


class RecordedScore(Schema):
    """`amended` only where another score stood there before."""

    status = fields.String(required=True)
    skd = fields.Nested(SkdPoints, required=True, allow_none=True)
    skb = fields.List(fields.Nested(SkbScore), required=True, allow_none=True)
    origin = fields.Nested(Origin, required=True)
    amended = fields.Nested(Amended)


class AppointedNote(Schema):
    effective_date = fields.String(required=True)
    decree_no = fields.String(required=True)
    result = fields.String(required=True)


class ResignedNote(Schema):
    at = fields.String(required=True)
    reason_code = fields.String(required=True)


class Resign(Schema):
    reason_code = fields.String(required=True, validate=validate.OneOf(RESIGNING))


class Candidate(Schema):
    id = fields.String(required=True)
    application = fields.String(required=True)
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    person = fields.String(required=True)
    participant_no = fields.String(required=True)
    education_level = fields.String(required=True)
    skd = fields.Nested(RecordedScore, required=True, allow_none=True)
    skb = fields.Nested(RecordedScore, required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    resigned = fields.Nested(ResignedNote, metadata={"description": "Hanya bila mundur sesudah mendapat kursi"})
    appointed = fields.Nested(AppointedNote, required=True, allow_none=True)


class Candidates(Page):
    items = fields.List(fields.Nested(Candidate), required=True)


class Standing(Schema):
    """What one published list says about one participant."""

    stage = fields.String(required=True)
    result = fields.String(required=True, metadata={"description": "Nomor rujukan hasil"})
    number = fields.String(required=True)
    title = fields.String(required=True)
    published_at = fields.String(required=True)
    rank = fields.Integer(required=True, allow_none=True)
    code = fields.String(required=True)
    total = fields.Integer(required=True, allow_none=True)
    final_shown = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)


class Participant(Schema):
    """What anyone may know of a participant number: job, unit and what was published; not the kind of need."""

    participant_no = fields.String(required=True)
    period = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    standings = fields.List(fields.Nested(Standing), required=True)


class Measure(Schema):
    """One part of SKD, or their total, beside what the list was made by."""

    part = fields.String(required=True)
    points = fields.Integer(required=True)
    most = fields.Integer(required=True)
    threshold = fields.Integer(
        required=True, allow_none=True, metadata={"description": "null: kategori ini tanpa batas"}
    )


class ObjectionWindow(Schema):
    opens = fields.String(required=True)
    closes = fields.String(required=True)
    republish_by = fields.String(required=True)


class OwnStanding(Standing):
    """`ranked` and `passed` count the list one is on; null where the list is for its own participants alone,
    as `list` is, by which anybody reads it.

    `objection` is the window of this edition, null where the rules give the stage none.
    """

    edition = fields.Integer(required=True)
    objection = fields.Nested(ObjectionWindow, required=True, allow_none=True)

    list = fields.String(required=True, allow_none=True, metadata={"description": "Daftarnya pada hasil itu"})
    ranked = fields.Integer(required=True, allow_none=True)
    passed = fields.Integer(required=True, allow_none=True)
    quota = fields.Integer(required=True)


class Own(Participant):
    standings = fields.List(fields.Nested(OwnStanding), required=True)
    scale = fields.List(
        fields.Nested(Measure),
        required=True,
        allow_none=True,
        metadata={"description": "Nilai SKD di samping ambang formasi ini; null sebelum diumumkan atau tanpa nilai"},
    )
    application = fields.String(required=True)
    vacancy = fields.String(required=True)
    skd = fields.Nested(RecordedScore, required=True, allow_none=True)
    skb = fields.Nested(RecordedScore, required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    resigned = fields.Nested(ResignedNote, metadata={"description": "Hanya bila mundur sesudah mendapat kursi"})
    appointed = fields.Nested(AppointedNote, required=True, allow_none=True)


class OwnList(Schema):
    items = fields.List(fields.Nested(Own), required=True)
