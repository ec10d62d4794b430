"""Kebutuhan pelatihan: what units have to learn, from where that is known, and what the training officer decided."""

from asnkit.wib import wib_date
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import now
from ..forms import Form
from ..lists import PAGE, after, chips, sheet_answer, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.names import names_on_roster
from ..words import COMPETENCES, NEED_ORIGINS, NEED_STATES
from .catalogue import whole
from .units import choices

blueprint = Blueprint("needs", __name__)
only_for(blueprint, "diklat", "auditor")
AT = "/kerja/diklat/kebutuhan"

OTHERS = 200
"""Open needs of a unit into which one can be merged."""
ACTS = {
    "terima": ("acceptance", _l("Terima"), _l("Kebutuhan diterima. Ia dapat masuk rencana tahunan.")),
    "tolak": ("refusal", _l("Tolak"), _l("Kebutuhan ditolak. Yang meminta membaca alasannya.")),
    "gabung": ("merging", _l("Gabungkan"), _l("Kebutuhan digabung; asal-usulnya ikut.")),
}
"""Word in the address → (the service's path, the button, what is told afterwards)."""


@blueprint.get(AT)
def listing():
    unit = request.args.get("unit", "")
    found = api("training").get("/v1/needs", limit=PAGE, after=after(), status=_status(), unit=unit)
    named = found["items"][0]["unit_name"] if found["items"] else _("unit ini")
    shown = chips({"unit": named} if unit else {})
    return render_template("training/needs.html", page=stretch(found), status=_status(), chips=shown, title=title_of)


@blueprint.get(f"{AT}.<any(csv, xlsx):form>")
def download(form: str):
    columns = (
        _("Unit"), _("Yang perlu dipelajari"), _("Asal"), _("Orang"), _("Tingkat kurang"), _("Bobot"), _("Triwulan"),
        _("Keadaan"), _("Alasan"),
    )  # fmt: skip
    rows = (
        (
            need["unit_name"], title_of(need), NEED_ORIGINS[one["origin"]], one["people"], one["missing"],
            need["weight"], need["quarter"], NEED_STATES[need["status"]].word,
            need["answer"]["reason"] if need["answer"] else "",
        )
        for need in api("training").every("/v1/needs", status=_status(), unit=request.args.get("unit", ""))
        for one in need["sources"]
    )  # fmt: skip
    return sheet_answer(form, f"kebutuhan-{_status().lower()}", columns, rows)


@blueprint.route(f"{AT}/baru", methods=["GET", "POST"])
def identify():
    """Catat yang diminta unit, atau disyaratkan peraturan."""
    form = Form(_labels())
    if needed(form, *form.labels):
        body = {name: form.get(name) for name in form.labels} | {"people": whole(form, "people")}
        if not form.errors:
            with form.problems():
                done = api("training").post("/v1/needs", body, key=form.key)
                flash(_("Kebutuhan tercatat."))
                return redirect(url_for("needs.show", id=done["id"]), 303)
    origins = {name: NEED_ORIGINS[name] for name in ("UNIT", "LAW")}
    return form.page("training/need_new.html", units=choices(), origins=origins)


@blueprint.route(f"{AT}/celah", methods=["GET", "POST"])
def identify_gap():
    """Catat satu kesenjangan dari peta kompetensi sebagai kebutuhan."""
    start = {"unit": request.args.get("unit", ""), "competence": request.args.get("kompetensi", "")}
    form = Form({"unit": _("Unit"), "competence": _("Kompetensi")}, start)
    if needed(form, *form.labels):
        with form.problems():
            body = {name: form.get(name) for name in form.labels}
            done = api("training").post("/v1/needs/gaps", body, key=form.key)
            flash(_("Kebutuhan tercatat."))
            return redirect(url_for("needs.show", id=done["id"]), 303)
    return form.page("training/need_gap.html", units=choices(), competences=COMPETENCES)


@blueprint.get(f"{AT}/<uuid:id>")
def show(id):
    one = _one(id)
    asked = [source["person"] for source in one["sources"] if source["person"]]
    may = person().role == "diklat"
    names = names_on_roster(asked) if may and asked else {}
    year = wib_date(now()).year + 1
    values = {"names": names, "may": may, "acts": ACTS, "title": title_of(one), "year": year}
    return render_template("training/need.html", one=one, **values)


@blueprint.route(f"{AT}/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, button, told = ACTS[act]
    one, back = _one(id), url_for("needs.show", id=id)
    labels = {"into": _("Gabung ke"), "reason": _("Alasan")}
    form = Form(labels if act == "gabung" else {"reason": labels["reason"]}, version=one["version"])
    others = _others(one) if act == "gabung" else {}
    values = {"one": one, "act": act, "button": button, "back": back, "others": others, "title": title_of(one)}
    if needed(form, *form.labels):
        with form.problems():
            body, where = {name: form.get(name) for name in form.labels}, path("v1", "needs", str(id), step)
            if asks(form, "training", where, body):
                return form.page("training/need_sure.html", **values)
            api("training").post(where, body, key=form.key, version=form.version)
            flash(str(told))
            return redirect(back, 303)
    return form.page("training/need_act.html", **values)


def title_of(need: dict) -> str:
    return str(COMPETENCES[need["competence"]]) if need["competence"] else need["subject"]


def _one(id) -> dict:
    return api("training").get(path("v1", "needs", str(id)))


def _others(one: dict) -> dict[str, str]:
    """Other open needs of the same unit."""
    found = api("training").get("/v1/needs", status="OPEN", unit=one["unit"], limit=OTHERS)["items"]
    return {other["id"]: title_of(other) for other in found if other["id"] != one["id"]}


def _status() -> str:
    wanted = request.args.get("keadaan", "")
    return wanted if wanted in NEED_STATES else "OPEN"


def _labels() -> dict[str, str]:
    return {
        "unit": _("Unit"),
        "subject": _("Yang perlu dipelajari"),
        "origin": _("Asal"),
        "basis": _("Nomor surat atau peraturan"),
        "people": _("Banyaknya orang"),
        "reason": _("Alasan"),
    }
