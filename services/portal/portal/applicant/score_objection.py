"""Ajukan sanggah hasil: once for each stage, within the window of the published edition."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from ..staff.confirming import asks, changing
from ..words import CONTESTS, STAGES
from . import receipts, standing
from .objection import LONGEST
from .objection_paper import paper

blueprint = Blueprint("score_objection", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)


@blueprint.route("/sanggah-hasil", methods=["GET", "POST"])
def file(id: str):
    one, lies = standing.application(id), standing.around()
    candidate = lies.candidates.get(id)
    last = candidate["standings"][-1] if candidate and candidate["standings"] else None
    form = Form({"contests": _("Yang menurut Anda keliru"), "text": _("Uraian sanggahan")})
    ready, may = form.sent and not changing(), standing.result_to_contest(one, lies) is not None
    if ready:
        if not form.all("contests"):
            form.fail("contests", _("Pilih sedikitnya satu."))
        if not form.get("text"):
            form.fail("text", _("Tulis uraian sanggahan Anda."))
        elif len(form.get("text")) > LONGEST:
            form.fail("text", _("Uraian paling panjang 1.000 karakter."))
    if ready and last and not form.errors:
        body = {"result": last["result"], "contests": form.all("contests"), "text": form.get("text")}
        with form.problems():
            if may and asks(form, "selection", "/v1/score-objections", body):
                return form.page("applicant/score_objection_check.html", one=one, last=last)
            receipts.keep(api("selection").post("/v1/score-objections", body, key=form.key))
            flash(_("Sanggahan Anda sudah kami terima."))
            return redirect(url_for("results.show", id=id), 303)
    choices = {
        code: word for code, word in CONTESTS.items() if not last or last["stage"] == "FINAL" or code != "SKB_SCORE"
    }
    return form.page(
        "applicant/score_objection.html",
        one=one,
        last=last,
        may_object=may,
        filed=lies.contested.get((id, last["stage"])) if last else None,
        choices=choices,
        longest=LONGEST,
    )


@blueprint.get("/sanggah-hasil/<stage>.pdf")
def as_pdf(id: str, stage: str):
    one, filed = standing.application(id), standing.around().contested.get((id, stage))
    if filed is None:
        abort(404)
    title = _("Sanggahan atas %(stage)s", stage=STAGES[stage])
    return paper(title, one, filed, "score_objection", [str(CONTESTS[code]) for code in filed["contests"]])
