"""The committee's words for messages: kept as registration tells of them, and chosen when a message is made.

`editions` has one document for each text that ever came into use, {_id: kind/language/edition, kind, language, edition,
title, text, lacks}; `lacks` is the placeholder for which there was no value when a message was made with it. Such a
message is made in the portal's own words, edition 0, and the staff's inbox says so until other words are in use.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from asnkit.commits import Tx
from asnkit.events import Event
from pymongo.database import Database

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PERIOD, NUMBER, DAY = "periode", "nomor", "tanggal"
STORED = {PERIOD: "period", NUMBER: "participant_no"}
"""Placeholder → the message's field with its value; the day is that of what happened."""
LANGUAGES = ("id", "en")
OWN = 0
"""The edition that the portal brings along."""


class Chosen(NamedTuple):
    """`editions` by language, and the fields (of STORED) that they name, with what they are for this person."""

    editions: dict[str, int]
    values: dict[str, str]


def key_of(kind: str, language: str, edition: int) -> str:
    return f"{kind}/{language}/{edition}"


def keep(event: Event, tx: Tx) -> None:
    """Words came into use. Once for each edition: what a message was made with never changes."""
    row = {name: event.data[name] for name in ("kind", "language", "edition", "title", "text")}
    key = {"_id": key_of(row["kind"], row["language"], row["edition"])}
    tx.db.editions.update_one(key, {"$setOnInsert": {**row, "lacks": None}}, upsert=True, session=tx.session)


def in_use(db: Database, kind: str, session=None) -> dict[str, dict]:
    """Language → the newest edition; without those for which there is none but the portal's own."""
    found = db.editions.find({"kind": kind}, session=session).sort("edition", 1)
    return {one["language"]: one for one in found}


def choose(tx: Tx, newest: Mapping[str, dict], known: Mapping) -> Chosen:
    """What a message to somebody is made with; `known` has the fields of STORED, as far as there are values."""
    there = {DAY} | {name for name, field in STORED.items() if known.get(field)}
    editions, named = dict.fromkeys(LANGUAGES, OWN), set()
    for language, one in newest.items():
        places = named_in(one)
        lacking = next((name for name in places if name not in there), None)
        if lacking is None:
            editions[language] = one["edition"]
            named.update(places)
        elif one["lacks"] is None:
            one["lacks"] = lacking
            tx.db.editions.update_one({"_id": one["_id"]}, {"$set": {"lacks": lacking}}, session=tx.session)
    return Chosen(editions, {field: known[field] for name, field in STORED.items() if name in named})


def unusable(db: Database) -> Iterator[dict]:
    """Editions in use that a message could not be made with."""
    steps = [
        {"$sort": {"edition": 1}},
        {"$group": {"_id": {"kind": "$kind", "language": "$language"}, "newest": {"$last": "$$ROOT"}}},
        {"$match": {"newest.lacks": {"$gt": ""}}},
    ]
    for found in db.editions.aggregate(steps):
        yield found["newest"]


def named_in(words: Mapping) -> list[str]:
    """The placeholders in title and text."""
    return PLACEHOLDER.findall(f"{words['title']} {words['text']}")
