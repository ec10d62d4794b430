"""Laju verifikator: who holds, decides and lays back how much; and taking back what lies with somebody who is away."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from .selection import READERS, find

blueprint = Blueprint("pace", __name__)
only_for(blueprint, *READERS)

REASONS = {
    "ABSENT": _l("Verifikator berhalangan"),
    "SLOW": _l("Pemeriksaan terlalu lama"),
    "INTEREST": _l("Verifikator mengenal pelamar"),
}
OFTEN = 5
"""So many files laid back, and at least a fifth of what was taken, are pointed out."""


@blueprint.get("/kerja/seleksi/<code>/verifikator")
def listing(code: str):
    paces, selection = _paces(code), find(code)
    return render_template("committee/paces.html", selection=selection, paces=paces, name=name, often=often)


@blueprint.route("/kerja/seleksi/<code>/verifikator/tarik", methods=["GET", "POST"])
def recall(code: str):
    """Kembalikan berkas seorang verifikator ke antrean."""
    form = Form({"verifier": _("Verifikator"), "reason": _("Alasan")}, {"verifier": request.args.get("nama", "")})
    verifier = form.get("verifier")
    held = next((one["held"] for one in _paces(code)["items"] if one["verifier"] == verifier), 0)
    values = {"selection": find(code), "reasons": REASONS, "held": held, "name": name(verifier)}
    if needed(form, "verifier", "reason") and form.get("reason") in REASONS:
        with form.problems():
            body = {"period": code, "verifier": verifier, "reason": form.get("reason")}
            if asks(form, "registration", "/v1/verifications/recalls", body):
                return form.page("committee/recall_confirm.html", **values)
            api("registration").post("/v1/verifications/recalls", body, key=form.key)
            flash(_("Berkas %(name)s kembali ke antrean.", name=name(verifier)))
            return redirect(url_for("pace.listing", code=code), 303)
    if not form.sent and not held:
        raise Problem(404, "meja-kosong", [("", _("Verifikator ini tidak memegang berkas pada periode ini."))])
    return form.page("committee/recall.html", **values)


def name(verifier: str) -> str:
    """An actor is a role and a name."""
    return verifier.partition(":")[2]


def often(pace: dict) -> bool:
    return pace["returned"] >= OFTEN and pace["returned"] * 5 >= pace["taken"]


def _paces(code: str) -> dict:
    return api("registration").get("/v1/verifications/paces", period=code)
