"""What a verifier ticked on a file so far, kept until the verdict: it is there again after another page or sign-in.

A document of the collection `ticks` is {_id, content, ends}; the content is sealed for that verifier and that file.
Real time: it ends with the day's work.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from asnkit.web import current
from flask import current_app

from ..signin.tokens import person

LASTS = timedelta(hours=12)


def keep(application: str, ticked: list[str]) -> None:
    place = _place(application)
    sealed = current_app.extensions["unsent"].close(ticked, place)
    changed = {"content": sealed, "ends": datetime.now(UTC) + LASTS}
    current().db.ticks.update_one({"_id": _key(place)}, {"$set": changed}, upsert=True)


def kept(application: str) -> list[str]:
    place = _place(application)
    found = current().db.ticks.find_one({"_id": _key(place), "ends": {"$gt": datetime.now(UTC)}})
    return (current_app.extensions["unsent"].open(found["content"], place) if found else None) or []


def forget(application: str) -> None:
    current().db.ticks.delete_one({"_id": _key(_place(application))})


def _place(application: str) -> str:
    return f"ticks/{person().id}/{application}"


def _key(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()
