"""A candidate becomes a PNS, or somebody is dismissed: one proposes what the decree says, another one signs."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed, sure
from ..staff.names import called, names_on_roster
from ..staff.seconding import Second
from .units import is_day

blueprint = Blueprint("tenure", __name__, url_prefix="/kerja/diklat")
only_for(blueprint, "diklat")

KINDS = {
    "pns": ("PERMANENT", _l("Usulkan pengangkatan menjadi PNS")),
    "latsar": ("FAILED_LATSAR", _l("Usulkan pemberhentian: tidak lulus Latsar")),
    "pemberhentian": ("DISMISSED", _l("Usulkan pemberhentian")),
}
"""Word of the address → the change, the form's title."""


@blueprint.get("/masa-percobaan")
def listing():
    """CPNS yang dapat diangkat menjadi PNS."""
    found = api("training").get("/v1/probation", limit=PAGE, after=after())
    names = names_on_roster([one["person"] for one in found["items"]])
    return render_template("training/probation.html", page=stretch(found), names=names)


@blueprint.route("/<uuid:id>/keputusan/<kind>", methods=["GET", "POST"])
def propose(id, kind: str):
    """Usulkan pengangkatan atau pemberhentian."""
    if kind not in KINDS:
        abort(404)
    change, title = KINDS[kind]
    day = _("TMT") if kind == "pns" else _("Hari pertama tidak lagi menjadi ASN")
    labels = {"effective": day, "decree_no": _("Nomor keputusan")}
    if kind == "pns":
        labels["health_letter_no"] = _("Nomor surat keterangan sehat")
    career, values = _career(id), {"title": title, "kind": kind, **_who(id)}
    form = Form(labels, version=career["version"])
    if not form.sent and (career["waiting"] or values["one"]["left_at"]):
        return redirect(url_for("roster.show", id=id), 303)
    if needed(form, *labels) and is_day(form, "effective"):
        with form.problems():
            body, where = {name: form.get(name) for name in labels} | {"change": change}, path("v1", "roster", str(id))
            if asks(form, "training", f"{where}/decree", body):
                return form.page("training/decree_sure.html", **values)
            api("training").post(f"{where}/decree", body, key=form.key, version=form.version)
            flash(_("Usulan tersimpan. Orang lain menandatanganinya."))
            return redirect(url_for("roster.show", id=id), 303)
    return form.page("training/decree.html", **values)


@blueprint.route("/<uuid:id>/keputusan/sahkan", methods=["GET", "POST"])
def sign(id):
    """Tanda tangan kedua."""
    career, back = _career(id), url_for("roster.show", id=id)
    waiting = career["waiting"]
    may = waiting is not None and not is_mine(waiting)
    where = path("v1", "roster", str(id), "decree", "approval")
    second = Second("training", where, _("Keputusan tercatat."), back, may)
    values = {"waiting": waiting, **_who(id)}
    return second.page("training/decree_sign.html", waiting and waiting["proposed"], career["version"], values)


@blueprint.route("/<uuid:id>/keputusan/tolak", methods=["GET", "POST"])
def reject(id):
    """Tolak usulan; juga oleh pengusulnya."""
    career, back = _career(id), url_for("roster.show", id=id)
    form = Form({}, version=career["version"])
    if (form.sent and not sure()) or (not form.sent and not career["waiting"]):
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            where = path("v1", "roster", str(id), "decree", "rejection")
            api("training").post(where, {}, key=form.key, version=form.version)
            flash(_("Usulan ditolak."))
            return redirect(back, 303)
    return form.page("training/decree_reject.html", waiting=career["waiting"], **_who(id))


def is_mine(waiting: dict) -> bool:
    """Whether it was this person who proposed."""
    return waiting["proposer"].partition(":")[2] == person().id


def _career(id) -> dict:
    return api("training").get(path("v1", "roster", str(id), "stations"))


def _who(id) -> dict:
    one = api("training").get(path("v1", "roster", str(id)))
    return {"one": one, "name": called(names_on_roster([one["person"]]), one["person"])}
