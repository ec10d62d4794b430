from asnkit.paging import Page, PageArguments
from asnkit.schemas import Digits, Line, Schema
from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from ..period.schemas import CODE
from ..period.views import STATUSES
from ..vacancy.domain import LEVELS
from . import domain
from .reasons import REASONS


class StartApplication(Schema):
    vacancy = fields.UUID(required=True)


class EducationSection(Schema):
    """`gpa` is a decimal as text, with comma or point; on a scale of 4, for SMA the average mark to 100."""

    level = fields.String(required=True, validate=validate.OneOf(LEVELS))
    programme = Line(required=True, validate=validate.Length(1, 160))
    institution = Line(required=True, validate=validate.Length(1, 200))
    gpa = Line(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(r"^[0-9]{1,3}([.,][0-9]{1,2})?\Z", error="Tulis angka seperti 3,45."),
    )

    @validates_schema
    def scale(self, data, **_):
        if data.get("gpa") is None:
            return
        whole, _, fraction = data["gpa"].replace(",", ".").partition(".")
        limit = 100 if data["level"] == "SMA" else 4
        if int(whole) > limit or (int(whole) == limit and fraction.strip("0")):
            raise ValidationError(f"Paling tinggi {limit},00.", "gpa")

    @post_load
    def plain(self, data, **_):
        if data["gpa"] is not None:
            whole, _, fraction = data["gpa"].replace(",", ".").partition(".")
            data["gpa"] = f"{int(whole)}.{fraction:0<2}"
        return data


class StatementsSection(Schema):
    text = fields.String(
        required=True, validate=validate.OneOf(domain.STATEMENT_TEXTS), metadata={"description": "Versi pernyataan"}
    )
    agreed = fields.List(
        fields.String(validate=validate.OneOf(domain.STATEMENTS)), required=True, validate=validate.Length(1, 5)
    )


class PlacementSection(Schema):
    other_unit = fields.Boolean(required=True, metadata={"description": "Bersedia ditempatkan di unit lain (L-2)"})


class SubmitApplication(Schema):
    truthful = fields.Boolean(required=True, validate=validate.Equal(True, error="Setujui bahwa data Anda benar."))
    data_use = fields.Boolean(required=True, validate=validate.Equal(True, error="Setujui cara data Anda dipakai."))


class WithdrawApplication(Schema):
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(["other_choice", "personal", "placement", "other"]),
    )


class Verdict(Schema):
    verdict = fields.String(required=True, validate=validate.OneOf(["MS", "TMS"]))
    reasons = fields.List(
        fields.String(validate=validate.OneOf(list(REASONS))), load_default=list, validate=validate.Length(max=20)
    )


class Reason(Schema):
    code = fields.String(required=True)
    text = fields.String(required=True)


class Reasons(Schema):
    items = fields.List(fields.Nested(Reason), required=True)


class Check(Schema):
    rule = fields.String(required=True, validate=validate.OneOf(["age", "education", "gpa", "identity"]))
    result = fields.String(required=True, validate=validate.OneOf(["meets", "not_met", "review"]))


class OwnEducation(Schema):
    level = fields.String(required=True)
    programme = fields.String(required=True, allow_none=True)
    institution = fields.String(required=True, allow_none=True)
    gpa = fields.String(required=True, allow_none=True)


class Level(Schema):
    level = fields.String(required=True)


class GivenDocument(Schema):
    kind = fields.String(required=True)
    name = fields.String(required=True)
    document = fields.String(required=True, allow_none=True, metadata={"description": "null bila belum diunggah"})


class LineClosed(Schema):
    """When and why two people closed the line: its applications end by that, and its people may choose another."""

    at = fields.String(required=True)
    reason_code = fields.String(required=True)
    letter = fields.String(required=True)


class OwnApplication(Schema):
    """One's own application. A verdict shows when it has been announced, not before."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    job_name = fields.String(required=True)
    unit = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    reasons = fields.List(fields.Nested(Reason), required=True)
    line_closed = fields.Nested(LineClosed, required=True, allow_none=True)
    participant_no = fields.String(required=True, allow_none=True)
    started_at = fields.String(required=True)
    submitted_at = fields.String(required=True, allow_none=True)
    education = fields.Nested(OwnEducation, required=True, allow_none=True)
    statements = fields.List(fields.String(), required=True)
    other_unit = fields.Boolean(required=True, allow_none=True)
    documents = fields.List(fields.Nested(GivenDocument), required=True)
    missing = fields.List(fields.String(), required=True, metadata={"description": "Bagian dan berkas yang belum ada"})
    checks = fields.List(fields.Nested(Check), required=True)


class OwnApplications(Schema):
    items = fields.List(fields.Nested(OwnApplication), required=True)


class ApplicationFilter(PageArguments):
    """Of one period; a participant's number stands for itself."""

    period = fields.String(validate=CODE)
    status = fields.String(validate=validate.OneOf(STATUSES))
    vacancy = fields.String(validate=validate.Length(36, 36))
    participant_no = Digits(validate=validate.Regexp(r"^[0-9]{12}\Z"))

    @validates_schema
    def _names_what(self, wanted: dict, **_):
        if not wanted.keys() & {"period", "participant_no"}:
            raise ValidationError("Wajib diisi.", "period")


class ApplicationRow(Schema):
    id = fields.String(required=True)
    period = fields.String()
    vacancy = fields.String()
    person = fields.String()
    participant_no = fields.String()
    status = fields.String(allow_none=True)
    reasons = fields.List(fields.String())
    basis = fields.String()
    education = fields.Nested(Level)
    warnings = fields.List(fields.String())
    started_at = fields.String()
    submitted_at = fields.String(allow_none=True)
    verified_at = fields.String()
    held_by = fields.String(allow_none=True)
    objection = fields.String(allow_none=True)


class ApplicationRows(Page):
    items = fields.List(fields.Nested(ApplicationRow), required=True)
    total = fields.Integer(required=True)
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class Applicant(Schema):
    name = fields.String(required=True)
    nik = fields.String(required=True)
    birth_date = fields.String(required=True)
    sex = fields.String(required=True)


class PaperToCheck(GivenDocument):
    read = fields.Boolean(required=True, metadata={"description": "Anda sudah membukanya sejak mengambil lamaran ini"})


class ApplicationFile(Schema):
    """What a verifier sees. Opening it is recorded."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    period = fields.String(required=True)
    vacancy = fields.String(required=True)
    person = fields.String(required=True)
    participant_no = fields.String(required=True)
    status = fields.String(required=True)
    submitted_at = fields.String(required=True)
    applicant = fields.Nested(Applicant, required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "erased: data pelamar dihapus"})
    nik_check = fields.String(required=True)
    nik_taken = fields.Boolean(required=True, metadata={"description": "NIK ini terbukti milik akun lain"})
    education = fields.Nested(OwnEducation, required=True)
    other_unit = fields.Boolean(required=True)
    documents = fields.List(fields.Nested(PaperToCheck), required=True)
    checks = fields.List(fields.Nested(Check), required=True)


class Entry(Schema):
    id = fields.String(required=True, metadata={"description": "Nomor peristiwa"})
    sha256 = fields.String(required=True, metadata={"description": "SHA-256 peristiwanya, untuk meminta bukti"})
    at = fields.String(required=True)
    what = fields.String(required=True)
    by = fields.String(required=True, metadata={"description": "Peran, bukan orang"})
    details = fields.Dict(required=True)


class Timeline(Schema):
    items = fields.List(fields.Nested(Entry), required=True)
