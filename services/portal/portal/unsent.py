"""What was typed into a form whose sender was not signed in any more: kept until the same person has signed in again.

A document of the collection `unsent` is {_id: SHA-256 of a random number, owner, content, ends}. The number goes along
in the address to which the sign-in leads back (`?isian=…`), and the form is shown there as it was filled in. The
content is sealed for that number and for the person to whom the form was shown (`owner`, a keyed fingerprint): nobody
else opens it, whoever has the address. Passwords and files are not kept. Real time.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from asnkit.web import current
from flask import Flask, Response, current_app, g, request
from pymongo import DESCENDING
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from . import marks
from .seals import Seal
from .signin.tokens import person

LASTS = timedelta(hours=2)
LARGEST = 100_000
"""Signs in all fields together; more than any of our forms holds."""
MOST = 20
"""Forms of one person at once, the newest ones: a page that somebody saved fills nobody's disk."""
ARGUMENT = "isian"
NEVER = {marks.FIELD, "password"}


def register(app: Flask) -> None:
    app.extensions["unsent"] = Seal(app.config["UNSENT_KEY"])
    app.before_request(_bring_back)
    app.after_request(_forget)
    app.context_processor(lambda: {"came_back": g.get("came_back"), "files_again": g.get("files_again")})


def keep() -> str:
    """Keep what the form that was sent holds; the address at which it comes back."""
    there = {name: request.args[name] for name in request.args if name != ARGUMENT}
    fields = [[name, value] for name, value in request.form.items(multi=True) if name not in NEVER]
    owner = marks.sent().owner
    if owner and sum(len(name) + len(value) for name, value in fields) <= LARGEST:
        _make_room(owner)
        number = secrets.token_urlsafe(18)
        content = {"path": request.path, "fields": fields, "files": bool(request.files)}
        sealed = _seal().close(content, _place(number, owner))
        row = {"_id": _key(number), "owner": owner, "content": sealed, "ends": datetime.now(UTC) + LASTS}
        current().db.unsent.insert_one(row)
        there[ARGUMENT] = number
    return f"{request.path}?{urlencode(there)}" if there else request.path


def _make_room(owner: str) -> None:
    unsent = current().db.unsent
    before = unsent.find({"owner": owner}, {"_id": 1}).sort("ends", DESCENDING).skip(MOST - 1)
    unsent.delete_many({"_id": {"$in": [row["_id"] for row in before]}})


def _bring_back() -> None:
    """Let this page's form be filled in as it was sent, for the person who sent it."""
    number, who = request.args.get(ARGUMENT, ""), person()
    if request.method != "GET" or not number or who is None:
        return
    found = current().db.unsent.find_one({"_id": _key(number), "ends": {"$gt": datetime.now(UTC)}})
    content = found and _seal().open(found["content"], _place(number, marks.owner(who)))
    if content and content["path"] == request.path:
        g.came_back = MultiDict(content["fields"])
        g.files_again = content["files"]
        # Pages look for a form's hidden fields where they look for the address's own.
        request.values = CombinedMultiDict([request.args, g.came_back])


def _forget(response: Response) -> Response:
    """The form that had come back was sent."""
    number = request.args.get(ARGUMENT, "")
    if number and request.method == "POST" and response.status_code == 303 and g.get("mark"):
        current().db.unsent.delete_one({"_id": _key(number)})
    return response


def _seal() -> Seal:
    return current_app.extensions["unsent"]


def _place(number: str, owner: str) -> str:
    return f"unsent/{_key(number)}/{owner}"


def _key(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()
