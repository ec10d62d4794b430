"""Sanggah masuk: what was filed, the verdict it contests, and the answer that everyone concerned reads."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..lists import PAGE, address_with, after, chips, sheet_answer, stretch
from ..public.vacancies import line_names
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.periods import chosen
from ..staff.seconding import Second
from ..words import Badge
from . import files
from .desk import reasons

blueprint = Blueprint("objection_board", __name__)
only_for(blueprint, "verifikator", "panitia", "ketua", "auditor")

STATUSES = {
    "filed": Badge(_l("Menunggu jawaban"), "▲", "orange"),
    "accepted": Badge(_l("Diterima"), "✓", "green"),
    "rejected": Badge(_l("Ditolak"), "✕", "red"),
}
PROPOSED = Badge(_l("Menunggu orang kedua"), "✎", "orange")
STANDING, FALLEN = "tetap", "gugur"
REASON_ANSWERS = {
    STANDING: _l("Tetap: alasan ini benar"),
    FALLEN: _l("Gugur: alasan ini keliru"),
}
ANSWER_REASONS = {
    "COMMITTEE_ERROR": _l("Kekeliruan verifikator atau panitia (untuk menerima)"),
    "SYSTEM_ERROR": _l("Gangguan sistem, bukan kesalahan pelamar (untuk menerima)"),
    "APPLICANT_ERROR": _l("Kekurangan berasal dari pelamar (untuk menolak)"),
    "RULE_CONFIRMED": _l("Persyaratan memang tidak terpenuhi (untuk menolak)"),
    "NO_NEW_FACT": _l("Tidak ada hal baru yang mengubah putusan (untuk menolak)"),
}


@blueprint.get("/kerja/sanggahan")
def listing():
    periods, page, counts, lines, known = chosen(_unanswered), None, {}, {}, {}
    if periods.code:
        wanted = {"period": periods.code, "status": _status()}
        found = api("registration").get("/v1/objections", limit=PAGE, after=after(), **wanted)
        page, counts = stretch(found), found["by_status"]
        lines, known = line_names(periods.code), reasons()
    return Form({}).page(
        "verification/objections.html",
        periods=periods,
        page=page,
        counts=counts,
        lines=lines,
        reasons=known,
        statuses=STATUSES,
        shown=shown,
        deadline=_deadline(periods.code),
        chips=chips({"status": str(STATUSES[_status()].word) if _status() else ""}),
        csv=address_with(periode=periods.code).replace("/sanggahan", "/sanggahan.csv", 1),
    )


@blueprint.get("/kerja/sanggahan.<any(csv, xlsx):form>")
def download(form: str):
    code = chosen(_unanswered).code
    known, lines = reasons(), line_names(code)
    columns = (
        _("Nomor rujukan"),
        _("Nomor peserta"),
        _("Formasi"),
        _("Diajukan"),
        _("Alasan yang disanggah"),
        _("Keadaan"),
        _("Dasar jawaban"),
    )
    rows = (
        (
            one["id"],
            one["participant_no"],
            lines.get(one["vacancy"], ""),
            one["filed_at"],
            " ".join(known.get(reason, reason) for reason in one["contests"]),
            shown(one).word,
            one["reason_text"] or "",
        )
        for one in api("registration").every("/v1/objections", period=code, status=_status())
    )
    return sheet_answer(form, f"sanggahan-{code.lower()}", columns, rows)


@blueprint.route("/kerja/sanggahan/<id>", methods=["GET", "POST"])
def show(id: str):
    if opening := request.form.get("buka"):
        files.open_(opening)
        return redirect(url_for("objection_board.document", id=id, document=opening), 303)
    objection = api("registration").get(path("v1", "objections", id))
    known = reasons()
    each = {_field(code): known.get(code, code) for code in objection["reasons"]}
    labels = {**each, "reason_code": _("Dasar jawaban"), "answer": _("Jawaban untuk pelamar")}
    form = Form(labels, version=objection["version"], fields={"standing": next(iter(each), "")})
    fallen = [code for code in objection["reasons"] if form.get(_field(code)) == FALLEN]
    standing = [code for code in objection["reasons"] if form.get(_field(code)) == STANDING]
    values = {**_around(objection, known), "fallen": fallen, "standing": standing}
    if needed(form, *labels):
        with form.problems():
            body = {"fallen": fallen, "standing": standing}
            body |= {name: form.get(name) for name in ("reason_code", "answer")}
            where = path("v1", "objections", id, "answer")
            if asks(form, "registration", where, body):
                return form.page("verification/answer.html", **values)
            api("registration").post(where, body, key=form.key, version=form.version)
            if standing:
                flash(_("Sanggahan dijawab. Pelamar dapat membacanya sekarang."))
            else:
                flash(_("Diusulkan diterima. Orang lain harus membacanya dan menerimanya."))
            return redirect(url_for("objection_board.listing", periode=objection["period"], status="filed"), 303)
    return form.page("verification/objection.html", **values)


@blueprint.route("/kerja/sanggahan/<id>/terima", methods=["GET", "POST"])
def accept(id: str):
    """Tanda tangan kedua."""
    objection = api("registration").get(path("v1", "objections", id))
    second = Second(
        "registration",
        path("v1", "objections", id, "acceptance"),
        _("Sanggahan diterima. Lamaran menjadi MS, dan pelamar dapat membaca jawabannya sekarang."),
        url_for("objection_board.show", id=id),
        "accept" in objection["may"],
        onward=url_for("objection_board.listing", periode=objection["period"], status="filed"),
    )
    values = _around(objection, reasons())
    return second.page("verification/accept.html", objection["proposed"], objection["version"], values)


@blueprint.get("/kerja/sanggahan/<id>/berkas/<document>")
def document(id: str, document: str):
    """Isi satu berkas yang sudah dibuka."""
    return files.passed_on(document, url_for("objection_board.show", id=id))


def shown(objection: dict) -> Badge:
    """Where an objection stands: what is proposed waits for somebody else."""
    return PROPOSED if objection["proposed"] else STATUSES[objection["status"]]


def _field(reason: str) -> str:
    return f"alasan-{reason}"


def _around(objection: dict, known: dict[str, str]) -> dict:
    """What every page about one objection shows."""
    return {
        "objection": objection,
        "file": _file(objection["application"]),
        "line": api("registration").get(path("v1", "vacancies", objection["vacancy"])),
        "known": known,
        "deadline": _deadline(objection["period"]),
        "reason_answers": REASON_ANSWERS,
        "answer_reasons": ANSWER_REASONS,
        "shown": shown,
        "may_read_files": person().role in ("verifikator", "ketua"),
    }


def _unanswered(progress: dict) -> int:
    return progress["objections"]["unanswered"]


def _status() -> str:
    wanted = request.args.get("status", "")
    return wanted if wanted in STATUSES else ""


def _file(application: str) -> dict | None:
    """The application, where registration lets this person see it and there is still somebody to see."""
    try:
        file = api("registration").get(path("v1", "applications", application, "file"))
        return file if file["applicant"] else None
    except Problem as problem:
        if problem.status in (403, 409):
            return None
        raise


def _deadline(period: str) -> str | None:
    """The last day for the list after objections, and so for every answer."""
    if not period:
        return None
    announced = api("registration").get("/v1/announcements", period=period)["items"]
    return next((one["republish_by"] for one in announced if one["republish_by"]), None)
