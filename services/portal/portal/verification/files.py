"""Passing an applicant's file on from registration: never kept here, never able to do anything."""

import secrets

from flask import Response, redirect, request

from ..client import api, path
from ..security import came_from_here

PIECE_BYTES = 64 * 1024
SHOWN = ("image/jpeg", "image/png")
"""Registration writes pictures anew; these may be shown in the page. Everything else is only saved."""

POLICY = "default-src 'none'; img-src 'self'; sandbox"


def open_(document: str) -> None:
    """Registration records who opens it; sending this again opens it again."""
    api("registration").post(path("v1", "documents", document, "views"), {}, key=secrets.token_urlsafe(18))


def open_all(application: str) -> None:
    """Every document of a file that is held; each is recorded."""
    api("registration").post(path("v1", "applications", application, "views"), {}, key=secrets.token_urlsafe(18))


def drawn(document: str, number: int, page: str) -> Response:
    """One page of a document that is open, as a picture; `page` as in passed_on."""
    if not came_from_here():
        return redirect(page, 303)
    wanted = {name: request.args.get(name, "") for name in ("longest", "turn")}
    where = path("v1", "documents", document, "pages", str(number))
    answer = api("registration").stream(where, **{name: value for name, value in wanted.items() if value})
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    response = Response(answer.iter_content(PIECE_BYTES), content_type="image/jpeg", headers=headers)
    response.call_on_close(answer.close)
    return response


def passed_on(document: str, page: str) -> Response:
    """The document's bytes as they come, once it is open. Who did not come from `page` is led there."""
    if not came_from_here():
        return redirect(page, 303)
    answer = api("registration").stream(path("v1", "documents", document, "content"))
    media_type = answer.headers.get("Content-Type", "").partition(";")[0]
    shown = media_type in SHOWN
    kept = answer.headers.get("Content-Disposition", "attachment")
    headers = {
        "Content-Disposition": "inline" if shown else kept,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    response = Response(
        answer.iter_content(PIECE_BYTES),
        content_type=media_type if shown or media_type == "application/pdf" else "application/octet-stream",
        headers=headers,
    )
    response.call_on_close(answer.close)
    return response
