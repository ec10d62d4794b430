"""Daftar seleksi: every period with its numbers and its next step; one period's steps; a new period."""

from datetime import datetime

from asnkit.wib import WIB
from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..lists import sheet_answer
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..words import PROCUREMENTS
from .selection import READERS, find
from .steps import every_period, facts, next_step, steps

blueprint = Blueprint("selections", __name__)
only_for(blueprint, *READERS)

OFFERED = {"PNS": PROCUREMENTS["PNS"]}
"""Rounds that can be played to their end; those of PPPK have no rule set."""


@blueprint.get("/kerja/seleksi")
def listing():
    return render_template("committee/selections.html", rows=_rows())


@blueprint.get("/kerja/seleksi.<any(csv, xlsx):form>")
def download(form: str):
    numbers = (_("Formasi"), _("Kursi"), _("Terkirim"), _("MS"), _("TMS"))
    columns = (_("Kode"), _("Nama"), *numbers, _("Langkah berikutnya"))
    rows = (
        (
            selection.code,
            selection.name,
            known.counts["lines"],
            known.counts["quota"],
            known.counts["applications"]["submitted"],
            known.counts["applications"]["MS"],
            known.counts["applications"]["TMS"],
            coming.label if coming else _("selesai"),
        )
        for selection, known, coming in _rows()
    )
    return sheet_answer(form, "seleksi", columns, rows)


@blueprint.get("/kerja/seleksi/<code>")
def show(code: str):
    selection = find(code)
    known = facts(selection)
    return render_template(
        "committee/selection.html",
        selection=selection,
        known=known,
        steps=steps(selection, known),
        coming=next_step(selection, known),
        waiting=api("registration").get("/v1/period-changes", period=code, status="proposed", limit=1)["items"],
    )


@blueprint.route("/kerja/seleksi/baru", methods=["GET", "POST"])
def announce():
    """Umumkan periode baru."""
    labels = {
        "code": _("Kode periode"),
        "name": _("Nama periode"),
        "procurement_type": _("Jenis pengadaan"),
        "mode": _("Asal lamaran dan nilai"),
        "budget_year": _("Tahun anggaran"),
        "registration_opens": _("Pendaftaran dibuka"),
        "registration_closes": _("Pendaftaran ditutup"),
        "objection_days": _("Lama masa sanggah, dalam hari kalender"),
        "answer_days": _("Lama masa jawab sanggah, dalam hari kalender"),
        "decree": _("Dasar penetapan"),
    }
    start = {"procurement_type": "PNS", "mode": "lokal", "objection_days": 3, "answer_days": 7}
    form = Form(labels, start)
    if needed(form, *labels):
        body = _announced(form)
        if not form.errors:
            with form.problems():
                if asks(form, "registration", "/v1/periods", body):
                    return form.page("committee/announce_confirm.html", modes=modes())
                api("registration").post("/v1/periods", body, key=form.key)
                flash(_("Periode %(name)s diumumkan.", name=body["name"]))
                return redirect(url_for("selections.show", code=body["code"]), 303)
    return form.page("committee/announce.html", modes=modes(), procurements=OFFERED)


def modes() -> dict[str, str]:
    return {
        "lokal": _("Lokal: pelamar mendaftar di sini"),
        "nasional": _("Nasional: data berasal dari SSCASN dan CAT"),
    }


def _rows() -> list[tuple]:
    """(selection, facts, next step) of every period, newest first."""
    return [(selection, known, next_step(selection, known)) for selection, known in every_period()]


def _announced(form: Form) -> dict:
    """The service's body; what is no number or moment gets its sentence."""
    body = {name: form.get(name) for name in ("code", "name", "procurement_type", "mode", "decree")}
    for name in ("budget_year", "objection_days", "answer_days"):
        if form.get(name).isdecimal():
            body[name] = int(form.get(name))
        else:
            form.fail(name, _("%(field)s diisi dengan angka.", field=form.labels[name]))
    for name in ("registration_opens", "registration_closes"):
        try:
            body[name] = datetime.fromisoformat(form.get(name)).replace(tzinfo=WIB).isoformat()
        except ValueError:
            form.fail(name, _("%(field)s diisi tanggal dan jam, misalnya 2026-08-20T08:00.", field=form.labels[name]))
    return body
