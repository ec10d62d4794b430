"""Formasi: the lines of a period, and the import of a list: upload, look, confirm."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from .. import words
from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, csv_answer, part, stretch
from ..signin.access import only_for
from ..staff.confirming import sure
from ..staff.tabular import fault_file
from .selection import READERS, find

blueprint = Blueprint("formations", __name__)
only_for(blueprint, *READERS)


@blueprint.get("/kerja/seleksi/<code>/formasi")
def listing(code: str):
    page = stretch(api("registration").get("/v1/vacancies", period=code, limit=PAGE, after=after()))
    return render_template("committee/formations.html", selection=find(code), page=page, education=words.education)


@blueprint.get("/kerja/seleksi/<code>/formasi.csv")
def download(code: str):
    titles = (_("Kode jabatan"), _("Jabatan"), _("Unit"), _("Jenis kebutuhan"), _("Pendidikan"))
    columns = (*titles, _("Jumlah"), _("Dasar"))
    rows = (
        (
            line["job_code"],
            line["job_name"],
            line["unit"],
            words.NEED_TYPES.get(line["need_type"], line["need_type"]),
            " / ".join(words.education(line)),
            line["quota"],
            line["decree_no"],
        )
        for line in api("registration").every("/v1/vacancies", period=code)
    )
    return csv_answer(f"formasi-{code.lower()}", columns, rows)


@blueprint.route("/kerja/seleksi/<code>/formasi/impor", methods=["GET", "POST"])
def upload(code: str):
    """Unggah daftar formasi; berkas yang salah langsung menampilkan baris salahnya."""
    selection, form, refused = find(code), Form({"file": _("Berkas CSV")}), None
    if form.sent:
        file = request.files.get("file")
        content = file.read() if file else b""
        if not content:
            form.fail("file", _("Pilih berkas CSV yang tidak kosong."))
        else:
            with form.problems():
                query = {"period": code, "file": file.filename[:255]}
                given = api("registration").post("/v1/formation-lists", key=form.key, params=query, data=content)
                if given["id"]:
                    return redirect(url_for("formations.preview", code=code, id=given["id"]), 303)
                refused = given
                form.fail("file", _("Berkas ini belum dapat dipakai. Perbaiki baris di bawah, lalu unggah lagi."))
    fault_address = fault_file(refused["errors"]) if refused else ""
    return form.page("committee/formation_upload.html", selection=selection, refused=refused, faults=fault_address)


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
            return redirect(url_for("formations.listing", code=code), 303)
    page = part(given["rows"])
    return form.page(
        "committee/formation_preview.html", selection=find(code), given=given, page=page, education=words.education
    )
