"""Kinerja: a civil servant's own plan, report and rating in each cycle, and those of the people who answer to them.

Who was appointed here signs in as an applicant does, who served before at the office's provider: the same pages stand
under both addresses.
"""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .client import Problem, api, path
from .forms import Form
from .professionalism import HANDED_IN, chart_of, hand_over, needs, offered
from .signin.tokens import person
from .words import CORE_VALUES, RATINGS

ACTS = {
    "setuju": ("agree", "agreement", _l("Setujui rencana"), _l("Rencana disetujui.")),
    "kembalikan": ("return", "return", _l("Kembalikan rencana"), _l("Rencana dikembalikan dengan alasan Anda.")),
    "lapor": ("report", "report", _l("Laporkan hasil"), _l("Laporan Anda tersimpan. Atasan Anda membacanya.")),
    "nilai": ("rate", "rating", _l("Nilai"), _l("Penilaian tersimpan. Orangnya membaca dan menjawabnya.")),
    "terima": ("acknowledge", "acknowledgement", _l("Terima penilaian"), _l("Penilaian Anda terima.")),
    "sanggah": ("dispute", "dispute", _l("Sanggah penilaian"), _l("Sanggahan terkirim kepada atasan dari atasan.")),
    "rekan": ("ask_peers", "peers", _l("Minta pendapat rekan"), _l("Rekan dimintai pendapat. Jawabannya tanpa nama.")),
    "tutup-rekan": ("close_peers", "peers-closing", _l("Tutup pendapat rekan"), _l("Pendapat rekan ditutup.")),
    "tinjau": ("review", "review", _l("Tinjau ulang"), _l("Tinjauan tersimpan, dan penilaian ini yang berlaku.")),
}
"""Word in the address → (what the service calls it, its path, the button, what is told afterwards)."""
RATING = ("nilai", "tinjau")
PEERS = "rekan"
REASONS = {
    "kembalikan": _l("Apa yang perlu diperbaiki"),
    "lapor": _l("Hasil setiap target, dan di mana buktinya"),
    "sanggah": _l("Apa yang menurut Anda keliru, dan mengapa"),
}


def add_pages(blueprint: Blueprint) -> None:
    sending = ["GET", "POST"]
    blueprint.add_url_rule("", view_func=show)
    blueprint.add_url_rule("/<uuid:cycle>/rencana", view_func=plan, methods=sending)
    blueprint.add_url_rule("/indeks", view_func=own_index)
    blueprint.add_url_rule("/indeks/<uuid:of>", view_func=index_of)
    blueprint.add_url_rule("/bukti/<kind>", view_func=hand_in, methods=sending)
    blueprint.add_url_rule("/penilaian/<uuid:id>", view_func=one)
    blueprint.add_url_rule("/penilaian/<uuid:id>/<act>", view_func=do, methods=sending)
    blueprint.add_url_rule("/rekan/<uuid:id>", view_func=take_code, methods=sending)


def show():
    own = api("feedback").get("/v1/my-appraisals")["items"]
    team = api("feedback").get("/v1/team-appraisals")["items"]
    cycles = {one["id"]: one for one in api("feedback").get("/v1/cycles")["items"]} if own or team else {}
    asked = api("feedback").get("/v1/my-peer-requests")["items"]
    return render_template("appraising/list.html", own=own, team=team, cycles=cycles, asked=asked)


def plan(cycle):
    """Tulis rencana, atau perbaiki sebelum disetujui."""
    where = path("v1", "cycles", str(cycle))
    days = api("feedback").get(where)
    mine = (one["appraisal"] for one in api("feedback").get("/v1/my-appraisals")["items"] if one["cycle"] == str(cycle))
    before = next(mine, None)
    form = Form({"targets": _("Target")}, {"targets": "\n".join(before["targets"])} if before else {})
    if form.sent:
        form.require("targets")
        if not form.errors:
            with form.problems():
                body = {
                    "name": _name(),
                    "targets": [one.strip() for one in form.get("targets").splitlines() if one.strip()],
                }
                api("feedback").post(f"{where}/plan", body, key=form.key)
                flash(_("Rencana terkirim kepada atasan Anda."))
                return redirect(url_for(".show"), 303)
    return form.page("appraising/plan.html", days=days)


def one(id):
    found = _one(id)
    return render_template("appraising/one.html", one=found, acts=_acts(found))


def do(id, act: str):
    if act not in ACTS:
        abort(404)
    _may, step, button, told = ACTS[act]
    found, back = _one(id), url_for(".one", id=id)
    form = Form(_labels(act), version=found["version"], fields={f"values.{name}": name for name in CORE_VALUES})
    if form.sent:
        form.require(*(name for name in form.labels if name != "spread"))
        if not form.errors:
            with form.problems():
                where = path("v1", "appraisals", str(id), step)
                api("feedback").post(where, _body(form, act), key=form.key, version=form.version)
                flash(str(told))
                return redirect(back, 303)
    offered = api("feedback").get(path("v1", "appraisals", str(id), "peers"))["candidates"] if act == PEERS else []
    return form.page("appraising/act.html", one=found, act=act, button=button, ratings=RATINGS, offered=offered)


def take_code(id):
    """Ambil kode untuk memberi pendapat tentang seorang rekan."""
    asked = {one["appraisal"]: one for one in api("feedback").get("/v1/my-peer-requests")["items"]}
    if str(id) not in asked:
        abort(404)
    form = Form({})
    if form.sent:
        with form.problems():
            where = path("v1", "appraisals", str(id), "peer-code")
            code = api("feedback").post(where, {"form": form.key}, key=form.key)["code"]
            return redirect(url_for("peers.answer", id=id, code=code), 303)
    return form.page("appraising/code.html", one=asked[str(id)])


def own_index():
    """IP ASN of whoever reads, with what is missing."""
    try:
        found = api("feedback").get("/v1/my-professionalism")
    except Problem as problem:
        if problem.status != 404:
            raise
        return render_template("appraising/no_index.html")
    return render_template("appraising/index.html", found=found, chart=chart_of(found), ways=HANDED_IN, own=True)


def index_of(of):
    found = api("feedback").get(path("v1", "professionalism", str(of)))
    return render_template("appraising/index.html", found=found, chart=chart_of(found), ways={}, own=False)


def hand_in(kind: str):
    """Serahkan bukti IP ASN."""
    known = next((name for name, word in HANDED_IN.items() if word == kind), None)
    if known is None:
        abort(404)
    form = Form(needs(known))
    if form.sent:
        form.require(*(name for name in form.labels if name != "day"))
        if hand_over(form, known):
            flash(_("Bukti terkirim. Sesudah suratnya dilihat, bukti ini dihitung."))
            return redirect(url_for(".own_index"), 303)
    return form.page("appraising/evidence.html", kind=known, offered=offered(known))


def _one(id) -> dict:
    return api("feedback").get(path("v1", "appraisals", str(id)))


def _acts(found: dict) -> dict[str, str]:
    """Word in the address → the button of what this person may do now."""
    return {word: str(button) for word, (may, _step, button, _told) in ACTS.items() if may in found["may"]}


def _labels(act: str) -> dict[str, str]:
    if act in RATING:
        values = {name: str(word) for name, word in CORE_VALUES.items()}
        note, spread = _("Catatan untuk orangnya"), _("Alasan bila melebihi predikat unit")
        return {"results": _("Hasil kerja"), **values, "note": note, "spread": spread}
    if act == PEERS:
        return {"peers": _("Rekan, sedikitnya tiga")}
    if act in REASONS:
        return {"report" if act == "lapor" else "reason": str(REASONS[act])}
    return {}


def _body(form: Form, act: str) -> dict:
    if act == PEERS:
        return {"peers": form.all("peers")}
    body = {name: form.get(name) for name in form.labels if name not in CORE_VALUES}
    if act in RATING:
        body |= {"values": {name: form.get(name) for name in CORE_VALUES}, "spread": form.get("spread") or None}
    return body


def _name() -> str:
    """How the superior knows the person: as the office's provider or the own account says."""
    who = person()
    return who.name if who.staff else api("registration").get("/v1/accounts/me")["name"]
