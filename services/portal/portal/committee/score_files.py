"""Impor nilai: upload, what was read or what is wrong, a second person's approval, and the progress."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import passed_on, sheet_answer
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import refusal, sure
from ..staff.seconding import read, seen
from ..staff.uploads import ACCEPTED, fail, is_aware, uploaded
from ..words import Badge
from .selection import READERS, SCORED, find

blueprint = Blueprint("score_files", __name__)
only_for(blueprint, *READERS)

REFRESH_SECONDS = 3
STATUSES = {
    "staged": Badge(_l("Menunggu persetujuan"), "✎", "orange"),
    "approved": Badge(_l("Sedang dicatat"), "◐", "blue"),
    "closed": Badge(_l("Selesai dicatat"), "✓", "green"),
    "failed": Badge(_l("Dihentikan: bukan berkas yang ditandatangani"), "✕", "red"),
}
COLUMNS = {
    "SKD": "nomor_peserta;twk;tiu;tkp;keterangan",
    "SKB": "nomor_peserta;nilai_cat;maks_cat;keterangan",
}


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>")
def listing(code: str, stage: str):
    selection = _selection(code, stage)
    files = _files(selection, stage)
    return render_template(
        "committee/score_files.html", selection=selection, stage=stage, files=files, statuses=STATUSES
    )


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>.<any(csv, xlsx):form>")
def download(code: str, stage: str, form: str):
    columns = (_("Berkas"), _("Baris"), _("Tercatat"), _("Ditolak"), _("Keadaan"))
    rows = (
        (one["file"], one["rows"], one["applied"], one["refused"], STATUSES[one["status"]].word)
        for one in _files(_selection(code, stage), stage)
    )
    return sheet_answer(form, f"berkas-nilai-{stage.lower()}-{code.lower()}", columns, rows)


@blueprint.route("/kerja/seleksi/<code>/nilai/<stage>/unggah", methods=["GET", "POST"])
def upload(code: str, stage: str):
    """Unggah nilai. Berkas dilihat dahulu: yang tidak dibaca disebut sebelum pengunggah menandatanganinya."""
    selection = _selection(code, stage)
    labels = {
        "file": _("Berkas XLSX atau CSV"),
        "all_present": _("Berkas ini tanpa kolom keterangan, dan semua peserta di dalamnya hadir."),
        "aware": _("Saya tahu bahwa itu tidak dibaca; di dalamnya tidak ada nilai atau kehadiran."),
    }
    form, looked = Form(labels), None
    file = uploaded(form) if form.sent else None
    if file:
        with form.problems():
            query = {"round": selection.needed_round()["id"], "stage": stage, "file": file.name}
            query |= {"all_present": "true"} if form.get("all_present") else {}
            looked = _post(form, query | {"preview": "true"}, file.content)
            if looked["errors"]:
                fail(form)
            elif is_aware(form, looked):
                given = _post(form, query, file.content)
                return redirect(url_for("score_files.show", code=code, stage=stage, id=given["id"]), 303)
    return form.page(
        "committee/score_upload.html",
        selection=selection,
        stage=stage,
        looked=looked,
        columns=COLUMNS[stage],
        accepted=ACCEPTED,
    )


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/unggah/contoh.<any(csv, xlsx):form>")
def template(code: str, stage: str, form: str):
    """Berkas untuk diisi: satu baris untuk setiap peserta yang belum bernilai."""
    wanted = {"round": _selection(code, stage).needed_round()["id"], "stage": stage}
    return passed_on(api("selection").stream(path("v1", "score-batches", f"template.{form}"), **wanted))


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/unggah/kesalahan/<id>.<any(csv, xlsx):form>")
def faults(code: str, stage: str, id: str, form: str):
    """Semua kesalahan berkas yang baru saja diunggah."""
    return passed_on(api("selection").stream(path("v1", "score-batches", "faults", f"{id}.{form}")))


@blueprint.route("/kerja/seleksi/<code>/nilai/<stage>/<id>", methods=["GET", "POST"])
def show(code: str, stage: str, id: str):
    """One file: waiting for the second person, being recorded, or done with its counts."""
    selection = _selection(code, stage)
    file = api("selection").get(path("v1", "score-batches", id))
    form = Form({}, seen(file["staged"]), file["version"], fields={"staged": ""})
    where, body = path("v1", "score-batches", id, "approval"), {"staged": read(form)}
    if form.sent and sure():
        with form.problems():
            api("selection").post(where, body, form.key, form.version)
            flash(_("Berkas disetujui. Nilai dicatat baris demi baris."))
            return redirect(url_for("score_files.show", code=code, stage=stage, id=id), 303)
    elif form.sent:
        return redirect(url_for("score_files.listing", code=code, stage=stage), 303)
    if file["status"] == "staged" and not form.sent and person().role != "auditor":
        form.refused = refusal("selection", where, body, form.version)
    again = refreshing(file)
    values = {"selection": selection, "stage": stage, "file": file, "statuses": STATUSES, "refreshing": again}
    content, status, headers = form.page("committee/score_file.html", **values)
    return content, status, headers | refresh(again)


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/<id>/ditolak.<any(csv, xlsx):form>")
def refusals(code: str, stage: str, id: str, form: str):
    listed = api("selection").every(path("v1", "score-batches", id, "refusals"), step=1000)
    rows = ((refusal["row"], refusal["rule"]) for refusal in listed)
    return sheet_answer(form, f"nilai-ditolak-{stage.lower()}-{code.lower()}", (_("Baris"), _("Aturan")), rows)


@blueprint.get("/kerja/seleksi/<code>/nilai/<stage>/<id>/berkas")
def original(code: str, stage: str, id: str):
    """The file as it was uploaded, for the second person to compare."""
    return passed_on(api("selection").stream(path("v1", "score-batches", id, "file")))


def _post(form: Form, query: dict, content: bytes) -> dict:
    return api("selection").post("/v1/score-batches", key=form.key, params=query, data=content)


def refreshing(work: dict) -> bool:
    """Whether the page of some work under way shall load itself again; the reader can stop that."""
    return work["status"] in ("approved", "ordered") and request.args.get("segar") != "tidak"


def refresh(wanted: bool) -> dict[str, str]:
    return {"Refresh": str(REFRESH_SECONDS)} if wanted else {}


def _selection(code: str, stage: str):
    if stage not in SCORED:
        abort(404)
    return find(code)


def _files(selection, stage: str) -> list[dict]:
    if selection.round is None:
        return []
    return list(api("selection").every("/v1/score-batches", round=selection.round["id"], stage=stage))
