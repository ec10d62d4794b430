"""Masuk sebagai: whoever of the office holds several roles says in which one they come."""

import requests
from flask import Blueprint, redirect, request
from flask_babel import gettext as _

from ..away import Away
from ..client import api, path
from ..forms import Form
from ..security import safe_path
from ..signin import tokens
from ..signin.access import STAFF, UNDECIDED, home, only_for
from ..signin.office import RoleOver
from ..words import role_name

blueprint = Blueprint("acting", __name__)
only_for(blueprint, *STAFF, UNDECIDED)


def arrive() -> bool:
    """Come in the one role that was given, or as a civil servant where none was; whether there was no choice.

    Raises RoleOver, Away.
    """
    *given, as_servant = _choices()
    if len(given) > 1:
        return False
    _come_as(given[0] if given else as_servant)
    return True


@blueprint.route("/kerja/masuk-sebagai", methods=["GET", "POST"])
def choose():
    """Pilih peran; tanpa keluar."""
    choices = {one["role"]: one for one in _choices()}
    form = Form({"role": _("Masuk sebagai")}, start={"role": tokens.person().role})
    if form.sent:
        form.require("role")
    if form.sent and not form.errors:
        with form.problems():
            try:
                _come_as(choices.get(form.get("role"), {"role": form.get("role")}))
                return redirect(safe_path(request.values.get("lanjut"), home(tokens.person().role)), 303)
            except RoleOver as over:
                form.fail("role", over.sentence, 403)
    words = {role: _words(one) for role, one in choices.items()}
    onward = safe_path(request.values.get("lanjut"), "")
    return form.page("staff/acting.html", words=words, given=len(choices) > 1, onward=onward)


def _choices() -> list[dict]:
    try:
        return tokens.choices()
    except requests.RequestException as error:
        raise Away("platform") from error


def _words(one: dict) -> str:
    scope = _scope(one)
    return f"{role_name(one['role'])} – {scope}" if scope else role_name(one["role"])


def _scope(one: dict) -> str:
    """What a grant is for: its period's code, or its unit as it is called; by the id where nobody says so now."""
    if not one.get("unit"):
        return one.get("period") or ""
    try:
        found = api("training").find(path("v1", "units", one["unit"]))
    except Away:
        found = None
    return found["name"] if found else one["unit"]


def _come_as(one: dict) -> None:
    scope = _scope(one)
    try:
        tokens.come_as(one["role"], scope)
    except requests.RequestException as error:
        raise Away("platform") from error
