from asnkit.paging import Page, PageArguments
from asnkit.schemas import LONGEST_REASON, Line, Prose, Schema, SignedEvent
from marshmallow import fields, validate

from ..roster_reading.domain import LIMIT_PERSONS
from . import domain

STATUSES = (domain.VALID, domain.PROPOSED, domain.REISSUING, domain.REVOKED)
REPLACED, EXPIRED = "REPLACED", "EXPIRED"
RECEIPT = "SHA-256 peristiwa penerbitannya; dengannya catatan audit memberi bukti"


class Printed(Schema):
    number = Line(required=True, validate=validate.Length(3, 60))
    code = Line(validate=validate.Length(1, 40), metadata={"description": "Kode pada kode QR; membuka nama"})


class CertificateFilter(PageArguments):
    number = Line(validate=validate.Length(3, 60), metadata={"description": "Nomor seperti tercetak"})
    status = fields.String(
        load_default=domain.VALID,
        validate=validate.OneOf(STATUSES),
        metadata={"description": "Tanpa nomor: hanya yang dalam keadaan ini"},
    )


class Facts(Schema):
    certificate_no = fields.String(required=True)
    title = fields.String(required=True)
    hours = fields.Integer(required=True, metadata={"description": "JP"})
    completed_on = fields.String(required=True)
    issued_at = fields.String(required=True)
    valid_until = fields.String(
        required=True, allow_none=True, metadata={"description": "Hari terakhir berlakunya (WIB); null: selamanya"}
    )
    expired = fields.Boolean(required=True, metadata={"description": "Hari itu sudah lewat"})
    revoked_at = fields.String(required=True, allow_none=True)


class Checked(Facts):
    """What anybody may know of a certificate by its number; whose it is, only with its code."""

    status = fields.String(required=True, validate=validate.OneOf((domain.VALID, domain.REVOKED, REPLACED, EXPIRED)))
    replaced_by = fields.String(
        required=True, allow_none=True, metadata={"description": "Nomor yang berlaku sekarang, bila ini sudah diganti"}
    )
    replaced_at = fields.String(required=True, allow_none=True)
    opened = fields.Boolean(required=True, metadata={"description": "Kode cocok"})
    holder = fields.String(required=True, allow_none=True)
    receipt = fields.String(
        required=True, allow_none=True, metadata={"description": RECEIPT + "; hanya dengan kodenya"}
    )


class Edition(Schema):
    """One that was replaced, and why."""

    certificate_no = fields.String(required=True)
    title = fields.String(required=True)
    issued_at = fields.String(required=True)
    replaced_at = fields.String(required=True)
    reason = fields.String(required=True)


class Certificate(Facts):
    """Its holder reads why it was revoked or replaced once it is; a proposal is of the office."""

    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    corrected_title = fields.String(
        required=True, allow_none=True, metadata={"description": "Judul menurut usulan penggantian yang menunggu"}
    )
    former = fields.List(
        fields.Nested(Edition), required=True, metadata={"description": "Yang diganti, terlama lebih dahulu"}
    )
    id = fields.String(required=True)
    person = fields.String(required=True)
    code = fields.String(required=True)
    receipt = fields.String(required=True, metadata={"description": RECEIPT})
    holder = fields.String(
        allow_none=True,
        metadata={"description": "Bagi pemegang yang masuk sebagai pegawai: namanya menurut daftar ASN"},
    )
    reason = fields.String(required=True, allow_none=True)
    proposed = fields.Nested(SignedEvent, required=True, allow_none=True)
    proposer = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ListedCertificate(Facts):
    status = fields.String(required=True)
    id = fields.String(required=True)
    person = fields.String(required=True)


class Certificates(Page):
    items = fields.List(fields.Nested(ListedCertificate), required=True)
    total = fields.Integer(required=True)


class OfSession(PageArguments):
    session = fields.UUID(required=True)


class PrintedCertificate(Facts):
    """What stands on the paper of one that was not revoked, without its holder's name."""

    id = fields.String(required=True)
    person = fields.String(required=True)
    code = fields.String(required=True)
    receipt = fields.String(required=True)
    former = fields.List(fields.Nested(Edition), required=True)


class PrintedCertificates(Page):
    items = fields.List(fields.Nested(PrintedCertificate), required=True)


class Taken(Schema):
    persons = fields.List(fields.UUID(), required=True, validate=validate.Length(1, LIMIT_PERSONS))


class ProposeRevocation(Schema):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class ProposeReissue(Schema):
    title = Line(required=True, validate=validate.Length(3, 200), metadata={"description": "Judul yang benar"})
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))


class Signed(Schema):
    proposed = fields.Nested(SignedEvent, required=True, metadata={"description": "Usulan yang Anda baca"})


class Reject(Schema):
    reason = Prose(required=True, validate=validate.Length(5, LONGEST_REASON))
