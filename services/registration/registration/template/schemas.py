from asnkit.schemas import Line, Prose, Schema, SignedEvent
from marshmallow import fields, validate

LONGEST_TITLE, LONGEST_TEXT = 120, 1000


class ProposeTemplate(Schema):
    title = Line(required=True, validate=validate.Length(3, LONGEST_TITLE))
    text = Prose(
        required=True,
        validate=validate.Length(3, LONGEST_TEXT),
        metadata={"description": "Teks biasa; isian ditulis {nama}, dari `placeholders`"},
    )


class Checked(Schema):
    edition = fields.Integer(required=True, metadata={"description": "Nomor yang akan diberikan kepadanya"})


class TemplatePlaceholder(Schema):
    """`key` is written in braces; what is `needed` stands in the title or in the text."""

    key = fields.String(required=True)
    needed = fields.Boolean(required=True)


class TemplateEdition(Schema):
    """A text that holds or held; it never changes."""

    edition = fields.Integer(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.String(required=True, metadata={"description": "Disahkan"})
    proposer = fields.String(required=True)
    approver = fields.String(required=True)


class TemplateProposal(Schema):
    edition = fields.Integer(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.String(required=True)
    proposed = fields.Nested(SignedEvent, required=True)
    yours = fields.Boolean(required=True, metadata={"description": "Anda yang mengusulkannya"})


class TemplateRow(Schema):
    kind = fields.String(required=True)
    language = fields.String(required=True)
    edition = fields.Integer(required=True, metadata={"description": "Yang berlaku; 0 bawaan portal"})
    at = fields.String(required=True, allow_none=True, metadata={"description": "Sejak kapan berlaku"})
    waiting = fields.Boolean(required=True, metadata={"description": "Ada usulan yang menunggu orang kedua"})


class Templates(Schema):
    items = fields.List(fields.Nested(TemplateRow), required=True)


class Template(Schema):
    """`editions` newest first; `version` is that of the whole, 0 before the first proposal."""

    kind = fields.String(required=True)
    language = fields.String(required=True)
    version = fields.Integer(required=True)
    placeholders = fields.List(fields.Nested(TemplatePlaceholder), required=True)
    editions = fields.List(fields.Nested(TemplateEdition), required=True)
    waiting = fields.Nested(TemplateProposal, required=True, allow_none=True)
