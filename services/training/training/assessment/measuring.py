"""Who was assessed beside the post held, out of the lists; and the courses that raise a competence."""

import re
from collections.abc import Mapping

from asnkit.events import uuid_of
from pymongo.collection import Collection
from pymongo.database import Database

from ..post.domain import standard_on
from ..unit.domain import key_of
from ..unit.names import owners
from .heat import Measured

OFFERED = 3
"""Courses that are named for one gap; the catalogue has the others."""


def measured(db: Database, views: Mapping[str, Collection], today: str) -> list[Measured]:
    """Everybody who serves, was assessed, and has a post of the register with a standard today."""
    wanted = {"levels": {"$exists": True}, "left_at": None}
    rows = list(views["roster"].find(wanted, {"unit": 1, "job_code": 1, "levels": 1}))
    streams = owners(db, {row["unit"] for row in rows if row["unit"]})
    standards = {(post["unit"], post["code"]): standard_on(post, today) for post in views["posts"].find()}
    people = []
    for row in rows:
        unit = uuid_of(streams.get(key_of(row["unit"] or ""), ""))
        if standard := standards.get((unit, row["job_code"])):
            people.append(Measured(unit, standard["core"], row["levels"]))
    return people


def courses_for(views: Mapping[str, Collection], competence: str) -> list[dict]:
    """Courses of the catalogue that raise a competence of this name, by title."""
    named = {"competences": re.compile(f"^{re.escape(competence)}\\Z", re.IGNORECASE)}
    found = views["courses"].find(named).sort([("place", 1), ("_id", 1)]).limit(OFFERED)
    return [{"id": uuid_of(row["_id"]), "code": row["code"], "title": row["title"]} for row in found]
