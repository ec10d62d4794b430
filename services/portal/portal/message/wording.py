"""The words of a message as its person reads them: those of the edition that it was made with, filled."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import force_locale
from pymongo.database import Database

from ..formats import day
from ..language import spoken
from .editions import DAY, OWN, PLACEHOLDER, STORED, key_of
from .kinds import KINDS


class Words(NamedTuple):
    title: str
    text: str


def words_of(db: Database, messages: list[dict], language: str) -> list[Words]:
    """Of each message, in the order given."""
    keys = [key_of(one["kind"], language, one.get("editions", {}).get(language, OWN)) for one in messages]
    found = {one["_id"]: one for one in db.editions.find({"_id": {"$in": keys}})}
    return [
        filled(found[key], _values(one), language) if key in found else own(one["kind"], language)
        for one, key in zip(messages, keys, strict=True)
    ]


def own(kind: str, language: str) -> Words:
    """What the portal brings along."""
    with spoken(language):
        return Words(str(KINDS[kind].title), str(KINDS[kind].text))


def filled(words: Mapping, values: Mapping[str, str], language: str) -> Words:
    """`values` by placeholder, the day as RFC 3339; a placeholder without a value stays as it is written."""
    with force_locale(language):
        shown = {name: day(value) if name == DAY else value for name, value in values.items()}

    def put(text: str) -> str:
        return PLACEHOLDER.sub(lambda place: shown.get(place[1], place[0]), text)

    return Words(put(words["title"]), put(words["text"]))


def _values(message: dict) -> dict[str, str]:
    stored = {name: message[field] for name, field in STORED.items() if message.get(field)}
    return {DAY: message["happened"], **stored}
