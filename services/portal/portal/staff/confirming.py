"""Steps that cannot be taken back are asked twice: the form, then a page that says what will happen.

if needed(form, "number", "title"):
    with form.problems():
        if asks(form, "registration", "/v1/…", body):
            return form.page("….html")      # with macros/staff.html's `confirm`
        api("registration").post("/v1/…", body, form.key)

That page is shown only for what the service would do now: it has decided on it, and taken it back (asnkit/web.py).
"""

from flask import request
from flask_babel import gettext as _

from ..client import Problem, api
from ..forms import Form


def refusal(service: str, where: str, body=None, version: int | None = None) -> Problem | None:
    """Why the service would refuse this command now; for a page that begins with the question.

    Raises Problem 401: whoever is not signed in any more signs in first.
    """
    try:
        api(service).rehearse(where, body, version)
    except Problem as problem:
        if problem.status == 401:
            raise
        return problem
    return None


def asks(form: Form, service: str, where: str, body=None) -> bool:
    """Whether it is time for the page with the consequences. Raises client.Problem where the service would refuse."""
    if sure():
        return False
    api(service).rehearse(where, body, form.version)
    return True


def sure() -> bool:
    """The page with the consequences was sent, by its own button."""
    return request.form.get("pasti") in ("ya", "lanjut")


def and_next() -> bool:
    """By the button that goes on to the next one."""
    return request.form.get("pasti") == "lanjut"


def changing() -> bool:
    """The way back from that page, to the form with everything still in it."""
    return request.form.get("pasti") == "ubah"


def needed(form: Form, *fields: str) -> bool:
    """Whether the form was sent with these fields filled in; each that is not gets its sentence."""
    if not form.sent or changing():
        return False
    for field in fields:
        if not form.all(field) or not any(value.strip() for value in form.all(field)):
            form.fail(field, _("%(field)s wajib diisi.", field=form.labels[field]))
    return not form.errors
