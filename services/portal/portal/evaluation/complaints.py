"""Aduan masuk: whose turn it is and until when, one complaint with its words, and what the officer does with it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, chips, sheet_answer, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..words import COMPLAINT_KINDS, COMPLAINT_STATES
from .wordings import wordings_for

blueprint = Blueprint("complaint_desk", __name__)
LIAISON = "penghubung"
only_for(blueprint, "aduan", LIAISON)

DESKS = {"officer": _l("Giliran kita"), "reporter": _l("Menunggu"), "ended": _l("Berakhir")}
ACTS = {
    "teruskan": ("route", "routing", _l("Teruskan kepada unit"), _l("Aduan diteruskan.")),
    "jawab": ("answer", "answer", _l("Jawab"), _l("Aduan dijawab. Pelapor membacanya di halaman pelacakan.")),
    "tanya": ("ask", "question", _l("Tanya pelapor"), _l("Pertanyaan terkirim. Tenggat berhenti sampai dijawab.")),
    "tunda": ("postpone", "postponement", _l("Tunda"), _l("Aduan ditunda. Tenggatnya berhenti.")),
    "bukan-wewenang": ("refuse", "referral", _l("Bukan wewenang kota"), _l("Pelapor membaca siapa yang berwenang.")),
    "kembalikan": (
        "return",
        "return",
        _l("Kembalikan ke petugas aduan"),
        _l("Aduan kembali ke petugas. Tenggatnya tetap berjalan."),
    ),
    "gabung": ("merge", "merging", _l("Gabung"), _l("Aduan digabung.")),
    "lanjutkan": ("resume", "resumption", _l("Lanjutkan"), _l("Aduan berjalan lagi.")),
    "dahulukan": ("prioritise", "priority", _l("Dahulukan"), _l("Aduan didahulukan. Tenggatnya tetap.")),
    "biasa": ("deprioritise", "priority/removal", _l("Tidak didahulukan lagi"), _l("Aduan kembali ke urutannya.")),
    "catatan": ("note", "notes", _l("Tulis catatan internal"), _l("Catatan tersimpan.")),
}
"""Word in the address → (what the service allows, its path, the button, what is told afterwards)."""
FIELDS = {
    "teruskan": {"unit": _l("Unit"), "class": _l("Jenis")},
    "jawab": {"text": _l("Jawaban untuk pelapor")},
    "tanya": {"text": _l("Pertanyaan untuk pelapor")},
    "tunda": {"reason": _l("Alasan yang dibaca pelapor")},
    "bukan-wewenang": {"reason": _l("Siapa yang berwenang, dan mengapa")},
    "kembalikan": {"reason": _l("Alasan untuk kantor, tidak dibaca pelapor")},
    "gabung": {"into": _l("Nomor aduan induk")},
    "lanjutkan": {"reason": _l("Alasan yang dibaca pelapor")},
    "dahulukan": {"reason": _l("Alasan untuk kantor, tidak dibaca pelapor")},
    "biasa": {"reason": _l("Alasan untuk kantor, tidak dibaca pelapor")},
    "catatan": {"text": _l("Catatan internal")},
}


@blueprint.get("/kerja/aduan")
def listing():
    found = api("feedback").get("/v1/complaints", limit=PAGE, after=after(), desk=_desk(), unit=_unit())
    return render_template(
        "evaluation/complaints.html",
        page=stretch(found),
        counts=found["desks"],
        desks=DESKS,
        desk=_desk(),
        units=api("feedback").get("/v1/complaints/units")["items"] if not _of_unit() else [],
        of_unit=_of_unit(),
        chips=chips({"unit": _unit()} if _unit() else {}),
    )


@blueprint.get("/kerja/aduan.<any(csv, xlsx):form>")
def download(form: str):
    columns = (_("Nomor"), _("Jenis"), _("Unit"), _("Dikirim"), _("Keadaan"), _("Tenggat"), _("Terlewat"))
    rows = (
        (
            one["number"],
            COMPLAINT_KINDS[one["class"]],
            one["unit"] or "",
            one["submitted_on"],
            COMPLAINT_STATES[one["status"]].word,
            one["due"] or "",
            _("ya") if one["late"] else "",
        )
        for one in api("feedback").every("/v1/complaints", desk=_desk(), unit=_unit())
    )
    return sheet_answer(form, f"aduan-{_desk()}", columns, rows)


@blueprint.get("/kerja/aduan/<uuid:id>")
def show(id):
    one = api("feedback").get(path("v1", "complaints", str(id)))
    acts = {word: button for word, (may, _path, button, _told) in ACTS.items() if may in one["may"]}
    return render_template("evaluation/complaint.html", one=one, acts=acts, of_unit=_of_unit())


@blueprint.route("/kerja/aduan/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    may, step, button, told = ACTS[act]
    one, back = api("feedback").get(path("v1", "complaints", str(id))), url_for("complaint_desk.show", id=id)
    start = {"unit": one["unit"], "class": one["class"]}
    begun = wordings_for(one) if act == "jawab" else []
    start |= next(({"text": one["text"]} for one in begun if one["id"] == request.args.get("templat")), {})
    version = None if act == "catatan" else one["version"]  # a note is about whatever the complaint is by now
    form = Form({name: str(label) for name, label in FIELDS[act].items()}, start, version)
    if not form.sent and may not in one["may"]:
        return redirect(back, 303)
    values = {"one": one, "act": act, "button": button, "back": back, "wordings": begun}
    if needed(form, *form.labels):
        with form.problems():
            body = {name: form.get(name) for name in form.labels}
            where = path("v1", "complaints", str(id), *step.split("/"))
            if asks(form, "feedback", where, body):
                return form.page("evaluation/complaint_sure.html", **values)
            api("feedback").post(where, body, key=form.key, version=form.version)
            flash(str(told))
            gone = act == "kembalikan" and _of_unit()
            return redirect(url_for("complaint_desk.listing") if gone else back, 303)
    units = api("feedback").get("/v1/complaints/units")["items"] if act == "teruskan" else []
    choices = {"unit": {unit: unit for unit in units}, "class": COMPLAINT_KINDS}
    return form.page("evaluation/complaint_act.html", choices=choices, **values)


def _of_unit() -> bool:
    """Whether a unit's liaison looks, who has only what lies with that unit."""
    return person().role == LIAISON


def _desk() -> str:
    wanted = request.args.get("meja", "")
    return wanted if wanted in DESKS else "officer"


def _unit() -> str:
    return request.args.get("unit", "")[:200]
