"""Koreksi nilai: whose score, what it should be, what that does to the lists; then a second person reads and signs."""

import hashlib

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import needed, sure
from ..words import AMENDMENT_REASONS, Badge
from .selection import COMMITTEE, READERS, SCORED, SKD, Selection, find, read, seen

blueprint = Blueprint("amending", __name__)
only_for(blueprint, *READERS)

STATUSES = {
    "proposed": Badge(_l("Menunggu tanda tangan kedua"), "✎", "orange"),
    "approved": Badge(_l("Nilai dikoreksi"), "✓", "green"),
    "rejected": Badge(_l("Koreksi ditolak"), "✕", "red"),
}
ATTENDANCE = {"PRESENT": _l("Hadir"), "ABSENT": _l("Tidak hadir (TH)"), "DISQUALIFIED": _l("Diskualifikasi (DIS)")}
PARTS = ("twk", "tiu", "tkp")


@blueprint.get("/kerja/seleksi/<code>/koreksi")
def listing(code: str):
    selection, page = find(code), None
    if selection.round:
        page = stretch(
            api("selection").get("/v1/score-amendments", round=selection.round["id"], limit=PAGE, after=after())
            | {"total": 0}
        )
    return render_template(
        "committee/amendments.html",
        selection=selection,
        page=page,
        statuses=STATUSES,
        stages=SCORED,
        may=person().role in COMMITTEE,
    )


@blueprint.route("/kerja/seleksi/<code>/koreksi/baru", methods=["GET", "POST"])
def propose(code: str):
    """Tanda tangan pertama: usulan dengan dampaknya."""
    selection, stage = find(code), request.args.get("tahap", SKD)
    if stage not in SCORED or person().role not in COMMITTEE:
        abort(404)
    candidate = _candidate(selection, request.args.get("nomor", ""))
    score = candidate[stage.lower()]
    if score is None:
        raise Problem(404, "nilai-belum-ada", [("", _("Nilai %(stage)s peserta ini belum tercatat.", stage=stage))])
    tests = {} if stage == SKD else _tests(score, selection, candidate)
    labels = {
        "status": _("Kehadiran"),
        **({part: part.upper() for part in PARTS} if stage == SKD else {}),
        **{
            f"nilai-{kind}": _("Nilai %(kind)s, paling tinggi %(most)s", kind=k, most=m)
            for kind, (k, m) in tests.items()
        },
        "reason_code": _("Mengapa nilainya keliru"),
        "number": _("Nomor dokumen bukti"),
        "file": _("Dokumen bukti"),
    }
    form = Form(labels, _start(score, tests), fields={"evidence.number": "number", "evidence.sha256": "file"})
    values = {"selection": selection, "stage": stage, "candidate": candidate, "score": score, "tests": tests}
    values |= {"attendance": ATTENDANCE, "reasons": AMENDMENT_REASONS, "document": _document(form)}
    if needed(form, "status", "reason_code", "number") and not values["document"]:
        form.fail("file", _("Pilih dokumen buktinya; sidik jarinya dicatat, berkasnya tetap pada Anda."))
    elif form.sent and not form.errors and request.form.get("pasti") != "ubah":
        correction = {"stage": stage, **_score(form, stage, tests)}
        with form.problems():
            if not sure():
                where = path("v1", "score-amendments", "impact", candidate["id"])
                values |= {"impact": api("selection").post(where, correction), "correction": correction}
                return form.page("committee/amendment_confirm.html", **values)
            evidence = {"number": form.get("number"), "sha256": values["document"]}
            body = {**correction, "candidate": candidate["id"], "reason_code": form.get("reason_code")}
            body |= {"evidence": evidence, "impact_sha256": form.get("impact_sha256")}
            done = api("selection").post("/v1/score-amendments", body, form.key)
            flash(_("Koreksi diusulkan. Orang lain harus membacanya dan menyetujuinya."))
            return redirect(url_for("amending.show", code=code, id=done["id"]), 303)
    return form.page("committee/amendment_new.html", **values)


@blueprint.get("/kerja/seleksi/<code>/koreksi/<id>")
def show(code: str, id: str):
    return render_template("committee/amendment.html", **_values(code, id))


@blueprint.route("/kerja/seleksi/<code>/koreksi/<id>/persetujuan", methods=["GET", "POST"])
def approve(code: str, id: str):
    """Tanda tangan kedua, atas dampak yang dibaca."""
    labels = {"read": _("Saya sudah membaca nilai, bukti, dan dampak koreksi ini")}
    return _decide(code, id, "approval", "committee/amendment_approve.html", labels)


@blueprint.route("/kerja/seleksi/<code>/koreksi/<id>/penolakan", methods=["GET", "POST"])
def reject(code: str, id: str):
    """Usulan ditolak; nilainya tetap."""
    return _decide(code, id, "rejection", "committee/amendment_reject.html", {})


def _decide(code: str, id: str, act: str, template: str, labels: dict):
    values = _values(code, id)
    amendment, back = values["amendment"], url_for("amending.show", code=code, id=id)
    form = Form(labels, seen(amendment["proposed"]), amendment["version"], fields={"proposed": ""})
    if form.sent and sure():
        if labels and not form.get("read"):
            form.fail("read", _("Centang bahwa Anda sudah membacanya."))
        else:
            with form.problems():
                where, body = path("v1", "score-amendments", id, act), {"proposed": read(form)}
                api("selection").post(where, body, form.key, form.version)
                flash(str(_TOLD[act]))
                return redirect(back, 303)
    elif form.sent or person().role not in COMMITTEE:
        return redirect(back, 303)
    return form.page(template, **values)


_TOLD = {
    "approval": _l("Nilai dikoreksi, dan peringkat formasinya dihitung ulang."),
    "rejection": _l("Koreksi ditolak. Nilainya tetap."),
}


def _values(code: str, id: str) -> dict:
    amendment = api("selection").get(path("v1", "score-amendments", id))
    return {
        "selection": find(code),
        "amendment": amendment,
        "statuses": STATUSES,
        "attendance": ATTENDANCE,
        "reasons": AMENDMENT_REASONS,
        "may": person().role in COMMITTEE and amendment["status"] == "proposed",
    }


def _candidate(selection: Selection, number: str) -> dict:
    """Raises client.Problem 404."""
    where = path("v1", "rounds", selection.needed_round()["id"], "candidates")
    found = api("selection").get(where, participant_no=number)["items"] if number.isdecimal() else []
    if len(found) != 1:
        raise Problem(404, "peserta-tidak-dikenal", [("", _("Nomor peserta ini tidak ada pada seleksi ini."))])
    return found[0]


def _tests(score: dict, selection: Selection, candidate: dict) -> dict[str, tuple[str, int]]:
    """Kind → (kind, most) of the tests that SKB has on this line: those of the score, or those of the locked plan."""
    if score["skb"]:
        return {one["kind"]: (one["kind"], one["most"]) for one in score["skb"]}
    rules = api("selection").get(path("v1", "rounds", selection.needed_round()["id"], "rules"))
    plan = next((one for one in rules["plans"] if one["vacancy"] == candidate["vacancy"]), None)
    planned = plan["skb"] if plan else [{"kind": "CAT", "most": rules["rules"]["skb"]["cat_most"]}]
    return {one["kind"]: (one["kind"], one["most"]) for one in planned}


def _start(score: dict, tests: dict) -> dict:
    """The form begins with what is recorded."""
    points = score["skd"] or {}
    given = {f"nilai-{one['kind']}": one["score"].replace(".", ",") for one in score["skb"] or ()}
    return {"status": score["status"], **points, **given}


def _score(form: Form, stage: str, tests: dict) -> dict:
    """{status, skd, skb} as it was typed in; what is left empty is no score. The service says what is wrong with it."""
    names = PARTS if stage == SKD else [f"nilai-{kind}" for kind in tests]
    typed = {name: form.get(name) for name in names}
    if not any(typed.values()):
        return {"status": form.get("status"), "skd": None, "skb": None}
    if stage == SKD:
        points = {name: int(text) if text.isdecimal() else text for name, text in typed.items()}
        return {"status": form.get("status"), "skd": points, "skb": None}
    given = [
        {"kind": kind, "score": typed[f"nilai-{kind}"].replace(",", "."), "most": most} for kind, most in tests.values()
    ]
    return {"status": form.get("status"), "skd": None, "skb": given}


def _document(form: Form) -> str:
    """SHA-256 of the document that was chosen, now or before the page that asks; the document is not kept."""
    chosen = request.files.get("file")
    content = chosen.read() if chosen else b""
    return hashlib.sha256(content).hexdigest() if content else form.get("sha256")
