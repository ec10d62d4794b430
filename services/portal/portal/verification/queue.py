"""Antrean saya: the files that a verifier holds, what waits, and the next one."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, chips, sheet_answer, stretch
from ..public.vacancies import line_names
from ..signin.access import only_for
from ..staff.confirming import sure
from ..staff.periods import chosen
from .warnings import warnings

blueprint = Blueprint("queue", __name__)
only_for(blueprint, "verifikator")


@blueprint.get("/kerja/verifikasi")
def show():
    return _page(Form({}))


@blueprint.post("/kerja/verifikasi")
def take():
    """Ambil berkas berikutnya."""
    form, periods = Form({}), chosen(_undecided)
    if periods.code:
        with form.problems():
            body = {"period": periods.code}
            answer = api("registration").post("/v1/verifications/next", body, key=form.key)
            return redirect(url_for("desk.show", id=answer["id"]), 303)
    return _page(form)


@blueprint.route("/kerja/verifikasi/<id>/kembalikan", methods=["GET", "POST"])
def give_back(id: str):
    """Kembalikan berkas ke antrean, sesudah halaman yang menanyakannya."""
    held = _held(id)
    form = Form({"period": "", "participant_no": ""}, held, version=held["version"] if held else 0)
    if form.sent and sure():
        with form.problems():
            where = path("v1", "verifications", id, "release")
            api("registration").post(where, key=form.key, version=form.version)
            flash(_("Berkas %(number)s kembali ke antrean.", number=form.get("participant_no")))
            return redirect(url_for("queue.show", periode=form.get("period")), 303)
    elif form.sent:
        return redirect(url_for("desk.show", id=id), 303)
    if held is None:
        flash(_("Berkas itu sudah tidak ada di meja Anda."))
        return redirect(url_for("queue.show"), 303)
    return form.page("verification/give_back.html", held=held)


@blueprint.get("/kerja/verifikasi.<any(csv, xlsx):form>")
def download(form: str):
    periods = chosen(_undecided)
    lines = line_names(periods.code)
    columns = (_("Nomor peserta"), _("Formasi"), _("Dikirim"), _("Perlu perhatian"), _("Sedang diperiksa"))
    rows = (
        (
            row["participant_no"],
            lines.get(row["vacancy"], ""),
            row["submitted_at"],
            ", ".join(warnings(row.get("warnings", []))),
            _("ya") if row.get("held_by") else _("tidak"),
        )
        for row in api("registration").every("/v1/applications", **_wanted(periods.code))
    )
    return sheet_answer(form, f"antrean-{periods.code.lower()}", columns, rows)


def _page(form: Form):
    periods = chosen(_undecided)
    if not periods.code:
        return form.page("verification/queue.html", periods=periods, queue=None)
    registration = api("registration")
    queue = registration.get("/v1/verifications", period=periods.code)
    found = registration.get("/v1/applications", limit=PAGE, after=after(), **_wanted(periods.code))
    lines, wanted = line_names(periods.code), request.args.get("formasi", "")
    return form.page(
        "verification/queue.html",
        periods=periods,
        queue=queue,
        page=stretch(found),
        lines=lines,
        warnings=warnings,
        chips=chips({"formasi": lines.get(wanted, wanted)}),
        csv=url_for("queue.download", form="csv", periode=periods.code, formasi=request.args.get("formasi")),
    )


def _undecided(progress: dict) -> int:
    return progress["applications"]["undecided"]


def _wanted(period: str) -> dict:
    return {"period": period, "status": "submitted", "vacancy": request.args.get("formasi", "")}


def _held(id: str) -> dict | None:
    """The held file of that application, in whichever period it is."""
    held = api("registration").get("/v1/verifications/held")["items"]
    return next((one for one in held if one["id"] == id), None)
