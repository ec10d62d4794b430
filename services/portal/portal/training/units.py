"""Unit: the register of the city's units, and the names by which appointments call them."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..formats import day as shown_day
from ..forms import Form
from ..lists import PAGE, after, part, passed_on, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed, refusal, sure
from ..staff.names import called, names_on_roster
from ..staff.seconding import read, seen
from ..staff.uploads import ACCEPTED, fail, uploaded

blueprint = Blueprint("unit_register", __name__, url_prefix="/kerja/diklat/unit")
only_for(blueprint, "diklat", "ketua", "auditor")

UNKNOWN_SHOWN = 20
PEOPLE_SHOWN = POSTS_SHOWN = 200


@blueprint.get("")
def listing():
    status = "EVERY" if request.args.get("semua") else ""
    word = request.args.get("kata", "").strip()
    found = api("training").get("/v1/units", limit=PAGE, after=after(), q=word, status=status)
    unknown = api("training").get("/v1/units/unknown-names", limit=UNKNOWN_SHOWN)
    return render_template("training/units.html", page=stretch(found), unknown=unknown, every=bool(status))


@blueprint.route("/baru", methods=["GET", "POST"])
def register():
    """Daftarkan satu unit."""
    form = Form(_labels("name", "kind", "parent", "since", "basis"), {"name": request.args.get("nama", "").strip()})
    if needed(form, "name", "kind", "since", "basis") and is_day(form):
        with form.problems():
            body = {name: form.get(name) for name in ("name", "kind", "since", "basis")}
            done = api("training").post("/v1/units", body | {"parent": form.get("parent") or None}, key=form.key)
            flash(_("Unit terdaftar."))
            return redirect(url_for("unit_register.show", id=done["id"]), 303)
    return form.page("training/unit_new.html", units=choices())


@blueprint.route("/nama-lain", methods=["GET", "POST"])
def alias():
    """Catat nama lain satu unit, misalnya seperti tertulis dalam pengangkatan."""
    start = {"name": request.args.get("nama", "").strip(), "unit": request.args.get("unit", "")}
    form = Form(_labels("name", "unit"), start)
    if needed(form, "name", "unit"):
        with form.problems():
            where = path("v1", "units", form.get("unit"), "aliases")
            api("training").post(where, {"name": form.get("name")}, key=form.key)
            flash(_("Nama lain tercatat."))
            return redirect(url_for("unit_register.show", id=form.get("unit")), 303)
    return form.page("training/unit_alias.html", units=choices())


@blueprint.route("/impor", methods=["GET", "POST"])
def upload():
    """Unggah daftar unit; berkas yang salah langsung menampilkan baris salahnya."""
    form, refused = Form({"file": _("Berkas XLSX atau CSV")}), None
    file = uploaded(form) if form.sent else None
    if file:
        with form.problems():
            given = api("training").post("/v1/unit-lists", key=form.key, params={"file": file.name}, data=file.content)
            if given["id"]:
                return redirect(url_for("unit_register.preview", id=given["id"]), 303)
            refused = given
            fail(form)
    return form.page("training/unit_upload.html", refused=refused, accepted=ACCEPTED)


@blueprint.get("/impor/contoh.<any(csv, xlsx):form>")
def template(form: str):
    """Berkas untuk diisi."""
    return passed_on(api("training").stream(path("v1", "unit-lists", f"template.{form}")))


@blueprint.get("/impor/kesalahan/<id>.<any(csv, xlsx):form>")
def faults(id: str, form: str):
    """Semua kesalahan berkas yang baru saja diunggah."""
    return passed_on(api("training").stream(path("v1", "unit-lists", "faults", f"{id}.{form}")))


@blueprint.route("/impor/<id>", methods=["GET", "POST"])
def preview(id: str):
    """Pratinjau daftar yang diunggah; dari sini orang kedua menyetujuinya."""
    given = api("training").get(path("v1", "unit-lists", id))
    form = Form({}, seen(given["staged"]), given["version"], fields={"staged": ""})
    where, body = path("v1", "unit-lists", id, "approval"), {"staged": read(form)}
    if form.sent and not sure():
        return redirect(url_for("unit_register.upload"), 303)
    if form.sent:
        with form.problems():
            api("training").post(where, body, key=form.key, version=form.version)
            flash(_("%(n)s unit terdaftar.", n=given["units"]))
            return redirect(url_for("unit_register.listing"), 303)
    elif not given["approved"] and person().role == "diklat":
        form.refused = refusal("training", where, body, form.version)
    return form.page("training/unit_preview.html", given=given, page=part(given["rows"]))


@blueprint.get("/<id>")
def show(id: str):
    unit = api("training").get(path("v1", "units", id))
    heads = api("training").get(path("v1", "units", id, "heads"))
    named = [one["person"] for one in heads["items"] if one["person"]]
    names = names_on_roster(named) if named and person().role != "auditor" else {}
    posts = api("training").get("/v1/posts", unit=id, limit=POSTS_SHOWN)
    may = person().role == "diklat"
    return render_template("training/unit.html", unit=unit, heads=heads, posts=posts, names=names, may=may)


@blueprint.route("/<id>/kepala", methods=["GET", "POST"])
def head(id: str):
    """Catat kepala unit, atau siapa yang melaksanakan tugasnya."""
    unit, where = api("training").get(path("v1", "units", id)), path("v1", "units", id, "heads")
    form = Form(_labels("person", "acting", "since", "decree_no"))
    if needed(form, "person", "since", "decree_no") and is_day(form):
        with form.problems():
            body = {name: form.get(name) for name in ("person", "since", "decree_no")}
            body["acting"] = bool(form.get("acting"))
            api("training").post(where, body, key=form.key)
            flash(_("Kepala unit tercatat."))
            return redirect(url_for("unit_register.show", id=id), 303)
    wanted = request.args.get("cari", "").strip()
    people = api("training").get("/v1/roster", limit=PEOPLE_SHOWN, unit=wanted)["items"]
    names = names_on_roster([one["person"] for one in people])
    choices = {one["person"]: f"{called(names, one['person'])}, {one['unit']}" for one in people}
    return form.page("training/unit_head.html", unit=unit, choices=choices, wanted=wanted)


@blueprint.route("/<id>/kepala/kosong", methods=["GET", "POST"])
def vacate(id: str):
    """Catat bahwa unit tidak berkepala."""
    unit, where = api("training").get(path("v1", "units", id)), path("v1", "units", id, "heads")
    form = Form(_labels("since", "decree_no"), version=api("training").get(where)["version"])
    if needed(form, "since", "decree_no") and is_day(form):
        with form.problems():
            body = {name: form.get(name) for name in ("since", "decree_no")}
            api("training").post(f"{where}/vacancy", body, key=form.key, version=form.version)
            flash(_("Kekosongan tercatat."))
            return redirect(url_for("unit_register.show", id=id), 303)
    return form.page("training/unit_vacate.html", unit=unit)


@blueprint.route("/<id>/ubah", methods=["GET", "POST"])
def change(id: str):
    """Ganti nama atau induk, mulai suatu hari."""
    unit = api("training").get(path("v1", "units", id))
    start = {"name": unit["names"][-1]["name"], "parent": unit["parent"]}
    form = Form(_labels("name", "parent", "since", "basis"), start, version=unit["version"])
    if needed(form, "name", "since", "basis") and is_day(form):
        with form.problems():
            body = {name: form.get(name) for name in ("name", "since", "basis")} | {
                "parent": form.get("parent") or None
            }
            api("training").post(path("v1", "units", id, "change"), body, key=form.key, version=form.version)
            flash(_("Perubahan tercatat."))
            return redirect(url_for("unit_register.show", id=id), 303)
    return form.page("training/unit_change.html", unit=unit, units=choices(without=id))


@blueprint.route("/<id>/akhiri", methods=["GET", "POST"])
def end(id: str):
    """Tutup satu unit, atau gabungkan ke unit lain."""
    unit = api("training").get(path("v1", "units", id))
    form = Form(_labels("into", "since", "basis"), version=unit["version"])
    units = choices(without=id)
    if needed(form, "since", "basis") and is_day(form):
        with form.problems():
            body = {name: form.get(name) for name in ("since", "basis")} | {"into": form.get("into") or None}
            if asks(form, "training", path("v1", "units", id, "end"), body):
                values = {"into": units.get(form.get("into"), ""), "since": shown_day(form.get("since"))}
                return form.page("training/unit_end_confirm.html", unit=unit, **values)
            api("training").post(path("v1", "units", id, "end"), body, key=form.key, version=form.version)
            flash(_("Berakhirnya unit tercatat."))
            return redirect(url_for("unit_register.show", id=id), 303)
    return form.page("training/unit_end.html", unit=unit, units=units)


def choices(without: str = "") -> dict[str, str]:
    """Units that go on, by id."""
    return {one["id"]: one["name"] for one in api("training").every("/v1/units") if one["id"] != without}


def _labels(*names: str) -> dict[str, str]:
    labels = {
        "name": _("Nama"),
        "kind": _("Jenis"),
        "parent": _("Unit induk"),
        "unit": _("Unit"),
        "into": _("Digabung ke"),
        "since": _("Berlaku mulai"),
        "basis": _("Dasar"),
        "person": _("ASN"),
        "acting": _("Pelaksana tugas (Plt.)"),
        "decree_no": _("Nomor keputusan"),
    }
    return {name: labels[name] for name in names}


def is_day(form: Form, field: str = "since") -> bool:
    """Whether the form holds a date; if not, it gets its sentence."""
    try:
        date.fromisoformat(form.get(field))
    except ValueError:
        form.fail(field, _("%(field)s diisi hari, bulan, dan tahun, misalnya 20 8 2026.", field=form.labels[field]))
    return not form.errors
