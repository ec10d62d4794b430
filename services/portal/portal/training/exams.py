"""Uji awal dan akhir: opening the tests of a session, and what its participants learnt between them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..charts import Dot, Scatter, Slope
from ..client import api, path
from ..formats import decimal
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..staff.names import names_on_roster
from .catalogue import whole

blueprint = Blueprint("exam_office", __name__, url_prefix="/kerja/diklat/sesi/<uuid:id>/uji")
only_for(blueprint, "diklat")

ADDRESSES = {"awal": "BEFORE", "akhir": "AFTER"}


@blueprint.get("")
def show(id):
    found = api("training").get(path("v1", "sessions", str(id), "learning"))
    opened = {one["phase"]: one for one in found["exams"]}
    return render_template(
        "training/exams.html",
        session=_session(id),
        found=found,
        opened=opened,
        addresses={phase: word for word, phase in ADDRESSES.items()},
        names=names_on_roster([one["person"] for one in found["people"]]),
        chart=slope_of(found),
        spread=spread_of(found["items"]),
    )


@blueprint.route("/<any(awal, akhir):word>", methods=["GET", "POST"])
def open_(id, word: str):
    """Buka uji: sekali, dengan soal dari bank soal yang berlaku sekarang."""
    session, phase = _session(id), ADDRESSES[word]
    last = session["days"][-1 if phase == "AFTER" else 0]
    labels = {
        "count": _("Soal bagi setiap peserta"),
        "minutes": _("Waktu mengerjakan (menit)"),
        "day": _("Ditutup pada hari"),
        "hour": _("Pukul"),
    }
    start = {"count": 10, "minutes": 20, "day": last["date"], "hour": last["ends"]}
    form = Form(labels, start, fields={"until": "hour"})
    if needed(form, *labels):
        body = {name: whole(form, name) for name in ("count", "minutes")}
        body["until"] = f"{form.get('day')}T{form.get('hour').replace('.', ':')}:00+07:00"
        if not form.errors:
            where = path("v1", "sessions", str(id), "exams", phase)
            with form.problems():
                if asks(form, "training", where, body):
                    return form.page("training/exam_sure.html", session=session, phase=phase)
                api("training").post(where, body, key=form.key)
                flash(_("Uji dibuka. Peserta mengerjakannya dari halaman Pelatihan saya."))
                return redirect(url_for("exam_office.show", id=id), 303)
    return form.page("training/exam_open.html", session=session, phase=phase)


def slope_of(found: dict) -> Slope | None:
    """Of those with both tests; None where nothing is claimed of so few."""
    gain = found["gain"]
    if gain["mean_gain"] is None:
        return None
    both = [(one["before"], one["after"]) for one in found["people"] if one["before"] and one["after"]]
    pairs = sorted(both, key=lambda pair: [int(one.replace(".", "")) for one in pair])
    told = _(
        "%(n)s peserta dengan kedua nilai: rata-rata %(before)s menjadi %(after)s, kenaikan %(gain)s "
        "(selang 95 %%: %(low)s sampai %(high)s).",
        n=gain["pairs"],
        **{name: decimal(gain[name]) for name in ("before", "after", "low", "high")},
        gain=decimal(gain["mean_gain"]),
    )
    return Slope("kenaikan", _("Nilai sebelum dan sesudah"), told, pairs, (gain["before"], gain["after"]))


def spread_of(items: list[dict]) -> Scatter | None:
    """How hard each item was against how well it tells people apart, numbered as in the table; None where ten people
    sat none of them."""
    dots = []
    for number, one in enumerate(items, 1):
        if one["discrimination"] is not None:
            apart = int(one["discrimination"].replace(".", ""))
            right = 100 * one["after"]["right"] // one["after"]["sat"]
            dots.append(Dot(str(number), right, apart, odd=apart < 0))
    if not dots:
        return None
    odd, left = ", ".join(dot.label for dot in dots if dot.odd), len(items) - len(dots)
    told = [_("%(n)s soal yang dikerjakan sedikitnya sepuluh orang di akhir.", n=len(dots))]
    told += [
        _("Di bawah nol, layak ditulis ulang: nomor %(numbers)s.", numbers=odd) if odd else _("Tidak ada di bawah nol.")
    ]
    told += [_("Tidak digambar: %(n)s soal, terlalu sedikit orang atau semua menjawab sama.", n=left)] if left else []
    return Scatter("soal", _("Tingkat kesukaran dan daya beda"), " ".join(told), dots)


def _session(id) -> dict:
    return api("training").get(path("v1", "sessions", str(id)))
