from asnkit.schemas import Line, Schema
from marshmallow import fields, validate

from ..post.schemas import LEVEL, Technical
from ..rules.competences import CORE


class RecordAssessment(Schema):
    core = fields.Dict(
        keys=fields.String(validate=validate.OneOf(CORE)),
        values=fields.Integer(strict=True, validate=LEVEL),
        load_default=dict,
        metadata={"description": "Tingkat 1 sampai 5 dari yang dinilai; yang tidak dinilai dikosongkan"},
    )
    technical = fields.List(fields.Nested(Technical), load_default=list, validate=validate.Length(max=20))
    on = fields.Date(required=True, metadata={"description": "Tanggal penilaian, hari di Tanjungbalai"})
    evidence = Line(
        required=True, validate=validate.Length(3, 120), metadata={"description": "Nomor laporan atau dokumen buktinya"}
    )


class CompetenceArguments(Schema):
    post = fields.UUID(metadata={"description": "Jabatan lain yang dibandingkan; kosong: jabatan sekarang"})


class Offered(Schema):
    id = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)


class Item(Schema):
    """`competence` is the code of a competence that all posts have, null for a technical one."""

    competence = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    required = fields.Integer(required=True)
    actual = fields.Integer(required=True, allow_none=True, metadata={"description": "null: belum dinilai"})
    missing = fields.Integer(required=True, metadata={"description": "Tingkat yang kurang"})
    courses = fields.List(
        fields.Nested(Offered), required=True, metadata={"description": "Pelatihan untuk yang kurang"}
    )


class BesidePost(Schema):
    id = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)


class Assessed(Schema):
    core = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    technical = fields.List(fields.Nested(Technical), required=True)
    on = fields.String(required=True)
    evidence = fields.String(required=True)
    by = fields.String(required=True, metadata={"description": "OFFICER atau SUPERIOR"})


class Competence(Schema):
    """`post` is null where the present one has no standard today; then there is nothing to compare."""

    person = fields.String(required=True)
    post = fields.Nested(BesidePost, required=True, allow_none=True)
    items = fields.List(fields.Nested(Item), required=True)
    jpm = fields.String(required=True, allow_none=True, metadata={"description": "Persen, dua desimal"})
    band = fields.String(required=True, allow_none=True, metadata={"description": "FITS, NEARLY, atau NOT_YET"})
    assessments = fields.List(fields.Nested(Assessed), required=True, metadata={"description": "Terbaru lebih dahulu"})


class Cell(Schema):
    assessed = fields.Integer(required=True)
    short = fields.Integer(required=True, metadata={"description": "Di bawah standar jabatannya"})
    missing = fields.Integer(required=True, metadata={"description": "Tingkat yang kurang, seluruhnya"})


class UnitCells(Schema):
    """A cell is null where too few were assessed to say anything."""

    unit = fields.String(required=True)
    name = fields.String(required=True)
    cells = fields.List(fields.Nested(Cell, allow_none=True), required=True)


class CompetenceMap(Schema):
    """`cells` of each unit are in the order of `competences`."""

    competences = fields.List(fields.String(), required=True)
    smallest = fields.Integer(required=True, metadata={"description": "Orang yang dinilai, paling sedikit"})
    units = fields.List(fields.Nested(UnitCells), required=True)
