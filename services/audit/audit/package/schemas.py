from asnkit.schemas import REASON, Prose, Schema
from marshmallow import fields, validate

from ..query.schemas import Kept
from .domain import VARIANTS


class PackageScope(Kept):
    """As the search has it, and the person whose events they are."""

    person = fields.UUID(metadata={"description": "Nama samaran; hanya auditor"})


class CreatePackage(Schema):
    scope = fields.Nested(PackageScope, required=True)
    reason = Prose(required=True, validate=REASON)
    variant = fields.String(
        load_default="masked",
        validate=validate.OneOf(VARIANTS),
        metadata={"description": "masked: tanpa isi peristiwa; whole: dengan isinya, hanya auditor"},
    )


class Package(Schema):
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    scope = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    reason = fields.String(required=True)
    variant = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Jumlah entri log saat paket dibuat"})
    events = fields.Integer(required=True)
    manifest_sha256 = fields.String(required=True, metadata={"description": "Sidik jari daftar SHA256SUMS"})
    by = fields.String(required=True)
    at = fields.String(required=True)


class Packages(Schema):
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(Package), required=True)
