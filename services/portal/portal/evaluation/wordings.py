"""Templat jawaban: the office's own words, kept by class, with which an answer begins."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..formats import day
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..words import COMPLAINT_KINDS

blueprint = Blueprint("wording_desk", __name__, url_prefix="/kerja/aduan/templat")
only_for(blueprint, "aduan")


def wordings_for(complaint: dict) -> list[dict]:
    """Those of its class, with their fields filled in."""
    values = {
        "{nomor}": complaint["number"],
        "{unit}": complaint["unit"] or _("unit yang berwenang"),
        "{dikirim}": day(complaint["submitted_on"]),
        "{tenggat}": day(complaint["answer"]["due"]),
    }
    found = api("feedback").get("/v1/wordings", **{"class": complaint["class"]})["items"]
    return [{**one, "text": _filled(one["text"], values)} for one in found]


def _filled(text: str, values: dict[str, str]) -> str:
    for field, value in values.items():
        text = text.replace(field, value)
    return text


@blueprint.get("")
def listing():
    return render_template("evaluation/wordings.html", items=api("feedback").get("/v1/wordings")["items"])


@blueprint.route("/baru", methods=["GET", "POST"])
def begin():
    """Templat baru."""
    return _write(_form(), "/v1/wordings", _("Templat tersimpan. Petugas dan penghubung dapat memakainya."))


@blueprint.route("/<uuid:id>", methods=["GET", "POST"])
def edit(id):
    """Templat yang ada, dengan kata lain."""
    found = api("feedback").get(path("v1", "wordings", str(id)))
    if found["withdrawn"] and request.method == "GET":
        return redirect(url_for(".listing"), 303)
    form = _form({name: found[name] for name in ("title", "class", "text")}, found["version"])
    return _write(form, path("v1", "wordings", str(id)), _("Templat diubah. Jawaban yang sudah terkirim tetap."), found)


@blueprint.route("/<uuid:id>/tarik", methods=["GET", "POST"])
def withdraw(id):
    """Tidak dipakai lagi."""
    found = api("feedback").get(path("v1", "wordings", str(id)))
    form, where = Form({}, version=found["version"]), path("v1", "wordings", str(id), "withdrawal")
    if form.sent:
        with form.problems():
            if asks(form, "feedback", where, {}):
                return redirect(url_for(".edit", id=id), 303)
            api("feedback").post(where, {}, form.key, form.version)
            flash(_("Templat tidak dipakai lagi."))
            return redirect(url_for(".listing"), 303)
    return form.page("evaluation/wording_withdraw.html", wording=found)


def _form(start: dict | None = None, version: int | None = None) -> Form:
    return Form({"title": _("Judul"), "class": _("Jenis aduan"), "text": _("Teks")}, start or {}, version)


def _write(form: Form, where: str, told: str, wording: dict | None = None):
    if needed(form, *form.labels):
        with form.problems():
            api("feedback").post(where, {name: form.get(name) for name in form.labels}, form.key, form.version)
            flash(told)
            return redirect(url_for(".listing"), 303)
    return form.page("evaluation/wording.html", wording=wording, kinds=_kinds())


def _kinds() -> dict[str, str]:
    return {kind: word for kind, word in COMPLAINT_KINDS.items() if kind != "integrity"}
