"""Jabatan: the posts of a unit and the competences that each asks for."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from .. import words
from ..client import api, path
from ..formats import day as shown_day
from ..forms import Form
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from .units import is_day

blueprint = Blueprint("posts", __name__, url_prefix="/kerja/diklat")
only_for(blueprint, "diklat", "ketua", "auditor")

CORE = "inti-"


@blueprint.route("/unit/<unit>/jabatan", methods=["GET", "POST"])
def register(unit: str):
    """Daftarkan satu jabatan dengan standar kompetensinya."""
    one = api("training").get(path("v1", "units", unit))
    form = Form(_labels("title", "code", "kind") | _standard_labels())
    if needed(form, "title", "code", "kind", *_core(), "since", "basis") and is_day(form):
        body = {name: form.get(name) for name in ("title", "code", "kind")} | {"unit": unit} | _standard(form)
        if not form.errors:
            with form.problems():
                done = api("training").post("/v1/posts", body, key=form.key)
                flash(_("Jabatan terdaftar."))
                return redirect(url_for("posts.show", id=done["id"]), 303)
    return form.page("training/post_new.html", unit=one, core=_core())


@blueprint.get("/jabatan/<id>")
def show(id: str):
    post = api("training").get(path("v1", "posts", id))
    unit = api("training").get(path("v1", "units", post["unit"]))
    return render_template("training/post.html", post=post, unit=unit, may=person().role == "diklat")


@blueprint.route("/jabatan/<id>/standar", methods=["GET", "POST"])
def change(id: str):
    """Ganti standar kompetensi, mulai suatu hari."""
    post = api("training").get(path("v1", "posts", id))
    last = post["standards"][-1]
    start = {f"{CORE}{name}": level for name, level in last["core"].items()}
    start["technical"] = "\n".join(f"{one['competence']}; {one['level']}" for one in last["technical"])
    form = Form(_standard_labels(), start, post["version"])
    if needed(form, *_core(), "since", "basis") and is_day(form):
        body = _standard(form)
        if not form.errors:
            with form.problems():
                where = path("v1", "posts", id, "standard")
                api("training").post(where, body, key=form.key, version=form.version)
                flash(_("Standar tercatat."))
                return redirect(url_for("posts.show", id=id), 303)
    return form.page("training/post_standard.html", post=post, core=_core())


@blueprint.route("/jabatan/<id>/tutup", methods=["GET", "POST"])
def close(id: str):
    """Tutup satu jabatan."""
    post = api("training").get(path("v1", "posts", id))
    form = Form(_labels("since", "basis"), version=post["version"])
    if needed(form, "since", "basis") and is_day(form):
        with form.problems():
            body, where = {name: form.get(name) for name in ("since", "basis")}, path("v1", "posts", id, "close")
            if asks(form, "training", where, body):
                since = shown_day(form.get("since"))
                return form.page("training/post_close_confirm.html", post=post, since=since)
            api("training").post(where, body, key=form.key, version=form.version)
            flash(_("Jabatan ditutup."))
            return redirect(url_for("posts.show", id=id), 303)
    return form.page("training/post_close.html", post=post)


def technical_of(form: Form) -> list[dict]:
    """As the service takes them; a line that says no level gets its sentence."""
    technical = []
    for line in filter(None, (line.strip() for line in form.get("technical").splitlines())):
        name, _separator, level = line.rpartition(";")
        if not name.strip() or level.strip() not in {"1", "2", "3", "4", "5"}:
            form.fail("technical", _("Tulis setiap kompetensi teknis pada satu baris: nama; tingkat 1 sampai 5."))
            break
        technical.append({"competence": name.strip(), "level": int(level)})
    return technical


def _standard(form: Form) -> dict:
    """As the service takes it."""
    technical = technical_of(form)
    core = {name.removeprefix(CORE): form.get(name) for name in _core()}
    if not set(core.values()) <= {"1", "2", "3", "4", "5"}:
        form.fail("", _("Tingkat kompetensi 1 sampai 5."))
        return {}
    levels = {name: int(level) for name, level in core.items()}
    return {"core": levels, "technical": technical, "since": form.get("since"), "basis": form.get("basis")}


def _core() -> list[str]:
    return [f"{CORE}{name}" for name in words.COMPETENCES]


def _standard_labels() -> dict[str, str]:
    core = {f"{CORE}{name}": str(word) for name, word in words.COMPETENCES.items()}
    return core | _labels("technical", "since", "basis")


def _labels(*names: str) -> dict[str, str]:
    labels = {
        "title": _("Nama jabatan"),
        "code": _("Kode jabatan"),
        "kind": _("Jenis jabatan"),
        "technical": _("Kompetensi teknis"),
        "since": _("Berlaku mulai"),
        "basis": _("Dasar"),
    }
    return {name: labels[name] for name in names}
