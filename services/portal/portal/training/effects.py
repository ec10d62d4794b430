"""Dampak satu sesi: what it is measured by, fixed beforehand, and what came of it beside units not trained."""

from decimal import Decimal
from fractions import Fraction

from asnkit.exact import shown
from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..charts import Slope
from ..client import api, path
from ..figures import Table, paper
from ..formats import day, decimal
from ..forms import Form
from ..lists import sheet_answer
from ..signin.access import only_for
from ..staff.confirming import asks, needed, refusal, sure
from ..words import MEASURES, REVIEW_BANDS
from .units import choices

blueprint = Blueprint("effects", __name__, url_prefix="/kerja/diklat/sesi/<uuid:id>/dampak")
only_for(blueprint, "diklat")
SIDES, WHEN = ("units", "others"), ("before", "after")


@blueprint.get("")
def show(id):
    found = _found(id)
    shown_effects = [
        {"one": one, "chart": slope_of(one), "told": conclusion(one, found["least"]), "rows": rows_of(one)}
        for one in found["effects"]
    ]
    fixed = found["fixed"] and _fixed(found["fixed"])
    values = {"found": found, "fixed": fixed, "effects": shown_effects}
    return render_template("training/effect.html", session=_session(id), **values)


@blueprint.route("/pembanding", methods=["GET", "POST"])
def fix(id):
    """Tetapkan ukuran dan pembanding sebelum sesi dimulai."""
    session, found = _session(id), _found(id)
    fixed = found["fixed"] or {"measure": "", "units": [], "others": []}
    start = {"measure": fixed["measure"]} | {side: [one["id"] for one in fixed[side]] for side in SIDES}
    labels = {"measure": _("Yang diukur"), "units": _("Unit yang dilatih"), "others": _("Unit pembanding")}
    form, units = Form(labels, start), choices()
    if needed(form, "measure", "units"):
        body = {"measure": form.get("measure")} | {side: form.all(side) for side in SIDES}
        where = path("v1", "sessions", str(id), "comparison")
        with form.problems():
            if asks(form, "training", where, body):
                return form.page("training/comparison_sure.html", session=session, units=units)
            api("training").post(where, body, key=form.key)
            flash(_("Pembanding ditetapkan."))
            return redirect(url_for("effects.show", id=id), 303)
    return form.page("training/comparison.html", session=session, units=units)


@blueprint.route("/ukur", methods=["GET", "POST"])
def measure(id):
    """Minta angkanya: satu kali sesudah enam, satu kali sesudah dua belas bulan."""
    form, body = Form({}), {"session": str(id)}
    if form.sent and not sure():
        return redirect(url_for("effects.show", id=id), 303)
    if form.sent:
        with form.problems():
            api("feedback").post("/v1/effects", body, key=form.key)
            flash(_("Dampak terukur. Angkanya menyusul di halaman ini."))
            return redirect(url_for("effects.show", id=id), 303)
    else:
        form.refused = refusal("feedback", "/v1/effects", body)
    return form.page("training/effect_measure.html", session=_session(id), found=_found(id))


@blueprint.get("/angka.<any(csv, xlsx):form>")
def download(id, form: str):
    found = _measured(id)
    return sheet_answer(form, "dampak-pelatihan", _columns(), [row for one in found["effects"] for row in rows_of(one)])


@blueprint.get("/angka.pdf")
def on_paper(id):
    """What the page says, on the office's paper."""
    session, found = _session(id), _measured(id)
    told = [f"{session['title']}, {session['code']}", _fixed(found["fixed"])]
    tables = []
    for one in found["effects"]:
        named = _("%(n)s bulan sesudah pelatihan", n=one["months"])
        told.append(f"{named}: {conclusion(one, found['least'])}")
        tables.append(Table(named, _columns()[1:], [row[1:] for row in rows_of(one)]))
    address = url_for("effects.show", id=id, _external=True)
    return paper("dampak-pelatihan", _("Dampak pelatihan"), told, tables, address)


def conclusion(one: dict, least: int) -> str:
    """One sentence: a word with its interval, or why nothing is concluded."""
    chosen = next(row for row in one["elements"] if row["measure"] == one["measure"])
    if one["band"] is None:
        if chosen["units"] is None:
            return _("Tidak disimpulkan: belum ada layanan unit ini yang disurvei sebelum dan sesudah pelatihan.")
        if one["complaints"]["others"] is None:
            return _("Tidak disimpulkan: tidak ada unit pembanding yang ditetapkan sebelum pelatihan.")
        if chosen["others"] is None:
            return _("Tidak disimpulkan: belum ada layanan pembanding yang disurvei sebelum dan sesudah pelatihan.")
        return _("Tidak disimpulkan: kurang dari %(least)s jawaban pada satu sisi.", least=least)
    values = {name: decimal(one[name]) for name in ("difference", "low", "high")}
    told = _(
        "Dampak %(band)s: perubahan unit yang dilatih dikurangi perubahan pembanding %(difference)s pada skala 1–4 "
        "(selang 95 %%: %(low)s sampai %(high)s).",
        band=str(REVIEW_BANDS[one["band"]].word).lower(),
        **values,
    )
    if one["high"].startswith("-"):
        return told + " " + _("Seluruh selang di bawah nol: keadaannya memburuk dibanding pembanding.")
    if one["low"].startswith("-") or one["low"] == "0.00":
        return told + " " + _("Selangnya memuat nol: dapat juga terjadi secara kebetulan.")
    return told


def slope_of(one: dict) -> Slope | None:
    """The trained units bold, beside those that were not; None where either was not asked twice."""
    chosen = next(row for row in one["elements"] if row["measure"] == one["measure"])
    if chosen["units"] is None or chosen["units"]["before"] is None:
        return None
    pairs = [_hundred(chosen[side]) for side in SIDES if chosen[side] and chosen[side]["before"]]
    told = _("Garis tebal, baris pertama pada tabel: unit yang dilatih.")
    if len(pairs) > 1:
        told += " " + _("Garis tipis, baris kedua: unit pembanding.")
    told += " " + _("Rata-rata 1–4 digambar sebagai 25–100.")
    title = _("%(measure)s, %(n)s bulan sesudahnya", measure=MEASURES[one["measure"]], n=one["months"])
    return Slope(f"dampak-{one['months']}", title, told, pairs, pairs[0])


def _hundred(side: dict) -> tuple[str, str]:
    """Means from 1 to 4, "2.80", as an index's points: "70.00"."""
    before, after = (shown(25 * Fraction(side[when]), 2) for when in WHEN)
    return before, after


def _columns() -> tuple[str, ...]:
    return (
        _("Bulan"), _("Ukuran"), _("Dilatih, sebelum"), _("Dilatih, sesudah"), _("Pembanding, sebelum"),
        _("Pembanding, sesudah"), _("Jawaban"),
    )  # fmt: skip


def rows_of(one: dict) -> list[tuple]:
    """The elements and the complaints; "" for what is held back."""
    rows = []
    for row in one["elements"]:
        means = [_mean(row[side], when) for side in SIDES for when in WHEN]
        answers = sum(row[side][f"answers_{when}"] for side in SIDES if row[side] for when in WHEN)
        rows.append((one["months"], MEASURES[row["measure"]], *means, answers))
    counts = [(one["complaints"][side] or {}).get(when) for side in SIDES for when in WHEN]
    return [*rows, (one["months"], _("Aduan dalam setengah tahun"), *("" if n is None else n for n in counts), "")]


def _mean(side: dict | None, when: str) -> Decimal | str:
    return Decimal(side[when]) if side and side[when] else ""


def _fixed(fixed: dict) -> str:
    names = {side: ", ".join(one["name"] for one in fixed[side]) or _("tidak ada") for side in SIDES}
    return _(
        "Ditetapkan %(day)s, sebelum sesi dimulai: %(measure)s di %(units)s; pembanding: %(others)s.",
        day=day(fixed["at"]),
        measure=MEASURES[fixed["measure"]],
        **names,
    )


def _measured(id) -> dict:
    found = _found(id)
    if not found["effects"]:
        abort(404)
    return found


def _found(id) -> dict:
    return api("training").get(path("v1", "sessions", str(id), "comparison"))


def _session(id) -> dict:
    return api("training").get(path("v1", "sessions", str(id)))
