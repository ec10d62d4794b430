"""Steps that cannot be taken back are asked twice: the form, then a page that says what will happen.

if needed(form, "number", "title"):
    if not sure():
        return form.page("….html")      # with macros/staff.html's `confirm`
    with form.problems(): …
"""

from flask import request
from flask_babel import gettext as _

from ..forms import Form


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
