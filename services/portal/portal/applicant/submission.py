"""Periksa jawaban, kirim, terima kasih; and the receipt as PDF and as text."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _

from .. import qr
from ..client import api, path
from ..forms import Form
from ..public import inclusion
from ..signin.access import APPLICANT, only_for
from . import receipt, receipts, standing

blueprint = Blueprint("submission", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)

SUBMITTED = "registration.application.submitted"
SURVEYED = "Pendaftaran"
"""How the service that was used here begins in the name of its survey; another service's is not asked about."""


@blueprint.route("/periksa", methods=["GET", "POST"])
def check(id: str):
    one = standing.application(id)
    if one["status"] != "draft":
        return redirect(url_for("submission.thanks", id=id), 303)
    labels = {
        "truthful": _("Data dan berkas di atas benar; saya bersedia lamaran dibatalkan bila ternyata tidak."),
        "data_use": _("Saya mengerti data ini dipakai untuk seleksi dan diumumkan sebagai nomor dan nama tersamar."),
    }
    form = Form(labels, version=one["version"])
    if form.sent:
        body = {name: form.get(name) == "ya" for name in labels}
        with form.problems():
            answer = api("registration").post(
                path("v1", "applications", id, "submission"), body, key=form.key, version=form.version
            )
            receipts.keep(answer)
            return redirect(url_for("submission.thanks", id=id), 303)
    period = standing.period(one["period"])
    if not form.sent and standing.unsent(one, period):
        return redirect(url_for("applications.tasks", id=id), 303)
    account = api("registration").get("/v1/accounts/me")
    return form.page("applicant/check.html", one=one, account=account, period=period)


@blueprint.get("/terima-kasih")
def thanks(id: str):
    one, sent = _sent(id)
    lies = standing.around()
    surveys = api("feedback").get("/v1/surveys", status="open")["items"]
    picture = qr.picture(receipt.check_address(sent["sha256"])) if sent else None
    return render_template(
        "applicant/thanks.html",
        one=one,
        stands=standing.standing_of(one, lies),
        period=lies.periods[one["period"]],
        sent=sent,
        promise=sent and sent["promise"],
        picture=picture,
        survey=next((one for one in surveys if one["service"].startswith(SURVEYED)), None),
    )


@blueprint.get("/tanda-terima.pdf")
def as_pdf(id: str):
    one, sent = _sent(id)
    if sent is None:
        abort(404)
    period = api("registration").get(path("v1", "periods", one["period"]))
    proof = inclusion.file_of(api("audit").find(path("v1", "receipts", sent["sha256"])))
    content = receipt.pdf(one, period, sent, proof)
    return _file(content, "application/pdf", f"tanda-terima-{one['participant_no']}.pdf")


@blueprint.get("/tanda-terima.txt")
def as_text(id: str):
    one, sent = _sent(id)
    if sent is None or sent["promise"] is None:
        abort(404)
    return _file(sent["promise"].encode(), "text/plain; charset=utf-8", f"tanda-terima-{one['participant_no']}.txt")


def _sent(id: str) -> tuple[dict, dict | None]:
    """A submitted application, and the event that says so: {"event", "sha256", "promise"}.

    The timeline follows a moment later than the promise that this portal kept; None while neither knows it.
    """
    one = standing.application(id)
    if one["submitted_at"] is None:
        abort(404)
    timeline = api("registration").get(path("v1", "applications", "mine", id, "timeline"))["items"]
    told = next((entry for entry in timeline if entry["what"] == SUBMITTED), None)
    if told:
        return one, {"event": told["id"], "sha256": told["sha256"], "promise": receipts.promise_of(told["id"])}
    kept = receipts.latest(f"application-{id}")
    return one, kept and {"event": kept["_id"], "sha256": kept["sha256"], "promise": kept["promise"]}


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=media_type, headers=headers)
