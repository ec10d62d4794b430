"""Sertifikat: finding one by its number; revoking or replacing it, which one person proposes and another one signs."""

from asnkit import text
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.names import called, names_on_roster
from ..staff.seconding import Second
from ..words import Badge

blueprint = Blueprint("certificate_office", __name__, url_prefix="/kerja/diklat/sertifikat")
only_for(blueprint, "diklat", "ketua")

STATES = {
    "VALID": Badge(_l("Berlaku"), "✓", "green"),
    "PROPOSED": Badge(_l("Pencabutan diusulkan"), "◐", "orange"),
    "REISSUING": Badge(_l("Penggantian diusulkan"), "◐", "orange"),
    "REVOKED": Badge(_l("Dicabut"), "✕", "red"),
}
WAITING = ("PROPOSED", "REISSUING")
EXPIRED = Badge(_l("Kedaluwarsa"), "◌", "grey")
LONGEST = 60


@blueprint.get("")
def listing():
    number, status = text.line(request.args.get("nomor", ""))[:LONGEST], request.args.get("keadaan", "VALID")
    status = status if status in STATES else "VALID"
    query = {"number": number if len(number) > 2 else "", "status": status}
    found = api("training").get("/v1/certificates/issued", limit=PAGE, after=after(), **query)
    values = {"states": STATES, "expired": EXPIRED, "status": status, "number": number}
    return render_template("training/certificates.html", page=stretch(found), **values)


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    names = names_on_roster([one["person"]])
    values = {
        "states": {**STATES, "EXPIRED": EXPIRED},
        "waiting": WAITING,
        "name": called(names, one["person"]),
        "mine": _mine(one),
    }
    return render_template("training/certificate.html", one=one, **values)


@blueprint.route("/<uuid:id>/usulkan", methods=["GET", "POST"])
def propose(id):
    """Usulkan pencabutan, dengan alasannya."""
    one, back = _one(id), url_for("certificate_office.show", id=id)
    if request.method == "GET" and (one["status"] != "VALID" or person().role != "diklat"):
        return redirect(back, 303)
    return _with_reason(one, "revocation", "training/certificate_propose.html", _("Usulan tersimpan."))


@blueprint.route("/<uuid:id>/cabut", methods=["GET", "POST"])
def revoke(id):
    """Cabut: tanda tangan kedua."""
    one, back = _one(id), url_for("certificate_office.show", id=id)
    may = one["status"] == "PROPOSED" and not _mine(one)
    where = path("v1", "certificates", str(id), "revoke")
    told = _("Sertifikat dicabut. JP-nya dibatalkan, dan pemegangnya diberi tahu.")
    second = Second("training", where, told, back, may)
    return second.page("training/certificate_revoke.html", one["proposed"], one["version"], {"one": one})


@blueprint.route("/<uuid:id>/ganti", methods=["GET", "POST"])
def propose_reissue(id):
    """Usulkan penggantian: apa yang keliru, dan judul yang benar."""
    one, back = _one(id), url_for("certificate_office.show", id=id)
    if request.method == "GET" and (one["status"] != "VALID" or person().role != "diklat"):
        return redirect(back, 303)
    form = Form({"title": _("Judul yang benar"), "reason": _("Alasan")}, {"title": one["title"]}, one["version"])
    return _sent(form, one, "reissue-proposal", "training/certificate_replace.html", _("Usulan tersimpan."))


@blueprint.route("/<uuid:id>/terbitkan", methods=["GET", "POST"])
def reissue(id):
    """Ganti: tanda tangan kedua."""
    one, back = _one(id), url_for("certificate_office.show", id=id)
    may = one["status"] == "REISSUING" and not _mine(one)
    where = path("v1", "certificates", str(id), "reissue")
    told = _("Sertifikat diganti dan bernomor baru. JP-nya tetap, dan pemegangnya diberi tahu.")
    second = Second("training", where, told, back, may)
    name = called(names_on_roster([one["person"]]), one["person"])
    return second.page("training/certificate_reissue.html", one["proposed"], one["version"], {"one": one, "name": name})


@blueprint.route("/<uuid:id>/tolak", methods=["GET", "POST"])
def reject(id):
    """Tolak usulan: sertifikat tetap berlaku seperti semula."""
    one = _one(id)
    if one["status"] not in WAITING and request.method == "GET":
        return redirect(url_for("certificate_office.show", id=id), 303)
    told = _("Usulan ditolak. Sertifikat tetap berlaku.")
    return _with_reason(one, "rejection", "training/certificate_reject.html", told)


def _with_reason(one: dict, step: str, template: str, told: str):
    return _sent(Form({"reason": _("Alasan")}, version=one["version"]), one, step, template, told)


def _sent(form: Form, one: dict, step: str, template: str, told: str):
    """The page that asks, the one that shows what was typed once more, and what follows."""
    if needed(form, *form.labels):
        with form.problems():
            where, body = path("v1", "certificates", one["id"], step), {name: form.get(name) for name in form.labels}
            if asks(form, "training", where, body):
                return form.page("training/certificate_sure.html", one=one, step=step)
            api("training").post(where, body, key=form.key, version=form.version)
            flash(told)
            return redirect(url_for("certificate_office.show", id=one["id"]), 303)
    return form.page(template, one=one)


def _one(id) -> dict:
    return api("training").get(path("v1", "certificates", str(id)))


def _mine(one: dict) -> bool:
    """Whether it was this person who proposed."""
    return bool(one["proposer"]) and one["proposer"].partition(":")[2] == person().id
