"""Tanggapan atas seleksi at the moderator's desk: read, shown as it is or shortened, or not shown, with a reason."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..words import COMMENT_REASONS

blueprint = Blueprint("comment_desk", __name__, url_prefix="/kerja/tanggapan")
only_for(blueprint, "aduan")

ACTS = {
    "tampilkan": ("release", "text", _l("Tampilkan"), _l("Tanggapan tampil di halaman umum.")),
    "tahan": ("withholding", "reason", _l("Jangan tampilkan"), _l("Tanggapan tidak ditampilkan.")),
}
"""Word in the address → (the service's path, its field, the button, what is told afterwards)."""
WARNINGS = {
    "NIK": _l("Tampaknya memuat NIK."),
    "NIP": _l("Tampaknya memuat NIP."),
    "PHONE": _l("Tampaknya memuat nomor telepon."),
    "EMAIL": _l("Tampaknya memuat alamat surel."),
    "NAME": _l("Tampaknya menyebut nama orang."),
    "CORRUPTION": _l("Tampaknya melaporkan korupsi, suap, atau pungutan liar: tempatnya Laporan integritas."),
}


@blueprint.get("")
def listing():
    found = api("feedback").get("/v1/comments/waiting", limit=PAGE, after=after())
    return render_template("evaluation/comments.html", page=stretch(found))


@blueprint.get("/<uuid:id>")
def show(id):
    return render_template("evaluation/comment.html", one=_one(id), warnings=WARNINGS)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, field, button, told = ACTS[act]
    one, back = _one(id), url_for("comment_desk.show", id=id)
    labels = {"text": _("Yang ditampilkan")} if field == "text" else {"reason": _("Mengapa tidak ditampilkan")}
    form = Form(labels, {"text": one["text"]}, one["version"])
    values = {"one": one, "act": act, "button": button, "back": back}
    if needed(form, field):
        with form.problems():
            where, body = path("v1", "comments", str(id), step), {field: form.get(field)}
            if asks(form, "feedback", where, body):
                return form.page("evaluation/comment_sure.html", **values)
            api("feedback").post(where, body, form.key, form.version)
            flash(str(told))
            return redirect(url_for("comment_desk.listing"), 303)
    return form.page("evaluation/comment_act.html", reasons=COMMENT_REASONS, **values)


def _one(id) -> dict:
    return api("feedback").get(path("v1", "comments", str(id)))
