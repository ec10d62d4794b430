"""Aduan: sent and followed without an account, by a number and a code; and the figures of all of them."""

from decimal import Decimal

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..charts import Bar, Chart, Curve, Grid
from ..client import Problem, api, path
from ..figures import Table, paper
from ..forms import Form
from ..lists import json_answer, sheet_answer
from ..staff.confirming import needed, sure
from ..words import COMPLAINT_KINDS, COMPLAINT_STATES

blueprint = Blueprint("complaints", __name__, url_prefix="/aduan")

KINDS = ("complaint", "suggestion", "information", "integrity")
WARNINGS = {
    "NIK": _l("Tulisan Anda tampaknya memuat NIK. Hapus bila tidak perlu: petugas tidak membutuhkannya."),
    "NIP": _l("Tulisan Anda tampaknya memuat NIP seorang pegawai. Cukup tulis loket, bagian, atau jabatannya."),
    "PHONE": _l("Tulisan Anda tampaknya memuat nomor telepon. Nomor Anda sendiri tulis di isian kontak."),
    "EMAIL": _l("Tulisan Anda tampaknya memuat alamat surel. Alamat Anda sendiri tulis di isian kontak."),
    "NAME": _l("Tulisan Anda tampaknya menyebut nama orang. Cukup tulis loket, bagian, atau jabatannya."),
    "CORRUPTION": _l(
        "Laporan korupsi, suap, atau pungutan liar tidak ditangani petugas aduan. Ubah jenisnya menjadi Laporan "
        "integritas, yang hanya dapat dibuka Inspektorat, atau sampaikan kepada KPK (telepon 198), polisi "
        "(telepon 110), atau Saber Pungli."
    ),
}
FEWEST = 5
STRETCHES = ("3", "7", "14", "30", "60", "more")
"""Days, as feedback's figures have them."""
SHORT = ("≤ 3", "≤ 7", "≤ 14", "≤ 30", "≤ 60", "> 60")
TRAP = "situs"
"""A field that people do not see; programs that send forms fill it in."""


@blueprint.get("")
def show():
    figures = _figures()
    return render_template(
        "public/complaints.html",
        figures=figures,
        chart=_units(figures),
        curve=_solved(figures),
        grid=_ages(figures),
        fewest=FEWEST,
    )


@blueprint.get("/angka.<any(csv, xlsx):form>")
def download(form: str):
    """The table of the page; what is held back is empty."""
    return sheet_answer(form, "angka-aduan", columns(), _by_unit(_figures()))


@blueprint.get("/umur.<any(csv, xlsx):form>")
def download_ages(form: str):
    """How long those of each state have been open; what is held back is empty."""
    return sheet_answer(form, "umur-aduan", age_columns(), _by_age(_figures()))


@blueprint.get("/lama.<any(csv, xlsx):form>")
def download_durations(form: str):
    """The share that is solved after so many days."""
    return sheet_answer(form, "lama-aduan", duration_columns(), _by_day(_figures()))


@blueprint.get("/angka.json")
def as_json():
    return json_answer("angka-aduan", _figures())


@blueprint.get("/angka.pdf")
def on_paper():
    """Everything that the page tells, on the office's paper."""
    figures = _figures()
    curve = _solved(figures)
    told = [_("Angka di bawah %(n)s tidak disebut, begitu pula angka yang akan membukanya.", n=FEWEST)]
    tables = [Table(_("Aduan menurut unit dan keadaan"), columns(), _by_unit(figures))]
    tables.append(Table(_("Umur aduan yang masih terbuka"), age_columns(), _by_age(figures)))
    if curve:
        told.append(curve.summary)
        tables.append(Table(curve.title, duration_columns(), _by_day(figures)))
    title = _("Aduan, saran, dan permintaan informasi")
    return paper("angka-aduan", title, told, tables, url_for("complaints.show", _external=True))


def columns() -> tuple[str, ...]:
    return _("Unit"), *(state.word for state in COMPLAINT_STATES.values()), _("Jumlah")


def age_columns() -> tuple[str, ...]:
    """In calendar days."""
    return _("Keadaan"), *(_stretch(most) for most in STRETCHES)


def duration_columns() -> tuple[str, ...]:
    return _("Hari"), _("Selesai, persen")


def _figures() -> dict:
    return api("feedback").get("/v1/complaints/figures")


def _by_unit(figures: dict) -> list[tuple]:
    every = {"unit": _("Semua"), "states": figures["states"], "total": figures["total"]}
    return [
        (one["unit"] or _("Belum diketahui"), *(_told(number) for number in [*_states(one), one["total"]]))
        for one in (*figures["units"], every)
    ]


def _by_age(figures: dict) -> list[tuple]:
    return [(label, *map(_told, numbers)) for label, numbers in _ages(figures).rows]


def _by_day(figures: dict) -> list[tuple]:
    """Nothing before enough are closed."""
    curve = _solved(figures)
    return [(day, Decimal(percent)) for day, percent in curve.points] if curve else []


@blueprint.route("/kirim", methods=["GET", "POST"])
def send():
    labels = {
        "kind": _("Apa yang Anda sampaikan?"),
        "unit": _("Unit"),
        "text": _("Uraian"),
        "name": _("Nama Anda"),
        "contact": _("Kontak Anda"),
        "aware": _("Peringatan"),
    }
    form = Form(labels, fields={"class": "kind"})
    if form.get(TRAP):
        form.fail("", _("Isian yang tersembunyi harus kosong. Kirim lagi."))
    if needed(form, "kind", "text"):
        body = {"class": form.get("kind"), "text": form.get("text"), "stamp": form.get("stamp")}
        body["unit"] = form.get("unit") or None
        if not sure():
            with form.problems():
                checked = api("feedback").post("/v1/complaints/check", body)
                return form.page("public/complaint_check.html", checked=checked, warnings=WARNINGS)
        else:
            body |= {name: form.get(name) or None for name in ("name", "contact")}
            body["aware"] = [code for code in form.all("aware") if code]
            with form.problems():
                told = api("feedback").post("/v1/complaints", body, key=form.key)["extra"]
                return redirect(_place("show_one", told["number"], told["code"], baru=1), 303)
    units = api("feedback").get("/v1/complaints/units")["items"]
    kinds = {kind: COMPLAINT_KINDS[kind] for kind in KINDS}
    return form.page("public/complaint_send.html", kinds=kinds, units={unit: unit for unit in units})


@blueprint.get("/lacak")
def find():
    form = Form({"nomor": _("Nomor aduan"), "kode": _("Kode rahasia")}, request.args)
    if form.get("nomor") and form.get("kode"):
        try:
            found = api("feedback").get(_api(form.get("nomor"), form.get("kode")))
            return redirect(_place("show_one", found["number"], form.get("kode").upper()), 303)
        except Problem as problem:
            form.fail("nomor", problem.sentence, problem.status)
    return form.page("public/complaint_find.html")


@blueprint.route("/lacak/<number>/<code>", methods=["GET", "POST"])
def show_one(number: str, code: str):
    one = api("feedback").get(_api(number, code))
    form = Form({"text": _("Tulisan Anda"), "unsolved": _("Masalahnya belum selesai: buka lagi aduan ini")})
    if needed(form, "text"):
        body = {"text": form.get("text"), "unsolved": bool(form.get("unsolved"))}
        with form.problems():
            api("feedback").post(_api(number, code, "replies"), body, key=form.key)
            return redirect(_place("show_one", number, code), 303)
    template = "public/integrity.html" if one["class"] == "integrity" else "public/complaint.html"
    return form.page(template, one=one, code=code, new="baru" in request.args)


@blueprint.route("/lacak/<number>/<code>/selesai", methods=["GET", "POST"])
def confirm(number: str, code: str):
    return _ask(number, code, "confirmation", "public/complaint_confirm.html", _place("show_one", number, code))


@blueprint.route("/lacak/<number>/<code>/hapus", methods=["GET", "POST"])
def erase(number: str, code: str):
    return _ask(number, code, "erasure", "public/complaint_erase.html", url_for("complaints.erased", number=number))


@blueprint.get("/terhapus/<number>")
def erased(number: str):
    return render_template("public/complaint_erased.html", number=number)


def _ask(number: str, code: str, step: str, template: str, then: str):
    """A page that says what will happen, and the step when it is confirmed."""
    form = Form({})
    back = _place("show_one", number, code)
    if form.sent and sure():
        with form.problems():
            api("feedback").post(_api(number, code, step), {}, key=form.key)
            return redirect(then, 303)
    elif form.sent:
        return redirect(back, 303)
    return form.page(template, number=number, back=back)


def _place(endpoint: str, number: str, code: str, **more) -> str:
    return url_for(f"complaints.{endpoint}", number=number, code=code, **more)


def _api(number: str, code: str, *step: str) -> str:
    return path("v1", "complaints", "tracked", number, code, *step)


def _states(one: dict) -> list[int | None]:
    return [one["states"][state] for state in COMPLAINT_STATES]


def _told(number: int | None) -> int | str:
    return "" if number is None else number


def _units(figures: dict) -> Chart | None:
    """How many complaints each unit has had, the most first; those that are held back come last and say so."""
    known = (one for one in figures["units"] if one["unit"])
    units = sorted(known, key=lambda one: (-(one["total"] or 0), one["unit"]))
    if not units:
        return None
    bars = [
        Bar(one["unit"], one["total"] or 0, shown="" if one["total"] is not None else _("tidak disebut"))
        for one in units
    ]
    most = units[0]
    summary = _("Jumlah aduan setiap unit sejak awal; angka di bawah %(n)s tidak disebut.", n=FEWEST)
    if most["total"]:
        summary += " " + _("Terbanyak: %(unit)s (%(n)s).", unit=most["unit"], n=most["total"])
    return Chart("unit", _("Aduan per unit"), summary, bars, max(2 * FEWEST, most["total"] or 0), FEWEST)


def _solved(figures: dict) -> Curve | None:
    lasted = figures["durations"]
    if lasted is None:
        return None
    points = [(point["day"], point["solved"]) for point in lasted["curve"]]
    if lasted["median"] is None:
        told = _("Belum setengah dari aduan selesai.")
    else:
        told = _("Setengah dari aduan selesai dalam %(n)s hari.", n=lasted["median"])
    still = lasted["counted"] - lasted["closed"]
    if still >= FEWEST:
        counted = _("Dihitung dari %(all)s aduan; %(open)s di antaranya belum ditutup, dan tetap ikut dihitung.")
    else:
        counted = _("Yang belum ditutup tetap ikut dihitung.")
    summary = f"{told} {counted % {'all': lasted['counted'], 'open': still}}"
    last = points[-1][0]
    return Curve("lama", _("Selesai dalam berapa hari"), summary, points, last + 1 + last // 10)


def _ages(figures: dict) -> Grid:
    rows = [
        (str(COMPLAINT_STATES[one["status"]].word), [one["stretches"][most] for most in STRETCHES])
        for one in figures["ages"]
    ]
    summary = _(
        "Berapa aduan yang masih terbuka, menurut keadaannya dan umurnya dalam hari. Tanda tanya: tidak "
        "disebut, sebab kurang dari %(n)s atau dapat dihitung darinya.",
        n=FEWEST,
    )
    return Grid("umur", _("Umur aduan yang masih terbuka"), summary, SHORT, rows)


def _stretch(most: str) -> str:
    return _("> %(n)s hari", n=STRETCHES[-2]) if most == STRETCHES[-1] else _("≤ %(n)s hari", n=most)
