from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from ..integrity.domain import INTEGRITY
from ..note.schemas import Note
from ..photo.schemas import Photo
from ..rules.warnings import WARNINGS
from ..topic.schemas import News, TopicSummary
from .domain import CLASSES, KINDS
from .views import ENDED, OFFICER, REPORTER

LONGEST = 4000
LONGEST_MESSAGE = 2000


def _text(most: int, **more):
    return Prose(required=True, validate=[validate.Length(max=most), REASON[1]], **more)


class Written(Schema):
    text = _text(LONGEST)
    kind = fields.String(required=True, data_key="class", validate=validate.OneOf((*KINDS, INTEGRITY)))
    stamp = fields.String(
        load_default="",
        validate=validate.Regexp(r"(?:[0-9]{1,10}\.[0-9a-f]{64})?\Z"),
        metadata={"description": "Dari pemeriksaan tulisan ini; perlu bila banyak kiriman datang dari satu alamat"},
    )

    unit = Line(load_default=None, allow_none=True, validate=validate.Length(1, 200))


class SubmitComplaint(Written):
    name = Line(load_default=None, allow_none=True, validate=validate.Length(1, 200))
    contact = Line(load_default=None, allow_none=True, validate=validate.Length(1, 200))
    aware = fields.List(
        fields.String(validate=validate.OneOf(WARNINGS)),
        load_default=[],
        metadata={"description": "Peringatan tentang isi yang sudah dibaca"},
    )


class Checked(Schema):
    warnings = fields.List(fields.String(), required=True, metadata={"description": "Peringatan tentang isi aduan"})
    stamp = fields.String(required=True, metadata={"description": "Kapan tulisan ini diperiksa"})
    verify_due = fields.String(required=True, metadata={"description": "Paling lambat diteruskan kepada unit"})
    answer_due = fields.String(required=True, metadata={"description": "Paling lambat dijawab"})
    provisional = fields.Boolean(required=True, metadata={"description": "Ada tahun yang kalendernya belum ditetapkan"})
    similar = fields.List(
        fields.Nested(TopicSummary),
        required=True,
        metadata={"description": "Pokok yang sudah diumumkan dan mungkin sama; ikuti saja"},
    )


class Message(Schema):
    text = _text(LONGEST_MESSAGE)


class Reply(Message):
    unsolved = fields.Boolean(load_default=False, metadata={"description": "Belum selesai: buka lagi, satu kali"})


class Nothing(Schema):
    pass


class RouteComplaint(Schema):
    unit = Line(required=True, validate=validate.Length(1, 200))
    kind = fields.String(required=True, data_key="class", validate=validate.OneOf(CLASSES))


class GiveReason(Schema):
    reason = Prose(required=True, validate=REASON)


class MergeComplaint(Schema):
    into = Line(required=True, validate=validate.Length(1, 40), metadata={"description": "Nomor aduan induk"})


class ComplaintFilter(PageArguments):
    desk = fields.String(load_default=OFFICER, validate=validate.OneOf([OFFICER, REPORTER, ENDED]))
    unit = Line(validate=validate.Length(1, 200))
    number = Line(validate=validate.Length(1, 40), metadata={"description": "Satu aduan, menurut giliran siapa pun"})


class Summary(Schema):
    id = fields.String(required=True)
    number = fields.String(required=True)
    kind = fields.String(required=True, data_key="class")
    unit = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    submitted_on = fields.String(required=True)
    due = fields.String(required=True, allow_none=True, metadata={"description": "null: tenggat berhenti"})
    late = fields.Boolean(required=True)
    urgent = fields.Boolean(required=True, metadata={"description": "Didahulukan petugas"})
    asked = fields.Boolean(required=True)
    said = fields.Boolean(required=True, metadata={"description": "Ada tulisan baru dari pelapor"})
    reopened = fields.Boolean(required=True)
    with_unit = fields.Boolean(required=True, metadata={"description": "Di tangan unit, bukan petugas aduan"})


class Complaints(Page):
    items = fields.List(fields.Nested(Summary), required=True)
    total = fields.Integer(required=True)
    desks = fields.Dict(required=True, metadata={"description": "Jumlah aduan menurut giliran siapa"})


class Units(Schema):
    items = fields.List(fields.String(), required=True)


class Said(Schema):
    by = fields.String(required=True)
    kind = fields.String(required=True)
    day = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)


class Clock(Schema):
    due = fields.String(required=True)
    days = fields.Integer(required=True)
    provisional = fields.Boolean(required=True)


class Happened(Schema):
    fact = fields.String(required=True)
    at = fields.String(required=True)
    sha256 = fields.String(required=True)


class Other(Schema):
    number = fields.String(required=True)
    status = fields.String(required=True)
    answers = fields.List(fields.Nested(Said), required=True)


class Tracked(Schema):
    number = fields.String(required=True)
    kind = fields.String(required=True, data_key="class")
    unit = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    submitted_on = fields.String(required=True)
    verify = fields.Nested(Clock, required=True)
    answer = fields.Nested(Clock, required=True)
    held_since = fields.String(required=True, allow_none=True)
    closes = fields.String(required=True, allow_none=True)
    asked = fields.Boolean(required=True)
    reopened = fields.Boolean(required=True)
    late = fields.Dict(required=True)
    ended_on = fields.String(required=True, allow_none=True)
    closed_by = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    messages = fields.List(fields.Nested(Said), required=True)
    photos = fields.List(fields.Nested(Photo), required=True)
    merged = fields.Nested(Other, required=True, allow_none=True)
    history = fields.List(fields.Nested(Happened), required=True)
    may = fields.List(fields.String(), required=True)
    helped = fields.Boolean(required=True, metadata={"description": "Dicatat petugas bagi seseorang di loket"})
    outcome = fields.String(metadata={"description": "Hasil laporan integritas"})


class Priority(Schema):
    urgent = fields.Boolean(required=True)
    day = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class Returned(Schema):
    by = fields.String(required=True)
    day = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class OwnTopic(Schema):
    title = fields.String(required=True)
    shown = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    told = fields.List(fields.Nested(News), required=True)


class Complaint(Tracked):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True, allow_none=True, metadata={"description": "null juga bagi penghubung unit"})
    contact = fields.String(required=True, allow_none=True, metadata={"description": "null juga bagi penghubung unit"})
    with_unit = fields.Boolean(required=True)
    returned = fields.Nested(Returned, required=True, allow_none=True)
    priority = fields.Nested(Priority, required=True, allow_none=True, metadata={"description": "Tidak dibaca pelapor"})
    notes = fields.List(fields.Nested(Note), required=True, metadata={"description": "Tidak pernah dibaca pelapor"})
    topic = fields.Nested(OwnTopic, required=True, allow_none=True, metadata={"description": "Yang diumumkan darinya"})


class UnitFigures(Schema):
    unit = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True, metadata={"description": "null: kurang dari lima"})
    states = fields.Dict(required=True, metadata={"description": "null: kurang dari lima, atau dapat dihitung darinya"})


class Solved(Schema):
    day = fields.Integer(required=True)
    solved = fields.String(required=True, metadata={"description": "Persen yang selesai sampai hari itu"})


class Durations(Schema):
    median = fields.Integer(required=True, allow_none=True, metadata={"description": "Hari; null: belum setengahnya"})
    closed = fields.Integer(required=True)
    counted = fields.Integer(required=True, metadata={"description": "Termasuk yang masih terbuka"})
    curve = fields.List(fields.Nested(Solved), required=True)


class Ages(Schema):
    """Of those that are in an open state now."""

    status = fields.String(required=True)
    stretches = fields.Dict(
        required=True,
        metadata={"description": "Sampai berapa hari → berapa aduan; more: lebih lama; null: tidak disebut"},
    )


class Figures(Schema):
    total = fields.Integer(required=True, allow_none=True, metadata={"description": "null: kurang dari lima"})
    open = fields.Integer(required=True, allow_none=True, metadata={"description": "null: kurang dari lima"})
    integrity = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Laporan integritas; null: kurang dari lima"}
    )
    late = fields.Integer(required=True, metadata={"description": "Tenggat yang terlewat"})
    states = fields.Dict(required=True)
    units = fields.List(fields.Nested(UnitFigures), required=True)
    durations = fields.Nested(Durations, required=True, allow_none=True)
    ages = fields.List(fields.Nested(Ages), required=True)
