"""Formasi: the lines of a period, and the import of a list: upload, look, confirm."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from .. import words
from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, part, passed_on, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import sure
from ..staff.uploads import ACCEPTED, fail, uploaded
from .selection import COMMITTEE, READERS, find

blueprint = Blueprint("formations", __name__)
only_for(blueprint, *READERS)


@blueprint.get("/kerja/seleksi/<code>/formasi")
def listing(code: str):
    page = stretch(api("registration").get("/v1/vacancies", period=code, limit=PAGE, after=after()))
    return render_template(
        "committee/formations.html",
        selection=find(code),
        page=page,
        education=words.education,
        coming="terbit" in request.args and not page.items,
        may=person().role in COMMITTEE,
    )


@blueprint.get("/kerja/seleksi/<code>/formasi.<any(csv, xlsx):form>")
def download(code: str, form: str):
    """The period's lines, in the columns that the import reads."""
    return passed_on(api("registration").stream(path("v1", "vacancies", f"sheet.{form}"), period=code))


@blueprint.route("/kerja/seleksi/<code>/formasi/impor", methods=["GET", "POST"])
def upload(code: str):
    """Unggah daftar formasi; berkas yang salah langsung menampilkan baris salahnya."""
    selection, form, refused = find(code), Form({"file": _("Berkas XLSX atau CSV")}), None
    file = uploaded(form) if form.sent else None
    if file:
        with form.problems():
            query = {"period": code, "file": file.name}
            given = api("registration").post("/v1/formation-lists", key=form.key, params=query, data=file.content)
            if given["id"]:
                return redirect(url_for("formations.preview", code=code, id=given["id"]), 303)
            refused = given
            fail(form)
    return form.page("committee/formation_upload.html", selection=selection, refused=refused, accepted=ACCEPTED)


@blueprint.get("/kerja/seleksi/<code>/formasi/impor/contoh.<any(csv, xlsx):form>")
def template(code: str, form: str):
    """Berkas untuk diisi."""
    return passed_on(api("registration").stream(path("v1", "formation-lists", f"template.{form}")))


@blueprint.get("/kerja/seleksi/<code>/formasi/impor/kesalahan/<id>.<any(csv, xlsx):form>")
def faults(code: str, id: str, form: str):
    """Semua kesalahan berkas yang baru saja diunggah."""
    return passed_on(api("registration").stream(path("v1", "formation-lists", "faults", f"{id}.{form}")))


@blueprint.route("/kerja/seleksi/<code>/formasi/impor/<id>", methods=["GET", "POST"])
def preview(code: str, id: str):
    """Pratinjau daftar yang diunggah; dari sini semuanya diterbitkan sekaligus."""
    given = api("registration").get(path("v1", "formation-lists", id))
    form = Form({}, version=given["version"])
    if form.sent and not sure():
        return redirect(url_for("formations.upload", code=code), 303)
    if form.sent:
        with form.problems():
            where = path("v1", "formation-lists", id, "approval")
            api("registration").post(where, key=form.key, version=form.version)
            flash(_("%(n)s formasi diterbitkan.", n=given["lines"]))
            return redirect(url_for("formations.listing", code=code, terbit=given["lines"]), 303)
    page = part(given["rows"])
    return form.page(
        "committee/formation_preview.html", selection=find(code), given=given, page=page, education=words.education
    )
