from asnkit.schemas import LONGEST_REASON, Digits, Line, Prose, Schema
from asnkit.sheet.schemas import Reading
from marshmallow import fields, validate

MOST_MARKS = 2000
"""In one transaction: five hundred people on four days."""
SIX = validate.Regexp(r"^[0-9]{6}\Z", error="Kode terdiri dari 6 angka, seperti pada layar di ruang pelatihan.")


class AttendByCode(Schema):
    code = Digits(required=True, validate=SIX)


class AttendByHand(Schema):
    date = fields.Date(required=True)


class CorrectAttendance(Schema):
    date = fields.Date(required=True)
    present = fields.Boolean(required=True)
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class RoomCode(Schema):
    code = fields.String(required=True)
    seconds_left = fields.Integer(required=True)
    title = fields.String(required=True)


class UploadAttendance(Schema):
    file = Line(required=True, validate=validate.Length(1, 255), metadata={"description": "Nama berkas"})


class NewAttendance(Schema):
    row = fields.Integer(required=True, metadata={"description": "Nomor baris dalam berkas; judul kolom baris 1"})
    enrolment = fields.String(required=True)
    person = fields.String(required=True)
    days = fields.List(fields.String(), required=True)


class AttendanceSheet(Reading):
    """What a filled-in sheet would record; with faults there are no rows. Nothing is kept of it."""

    rows = fields.List(fields.Nested(NewAttendance), required=True)
    marks = fields.Integer(required=True, metadata={"description": "Kehadiran yang baru"})
    known = fields.Integer(required=True, metadata={"description": "Kehadiran dalam berkas yang sudah tercatat"})


class Mark(Schema):
    enrolment = fields.UUID(required=True)
    date = fields.Date(required=True)


class RecordAttendance(Schema):
    marks = fields.List(fields.Nested(Mark), required=True, validate=validate.Length(1, MOST_MARKS))
