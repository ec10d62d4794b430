"""Perubahan formasi: a line's seats and requirements change, or it ends; then a second person reads and signs."""

import re

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.seconding import Second
from ..words import LEVELS
from .moving import STATUSES
from .selection import COMMITTEE, READERS, Selection, find

blueprint = Blueprint("line_changing", __name__)
only_for(blueprint, *READERS)

NUMBERS = ("quota", "age_min", "age_max")
FIELDS = (*NUMBERS, "gpa_min", "education")


@blueprint.get("/kerja/seleksi/<code>/formasi/perubahan")
def listing(code: str):
    found = api("registration").get("/v1/vacancy-changes", period=code, limit=PAGE, after=after())
    return render_template(
        "committee/line_changes.html",
        selection=find(code),
        page=stretch(found),
        names=_names(code),
        statuses=STATUSES,
    )


@blueprint.route("/kerja/seleksi/<code>/formasi/<id>/perubahan", methods=["GET", "POST"])
def amend(code: str, id: str):
    """Tanda tangan pertama: kursi dan syarat yang seharusnya."""
    selection, line = find(code), api("registration").get(path("v1", "vacancies", id))
    labels = {
        "quota": _("Kursi"),
        "age_min": _("Usia minimal, dalam tahun"),
        "age_max": _("Usia maksimal, dalam tahun"),
        "gpa_min": _("IPK minimal"),
        "education": _("Pendidikan yang diterima"),
        **_why(),
    }
    start = {name: line[name] for name in NUMBERS} | {"education": _lines(line["education"])}
    start |= {"gpa_min": (line["gpa_min"] or "").replace(".", ",")}
    form = Form(labels, start, fields={f"after.{name}": name for name in FIELDS})
    if needed(form, *(name for name in labels if name != "gpa_min")):
        other = {name: value for name, value in _typed(form).items() if value != line[name]}
        if not form.errors and not other:
            form.fail("", _("Belum ada yang berubah. Ubah sedikitnya satu isian."))
        if not form.errors:
            with form.problems():
                return _propose(form, selection, line, other)
    return form.page("committee/line_change_new.html", selection=selection, line=line)


@blueprint.route("/kerja/seleksi/<code>/formasi/<id>/penutupan", methods=["GET", "POST"])
def close(code: str, id: str):
    """Tanda tangan pertama: formasi ditutup."""
    selection, line, form = find(code), api("registration").get(path("v1", "vacancies", id)), Form(_why())
    if needed(form, *form.labels):
        with form.problems():
            return _propose(form, selection, line, {"closed": True})
    return form.page("committee/line_close.html", selection=selection, line=line)


@blueprint.get("/kerja/seleksi/<code>/formasi/perubahan/<id>")
def show(code: str, id: str):
    return render_template("committee/line_change.html", **_values(code, id))


@blueprint.route("/kerja/seleksi/<code>/formasi/perubahan/<id>/persetujuan", methods=["GET", "POST"])
def approve(code: str, id: str):
    """Tanda tangan kedua."""
    tick = _("Saya sudah membaca apa yang berubah dan mengapa")
    told = _("Perubahan berlaku sejak sekarang, dan setiap pelamar formasi ini diberi tahu.")
    return _second(code, id, "approval", "committee/line_change_approve.html", told, tick)


@blueprint.route("/kerja/seleksi/<code>/formasi/perubahan/<id>/penolakan", methods=["GET", "POST"])
def reject(code: str, id: str):
    """Usulan ditolak atau ditarik kembali; formasinya tetap."""
    told = _("Usulan ditolak. Formasi tetap seperti semula.")
    return _second(code, id, "rejection", "committee/line_change_reject.html", told)


def _why() -> dict[str, str]:
    return {"reason_code": _("Mengapa"), "letter": _("Nomor surat dasarnya")}


def _propose(form: Form, selection: Selection, line: dict, other: dict):
    """The page that asks, or the first signature and the page of the proposal. Raises client.Problem."""
    body = {"vacancy": line["id"], "after": other, **{name: form.get(name) for name in _why()}}
    if asks(form, "registration", "/v1/vacancy-changes", body):
        return form.page("committee/line_change_confirm.html", selection=selection, line=line, after=other)
    done = api("registration").post("/v1/vacancy-changes", body, form.key)
    flash(_("Perubahan diusulkan. Orang lain harus membacanya dan menyetujuinya."))
    return redirect(url_for("line_changing.show", code=selection.code, id=done["id"]), 303)


def _typed(form: Form) -> dict:
    """The service's values; what is no number or no education gets its sentence."""
    body = {"gpa_min": form.get("gpa_min").replace(",", ".") or None, "education": []}
    for name in NUMBERS:
        if form.get(name).isdecimal():
            body[name] = int(form.get(name))
        else:
            form.fail(name, _("%(field)s diisi dengan angka.", field=form.labels[name]))
    for text in filter(str.strip, form.get("education").splitlines()):
        word, _space, programme = text.strip().partition(" ")
        if _level(word) in LEVELS and programme.strip():
            body["education"].append({"level": _level(word), "programme": programme.strip()})
        else:
            told = _("“%(line)s”: tulis jenjang, spasi, lalu jurusan, misalnya S1 Ilmu Hukum.", line=text.strip())
            form.fail("education", told)
    return body


def _level(word: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", word.upper())


def _lines(education: list[dict]) -> str:
    return "\n".join(f"{one['level']} {one['programme']}" for one in education)


def _names(code: str) -> dict[str, str]:
    """Each line's job and unit, by its id."""
    found = api("registration").every("/v1/vacancies/brief", step=2_000, period=code)
    return {one["id"]: f"{one['job_name']}, {one['unit']}" for one in found}


def _second(code: str, id: str, act: str, template: str, told: str, tick: str = ""):
    values, back = _values(code, id), url_for("line_changing.show", code=code, id=id)
    second = Second("registration", path("v1", "vacancy-changes", id, act), told, back, values["may"], tick)
    return second.page(template, values["change"]["proposed"], values["change"]["version"], values)


def _values(code: str, id: str) -> dict:
    change = api("registration").get(path("v1", "vacancy-changes", id))
    return {
        "selection": find(code),
        "change": change,
        "line": api("registration").get(path("v1", "vacancies", change["vacancy"])),
        "statuses": STATUSES,
        "may": person().role in COMMITTEE and change["status"] == "proposed",
    }
