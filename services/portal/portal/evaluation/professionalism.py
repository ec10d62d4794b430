"""IP ASN at the desk of whoever manages appraisals: papers that wait, one person's index, sanctions."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..charts import Bar, Chart
from ..client import Problem, api, path
from ..figures import Table, paper
from ..formats import decimal
from ..forms import Form
from ..lists import PAGE, after, json_answer, sheet_answer, stretch
from ..professionalism import chart_of, halves
from ..signin.access import only_for
from ..words import DIMENSIONS, EVIDENCE_STATES, INDEX_CATEGORIES, SANCTIONS

blueprint = Blueprint("professionalism_office", __name__, url_prefix="/kerja/ip-asn")
only_for(blueprint, "penilai")

RISES, USUAL = ("1", "2", "5", "10", "15"), "5"
"""Points by which a mean is to rise."""
PRICED = {"kepemimpinan": "leadership", "fungsional": "functional", "teknis": "technical", "seminar": "seminar"}
"""Word in the address → kind of training."""
MOST_DIGITS = 11
ACTS = {
    "sah": ("validation", _l("Sah: saya sudah melihat suratnya"), _l("Bukti dihitung.")),
    "tolak": ("refusal", _l("Tidak sah"), _l("Bukti ditolak; orangnya membaca alasan Anda.")),
}
"""Word in the address → (the service's path, the button, what is told afterwards)."""


@blueprint.get("")
def groups():
    found = _groups()
    return render_template("evaluation/index_groups.html", found=found, chart=_means(found))


@blueprint.get("/angka.<any(csv, xlsx):form>")
def download(form: str):
    found = _groups()
    return sheet_answer(form, "ip-asn", columns(), _by_unit(found))


@blueprint.get("/angka.json")
def as_json():
    return json_answer("ip-asn", _groups())


@blueprint.get("/angka.pdf")
def on_paper():
    """The means of the city and its units, and how many are of each category, on the office's paper."""
    found = _groups()
    means, rows = 3 + len(DIMENSIONS), _by_unit(found)
    told = [_("Rata-rata kota dan unit; kurang dari sepuluh orang tidak dirinci."), _means(found).summary]
    tables = [
        Table(_("Rata-rata IP ASN"), columns()[:means], [row[:means] for row in rows]),
        Table(_("Menurut kategori"), (_("Unit"), *columns()[means:]), [(row[0], *row[means:]) for row in rows]),
    ]
    return paper("ip-asn", _("Indeks profesionalitas ASN"), told, tables, url_for(".groups", _external=True))


def columns() -> tuple[str, ...]:
    dimensions, categories = DIMENSIONS.values(), INDEX_CATEGORIES.values()
    return _("Unit"), _("ASN"), _("Rata-rata"), *(str(word) for word in (*dimensions, *categories))


def _by_unit(found: dict) -> list[tuple]:
    """The city first; what is held back is empty."""
    rows = [_row(_("Seluruh kota"), found["city"])]
    return rows + [_row(one["name"] or _("tanpa unit"), one) for one in found["units"]]


@blueprint.get("/rencana")
def plan():
    """Pelatihan termurah yang menaikkan rata-rata."""
    unit, rise = request.args.get("unit", ""), request.args.get("naik", "")
    rise = rise if rise in RISES else USUAL
    units = {one["unit"]: one["name"] for one in _groups()["units"] if one["points"] and one["unit"]}
    unit = unit if unit in units else ""
    try:
        found = api("feedback").get("/v1/professionalism/plan", unit=unit or None, rise=rise)
    except Problem as problem:
        if problem.rule != "terlalu-sedikit-orang":
            raise
        found = None
    more = {"units": units, "unit": unit, "rises": RISES, "rise": rise}
    return render_template("evaluation/index_plan.html", found=found, **more)


@blueprint.get("/harga")
def prices():
    """Harga pelatihan yang dipakai rencana, dan yang sebelumnya."""
    return render_template("evaluation/prices.html", items=_prices())


@blueprint.route("/harga/<word>", methods=["GET", "POST"])
def set_price(word: str):
    """Tetapkan harga satu jenis pelatihan."""
    if word not in PRICED:
        abort(404)
    kind = PRICED[word]
    now = next(one for one in _prices() if one["kind"] == kind)
    labels = {"money": _("Biaya satu orang (Rp)"), "hours": _("JP"), "basis": _("Dasar angkanya")}
    form = Form(labels, {"money": now["money"], "hours": now["hours"]})
    if form.sent:
        form.require(*labels)
        typed = {name: form.get(name).replace(".", "") for name in ("money", "hours")}
        for name, text in typed.items():
            if form.get(name) and not (text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS):
                form.fail(name, _("%(field)s diisi angka saja.", field=labels[name]))
        if not form.errors:
            with form.problems():
                body = {"kind": kind, "basis": form.get("basis"), **{name: int(text) for name, text in typed.items()}}
                api("feedback").post("/v1/training-prices", body, key=form.key)
                flash(_("Harga tersimpan. Rencana dihitung dengannya mulai sekarang."))
                return redirect(url_for(".prices"), 303)
    return form.page("evaluation/price.html", kind=kind)


@blueprint.get("/bukti")
def listing():
    status = request.args.get("status")
    status = status if status in EVIDENCE_STATES else "waiting"
    found = api("feedback").get("/v1/evidence", limit=PAGE, after=after(), status=status)
    return render_template("evaluation/evidence_list.html", page=stretch(found), status=status)


@blueprint.get("/bukti/<uuid:id>")
def show(id):
    return render_template("evaluation/evidence.html", one=_paper(id), acts=ACTS)


@blueprint.route("/bukti/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, button, told = ACTS[act]
    one, back = _paper(id), url_for(".show", id=id)
    form = Form({"reason": _("Alasan yang dibaca orangnya")} if act == "tolak" else {}, version=one["version"])
    if form.sent:
        form.require(*form.labels)
        if not form.errors:
            with form.problems():
                body = {name: form.get(name) for name in form.labels}
                where = path("v1", "evidence", str(id), step)
                api("feedback").post(where, body, key=form.key, version=form.version)
                flash(str(told))
                return redirect(back, 303)
    return form.page("evaluation/evidence_act.html", one=one, act=act, button=button, back=back)


@blueprint.get("/orang/<uuid:of>")
def person(of):
    found = _index(of)
    return render_template("evaluation/index_person.html", found=found, chart=chart_of(found))


@blueprint.route("/orang/<uuid:of>/hukuman", methods=["GET", "POST"])
def sanction(of):
    """Catat hukuman disiplin."""
    form = Form({"level": _("Tingkat"), "decree_no": _("Nomor keputusan"), "day": _("Tanggal keputusan")})
    back = url_for(".person", of=of)
    if form.sent:
        form.require("level", "decree_no")
        if not form.errors:
            with form.problems():
                body = {"level": form.get("level"), "decree_no": form.get("decree_no"), "day": form.date("day")}
                where = path("v1", "professionalism", str(of), "sanctions")
                api("feedback").post(where, body, key=form.key)
                flash(_("Hukuman tercatat, tersegel dengan kunci orangnya."))
                return redirect(back, 303)
    return form.page("evaluation/sanction.html", back=back, levels=SANCTIONS)


@blueprint.route("/orang/<uuid:of>/hukuman/<uuid:id>", methods=["GET", "POST"])
def withdraw(of, id):
    """Tarik catatan hukuman."""
    back = url_for(".person", of=of)
    facts = [one for one in _index(of)["facts"] if one["source"] == "sanction" and one["id"] == str(id)]
    one = facts[0] if facts else None
    form = Form({"reason": _("Alasan penarikan")}, version=one and one["version"])
    if one is None and not form.sent:  # sent twice, it is withdrawn already
        abort(404)
    if form.sent:
        form.require("reason")
        if not form.errors:
            with form.problems():
                where = path("v1", "sanctions", str(id), "withdrawal")
                body = {"reason": form.get("reason")}
                api("feedback").post(where, body, key=form.key, version=form.version)
                flash(_("Catatan ditarik dan tidak dihitung lagi."))
                return redirect(back, 303)
    return form.page("evaluation/sanction_withdraw.html", back=back, one=one)


def _prices() -> list[dict]:
    """Each with its word in the address."""
    words = {kind: word for word, kind in PRICED.items()}
    return [one | {"word": words[one["kind"]]} for one in api("feedback").get("/v1/training-prices")["items"]]


def _groups() -> dict:
    return api("feedback").get("/v1/professionalism")


def _means(found: dict) -> Chart:
    """The city, then the units that are told of, each from 0 to 100."""
    rows = [(_("Seluruh kota"), found["city"]), *((one["name"], one) for one in found["units"])]
    bars = [
        Bar(name or _("tanpa unit"), halves(one["points"]), shown=decimal(one["points"]), full=200)
        for name, one in rows
        if one["points"]
    ]
    points = found["city"]["points"]
    summary = _("Rata-rata kota %(points)s dari 100.", points=decimal(points)) if points else ""
    return Chart("rata-rata", _("Rata-rata IP ASN"), summary, bars)


def _row(name: str, one: dict) -> tuple:
    dimensions, categories = one["dimensions"] or {}, one["categories"] or {}
    told = (*(dimensions.get(name) for name in DIMENSIONS), *(categories.get(name) for name in INDEX_CATEGORIES))
    return (name, one["people"], one["points"] or "", *("" if value is None else value for value in told))


def _paper(id) -> dict:
    return api("feedback").get(path("v1", "evidence", str(id)))


def _index(of) -> dict:
    return api("feedback").get(path("v1", "professionalism", str(of)))
