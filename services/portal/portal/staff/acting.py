"""Masuk sebagai: whoever of the office holds several roles says in which one they come."""

import requests
from flask import Blueprint, redirect, request
from flask_babel import gettext as _

from ..away import Away
from ..forms import Form
from ..security import safe_path
from ..signin import tokens
from ..signin.access import STAFF, UNDECIDED, home, only_for
from ..signin.office import RoleOver
from ..words import role_name

blueprint = Blueprint("acting", __name__)
only_for(blueprint, *STAFF, UNDECIDED)

CIVIL_SERVANT = "pegawai"


def arrive() -> bool:
    """Come in the one role that was given, or as a civil servant where none was; whether there was no choice.

    Raises RoleOver, Away.
    """
    given = [one["role"] for one in _choices() if one["role"] != CIVIL_SERVANT]
    if len(given) > 1:
        return False
    _come_as(given[0] if given else CIVIL_SERVANT)
    return True


@blueprint.route("/kerja/masuk-sebagai", methods=["GET", "POST"])
def choose():
    """Pilih peran; tanpa keluar."""
    choices = _choices()
    form = Form({"role": _("Masuk sebagai")}, start={"role": tokens.person().role})
    if form.sent:
        form.require("role")
    if form.sent and not form.errors:
        with form.problems():
            try:
                _come_as(form.get("role"))
                return redirect(safe_path(request.values.get("lanjut"), home(tokens.person().role)), 303)
            except RoleOver as over:
                form.fail("role", over.sentence, 403)
    words = {one["role"]: role_name(one["role"]) for one in choices}
    onward = safe_path(request.values.get("lanjut"), "")
    return form.page("staff/acting.html", words=words, given=len(choices) > 1, onward=onward)


def _choices() -> list[dict]:
    try:
        return tokens.choices()
    except requests.RequestException as error:
        raise Away("platform") from error


def _come_as(role: str) -> None:
    try:
        tokens.come_as(role)
    except requests.RequestException as error:
        raise Away("platform") from error
