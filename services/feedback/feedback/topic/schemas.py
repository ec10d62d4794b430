from asnkit.paging import Page, PageArguments
from asnkit.schemas import REASON, Line, Prose, Schema
from marshmallow import fields, validate

from .domain import LONGEST_NEWS, LONGEST_TITLE

SHORTEST_TITLE = 10


class TellTopic(Schema):
    title = Line(
        required=True,
        validate=[validate.Length(SHORTEST_TITLE, LONGEST_TITLE), REASON[1]],
        metadata={"description": "Pokoknya dalam kata kantor: apa dan di mana, tanpa orang"},
    )


class AddNews(Schema):
    text = Prose(required=True, validate=[validate.Length(max=LONGEST_NEWS), REASON[1]])


class TopicFilter(PageArguments):
    unit = Line(validate=validate.Length(1, 200))


class TopicSummary(Schema):
    id = fields.String(required=True)
    title = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    day = fields.String(required=True, metadata={"description": "Sejak kapan diumumkan"})
    news = fields.String(required=True, metadata={"description": "Hari kabar terakhir"})
    status = fields.String(required=True, metadata={"description": "Keadaan aduannya, atau aduan induknya"})


class Topics(Page):
    items = fields.List(fields.Nested(TopicSummary), required=True)
    total = fields.Integer(required=True)


class News(Schema):
    day = fields.String(required=True)
    text = fields.String(required=True)


class Topic(TopicSummary):
    due = fields.String(
        required=True, allow_none=True, metadata={"description": "Tenggat jawaban; null: tidak berjalan"}
    )
    late = fields.Boolean(required=True)
    into = fields.String(required=True, allow_none=True, metadata={"description": "Pokok tempat aduan ini digabung"})
    told = fields.List(fields.Nested(News), required=True)
