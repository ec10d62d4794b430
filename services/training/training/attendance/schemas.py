from asnkit.schemas import LONGEST_REASON, Digits, Prose, Schema
from marshmallow import fields, validate

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
