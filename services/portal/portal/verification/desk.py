"""Meja verifikasi: one application, its documents beside what is asked, and the verdict."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import and_next, asks, needed, sure
from . import files, ticks
from .looking import ALL, looking
from .requirements import items

blueprint = Blueprint("desk", __name__)
only_for(blueprint, "verifikator")

VERDICTS = {
    "MS": _l("MS – Memenuhi Syarat: semua sesuai"),
    "TMS": _l("TMS – Tidak Memenuhi Syarat: ada alasan di atas"),
}


@blueprint.route("/kerja/verifikasi/<id>", methods=["GET", "POST"])
def show(id: str):
    registration, opening, looked = api("registration"), request.form.get("buka"), request.form.get("lihat")
    if opening == ALL:
        files.open_all(id)
    elif opening:
        files.open_(opening)
    file, refusal = _file(id)
    line = registration.get(path("v1", "vacancies", file["vacancy"])) if file else None
    known = reasons()
    labels = {"documents": _("Berkas"), "reasons": _("Alasan"), "verdict": _("Putusan")}
    labels |= dict.fromkeys(("period", "participant_no", "ukuran", "putaran"), "")
    start = {name: file[name] for name in ("period", "participant_no")} if file else {}
    start["reasons"] = ticks.kept(id)
    form = Form(labels, start, version=file["version"] if file else 0)
    if form.sent and not sure():
        ticks.keep(id, form.all("reasons"))
    if not (opening or looked) and needed(form, "verdict") and form.get("verdict") in VERDICTS:
        verdict, given = form.get("verdict"), form.all("reasons")
        with form.problems():
            body = {"verdict": verdict, "reasons": given}
            where = path("v1", "applications", id, "verdict")
            if asks(form, "registration", where, body):
                return form.page("verification/verdict.html", file=file, line=line, verdict=verdict, known=known)
            registration.post(where, body, key=form.key, version=form.version)
            ticks.forget(id)
            number = form.get("participant_no")
            flash(_("%(number)s diputuskan %(verdict)s dan lepas dari meja Anda.", number=number, verdict=verdict))
            return redirect(_following(form) if and_next() else url_for("queue.show", periode=form.get("period")), 303)
    if refusal:
        raise refusal
    facts, documents, others = items(file, line, known, _pages(id))
    return form.page(
        "verification/desk.html",
        file=file,
        line=line,
        facts=facts,
        documents=documents,
        others=others,
        opened=[item for item in documents if item.pages is not None],
        unread=sum(not item.read for item in documents),
        looking=looking(),
        verdicts=VERDICTS,
    )


def _pages(id: str) -> dict[str, int]:
    """Document → its number of pages, of those that are open now."""
    found = api("registration").get(path("v1", "applications", id, "pages"))["documents"]
    return {one["document"]: one["pages"] for one in found}


def _following(form: Form) -> str:
    """The desk with the next file of the period; the queue, which says so, where none is free."""
    try:
        body = {"period": form.get("period")}
        answer = api("registration").post("/v1/verifications/next", body, key=f"{form.key[:40]}-berikutnya")
    except Problem as problem:
        flash(problem.sentence)
        return url_for("queue.show", periode=form.get("period"))
    return url_for("desk.show", id=answer["id"])


def _file(id: str) -> tuple[dict | None, Problem | None]:
    """(the application with its documents, why it cannot be read).

    A verdict takes the file away from the desk: one that is sent again, as its answer was lost, finds nothing to read
    here, and its key says what it was.
    """
    try:
        file = api("registration").get(path("v1", "applications", id, "file"))
    except Problem as refusal:
        if request.method == "POST" and sure():
            return None, refusal
        raise
    if file["applicant"] is None:
        sentence = _("Data pribadi pelamar ini sudah dihapus dan tidak dapat dibaca lagi.")
        raise Problem(410, "data-dihapus", [("", sentence)])
    return file, None


@blueprint.get("/kerja/verifikasi/<id>/berkas/<document>")
def document(id: str, document: str):
    """Isi satu berkas dari lamaran yang sedang diperiksa."""
    return files.passed_on(document, url_for("desk.show", id=id))


@blueprint.get("/kerja/verifikasi/<id>/berkas/<document>/<int:number>")
def page(id: str, document: str, number: int):
    """Satu halaman berkas sebagai gambar."""
    return files.drawn(document, number, url_for("desk.show", id=id))


def reasons() -> dict[str, str]:
    """Code → the rule in words, as registration has them."""
    return {one["code"]: one["text"] for one in api("registration").get("/v1/applications/reasons")["items"]}
