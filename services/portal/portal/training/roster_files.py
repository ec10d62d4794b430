"""Impor ASN: a list of those who serve already, a second person's approval, and the progress."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..committee.score_files import STATUSES as OF_FILES
from ..committee.score_files import refresh, refreshing
from ..forms import Form
from ..lists import PAGE, after, passed_on, sheet_answer, stretch
from ..signin.access import only_for
from ..staff.confirming import needed, refusal, sure
from ..staff.seconding import Second, read, seen
from ..staff.uploads import ACCEPTED, fail, uploaded

blueprint = Blueprint("roster_files", __name__, url_prefix="/kerja/diklat/impor")
only_for(blueprint, "diklat", "auditor")

LISTS = "/v1/roster-lists"
RULES = {
    "nip-sudah-tercatat": _l("NIP sudah tercatat; orangnya tidak ditambahkan lagi"),
    "asn-sudah-dipakai": _l("sudah ada catatan lain tentang orangnya; ia tetap dalam daftar"),
    "asn-sudah-tercatat": _l("orangnya sudah tercatat"),
}


@blueprint.get("")
def listing():
    found = api("training").get(LISTS, limit=PAGE, after=after())
    return render_template("training/roster_files.html", page=stretch(found), statuses=OF_FILES)


@blueprint.route("/unggah", methods=["GET", "POST"])
def upload():
    """Unggah daftar ASN; berkas yang salah langsung menampilkan baris salahnya."""
    form, refused = Form({"file": _("Berkas XLSX atau CSV")}), None
    file = uploaded(form) if form.sent else None
    if file:
        with form.problems():
            given = api("training").post(LISTS, key=form.key, params={"file": file.name}, data=file.content)
            if given["id"]:
                return redirect(url_for("roster_files.show", id=given["id"]), 303)
            refused = given
            fail(form)
    return form.page("training/roster_upload.html", refused=refused, accepted=ACCEPTED)


@blueprint.get("/contoh.<any(csv, xlsx):form>")
def template(form: str):
    """Berkas untuk diisi."""
    return passed_on(api("training").stream(path("v1", "roster-lists", f"template.{form}")))


@blueprint.get("/kesalahan/<id>.<any(csv, xlsx):form>")
def faults(id: str, form: str):
    """Semua kesalahan berkas yang baru saja diunggah."""
    return passed_on(api("training").stream(path("v1", "roster-lists", "faults", f"{id}.{form}")))


@blueprint.route("/<id>", methods=["GET", "POST"])
def show(id: str):
    """One list: waiting for the second person, being added, or done with its counts."""
    file = api("training").get(path("v1", "roster-lists", id))
    form = Form({}, seen(file["staged"]), file["version"], fields={"staged": ""})
    where, body = path("v1", "roster-lists", id, "approval"), {"staged": read(form)}
    if form.sent and sure():
        with form.problems():
            api("training").post(where, body, form.key, form.version)
            flash(_("Daftar disetujui. Orangnya dicatat baris demi baris."))
            return redirect(url_for("roster_files.show", id=id), 303)
    elif form.sent:
        return redirect(url_for("roster_files.listing"), 303)
    if file["status"] == "staged" and not form.sent:
        form.refused = refusal("training", where, body, form.version)
    undo = api("training").find(path("v1", "roster-lists", id, "undo")) if file["status"] == "closed" else None
    again = refreshing(file) or (undo is not None and refreshing(undo))
    values = {"file": file, "statuses": OF_FILES, "refreshing": again, "rules": RULES, "undo": undo}
    content, status, headers = form.page("training/roster_file.html", **values)
    return content, status, headers | refresh(again)


@blueprint.route("/<id>/tarik", methods=["GET", "POST"])
def propose_undo(id: str):
    """Usulkan penarikan satu daftar."""
    file = api("training").get(path("v1", "roster-lists", id))
    form = Form({"basis": _("Nomor surat")})
    if needed(form, "basis"):
        with form.problems():
            api("training").post(path("v1", "roster-lists", id, "undo"), {"basis": form.get("basis")}, key=form.key)
            flash(_("Penarikan diusulkan. Orang lain menyetujuinya."))
            return redirect(url_for("roster_files.show", id=id), 303)
    return form.page("training/roster_undo.html", file=file)


@blueprint.route("/<id>/tarik/setuju", methods=["GET", "POST"])
def approve_undo(id: str):
    """Setujui penarikan satu daftar."""
    file, where = api("training").get(path("v1", "roster-lists", id)), path("v1", "roster-lists", id, "undo")
    undo, back = api("training").get(where), url_for("roster_files.show", id=id)
    told = _("Penarikan disetujui. Orangnya keluar dari daftar satu per satu.")
    second, values = Second("training", f"{where}/approval", told, back), {"file": file, "undo": undo}
    return second.page("training/roster_undo_approve.html", undo["proposed"], undo["version"], values)


@blueprint.get("/<id>/ditolak.<any(csv, xlsx):form>")
def refusals(id: str, form: str):
    listed = api("training").every(path("v1", "roster-lists", id, "refusals"), step=1000)
    rows = ((one["row"], RULES.get(one["rule"], one["rule"])) for one in listed)
    return sheet_answer(form, "asn-tidak-ditambahkan", (_("Baris"), _("Sebab")), rows)


@blueprint.get("/<id>/berkas")
def original(id: str):
    """The file as it was uploaded, for the second person to compare."""
    return passed_on(api("training").stream(path("v1", "roster-lists", id, "file")))
