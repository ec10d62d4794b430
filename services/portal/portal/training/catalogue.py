"""Katalog pelatihan: what is taught, and the form that publishes a course."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.confirming import asks, needed

blueprint = Blueprint("catalogue", __name__, url_prefix="/kerja/diklat/katalog")
only_for(blueprint, "diklat")

MOST_DIGITS = 11
"""Of rupiah."""


@blueprint.get("")
def listing():
    found = api("training").get("/v1/courses", limit=PAGE, after=after(), q=request.args.get("kata", "").strip())
    return render_template("training/courses.html", page=stretch(found))


@blueprint.route("/baru", methods=["GET", "POST"])
def publish():
    """Terbitkan satu pelatihan; sesudahnya tidak diubah lagi."""
    form = Form(_labels(), {"attendance": 80, "provider": "BKPSDM Kota Tanjungbalai"})
    if needed(form, "code", "title", "objective", "kind", "method", "hours", "provider", "attendance"):
        body = {name: form.get(name) for name in ("code", "title", "objective", "kind", "method", "provider")}
        body["competences"] = [one.strip() for one in form.get("competences").split(",") if one.strip()]
        body |= {name: whole(form, name) for name in ("hours", "attendance", "pass_mark")}
        body["approval"] = bool(form.get("approval"))
        if months := whole(form, "valid_months"):
            body["valid_months"] = months
        if not form.errors:
            with form.problems():
                if asks(form, "training", "/v1/courses", body):
                    return form.page("training/course_confirm.html")
                done = api("training").post("/v1/courses", body, key=form.key)
                flash(_("Pelatihan terbit. Sekarang jadwalkan sesinya."))
                return redirect(url_for("catalogue.show", id=done["id"]), 303)
    return form.page("training/course_new.html")


@blueprint.get("/<id>")
def show(id: str):
    course = api("training").get(path("v1", "courses", id))
    sessions = api("training").get("/v1/sessions", limit=100, course=id)["items"]
    return render_template("training/course.html", course=course, sessions=sessions)


def whole(form: Form, name: str) -> int | None:
    """A field's whole number, None where it is empty; what is no number gets its sentence."""
    typed = form.get(name)
    if not typed:
        return None
    if typed.isascii() and typed.isdecimal() and len(typed) < 7:
        return int(typed)
    form.fail(name, _("%(field)s diisi bilangan bulat.", field=form.labels[name]))
    return None


def money(form: Form, name: str) -> int | None:
    """As whole, of rupiah, which people write with points."""
    typed = form.get(name).replace(".", "")
    if not typed:
        return None
    if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS:
        return int(typed)
    form.fail(name, _("%(field)s diisi angka saja.", field=form.labels[name]))
    return None


def _labels() -> dict[str, str]:
    return {
        "code": _("Kode"),
        "title": _("Judul"),
        "objective": _("Tujuan"),
        "kind": _("Jenis"),
        "method": _("Cara"),
        "hours": _("JP"),
        "provider": _("Penyelenggara"),
        "attendance": _("Kehadiran paling sedikit (persen hari)"),
        "pass_mark": _("Nilai lulus tes akhir"),
        "valid_months": _("Masa berlaku sertifikat (bulan)"),
        "competences": _("Kompetensi yang dinaikkan"),
        "approval": _("Yang mendaftar sendiri memerlukan persetujuan atasan"),
    }
