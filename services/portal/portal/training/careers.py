"""Rank, leave and the end of the service of one civil servant, each by its decree."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from .. import words
from ..client import api, path
from ..formats import day as shown_day
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..staff.names import names_on_roster
from .units import is_day

blueprint = Blueprint("careers", __name__, url_prefix="/kerja/diklat/<id>")
only_for(blueprint, "diklat")


@blueprint.route("/pangkat", methods=["GET", "POST"])
def promote(id: str):
    """Catat golongan, atau kenaikannya."""
    form = Form(_labels("rank", "effective", "decree_no"), version=_version(id))
    if needed(form, *form.labels) and is_day(form, "effective"):
        with form.problems():
            return _send(id, "promotion", form, _("Golongan tercatat."))
    return form.page("training/promote.html", ranks=dict(zip(words.RANKS, words.RANKS, strict=True)), **_who(id))


@blueprint.route("/cuti", methods=["GET", "POST"])
def leave(id: str):
    """Catat cuti."""
    form = Form(_labels("since", "until", "decree_no"), version=_version(id))
    if needed(form, *form.labels) and is_day(form, "since") and is_day(form, "until"):
        with form.problems():
            return _send(id, "leave", form, _("Cuti tercatat."))
    return form.page("training/leave.html", **_who(id))


@blueprint.route("/akhiri", methods=["GET", "POST"])
def end(id: str):
    """Catat berakhirnya masa kerja."""
    form = Form(_labels("reason", "effective", "decree_no"), version=_version(id))
    if needed(form, *form.labels) and is_day(form, "effective"):
        with form.problems():
            body = {name: form.get(name) for name in form.labels}
            if asks(form, "training", path("v1", "roster", id, "end"), body):
                since = shown_day(form.get("effective"))
                return form.page("training/service_end_confirm.html", since=since, **_who(id))
            return _send(id, "end", form, _("Berakhirnya masa kerja tercatat."))
    reasons = {name: words.LEAVING[name] for name in words.LEFT_BY_ONE}
    return form.page("training/service_end.html", reasons=reasons, **_who(id))


def _send(id: str, what: str, form: Form, told: str):
    body = {name: form.get(name) for name in form.labels}
    api("training").post(path("v1", "roster", id, what), body, key=form.key, version=form.version)
    flash(told)
    return redirect(url_for("roster.show", id=id), 303)


def _version(id: str) -> int:
    return api("training").get(path("v1", "roster", id, "stations"))["version"]


def _who(id: str) -> dict:
    return {"one": api("training").get(path("v1", "roster", id)), "name": names_on_roster([id]).get(id, id)}


def _labels(*names: str) -> dict[str, str]:
    labels = {
        "rank": _("Golongan"),
        "reason": _("Alasan"),
        "since": _("Hari pertama"),
        "until": _("Hari terakhir"),
        "effective": _("TMT"),
        "decree_no": _("Nomor keputusan"),
    }
    return {name: labels[name] for name in names}
