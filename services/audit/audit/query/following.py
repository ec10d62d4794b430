"""Nobody is followed unseen, by whatever door.

An auditor's address that names a person (a stream, a filter, an event's id) is answered only after this auditor has
recorded why (POST /v1/queries/executions), and for a while. Known is who stands in the view of traces.
"""

from asnkit.events import Refused, format_time
from asnkit.web import caller, current
from flask import Flask, current_app, request

from ..history.views import UUID
from ..record.domain import OPEN_FOR

AUDITOR = "auditor"
CURSORS = ("before", "after")
"""Where a page goes on: who stands there is on the page before it."""


def register(app: Flask) -> None:
    app.before_request(_check)


def _check() -> None:
    """Raises Refused for an address that follows a person unrecorded."""
    view = current_app.view_functions.get(request.endpoint)
    if request.method != "GET" or AUDITOR not in getattr(view, "roles", ()) or caller().role != AUDITOR:
        return
    for person in _persons():
        if not _recorded(person):
            raise Refused(
                "catat-penelusuran",
                "Menelusuri seseorang dicatat lebih dahulu beserta alasannya: POST /v1/queries/executions. "
                "Sesudah itu terbuka bagi Anda 15 menit.",
                "person",
                403,
            )


def _persons() -> list[str]:
    asked = [value for name, value in request.args.items(multi=True) if name not in CURSORS]
    ids = {id for text in (request.path, *asked) for id in UUID.findall(text)}
    traces = current().views["traces"]
    return [id for id in sorted(ids) if traces.find_one({"persons": id}, {"_id": 1})]


def _recorded(person: str) -> bool:
    since = format_time(current().clock.now() - OPEN_FOR)
    wanted = {"kind": "executed", "person": person, "by": caller().actor, "at": {"$gte": since}}
    found = {"aggregate": "query", **{f"data.{name}": value for name, value in wanted.items()}}
    return current().db.state.find_one(found, {"_id": 1}) is not None
