"""Pesan: what one was told, newest first; each is a page with one thing to do."""

from asnkit.events import Refused
from asnkit.web import current
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..language import chosen
from ..lists import PAGE, Page
from ..message import inbox, wording
from ..message.kinds import KINDS
from ..signin.access import APPLICANT, only_for
from ..signin.tokens import person
from . import standing

blueprint = Blueprint("messages", __name__, url_prefix="/saya/pesan")
only_for(blueprint, APPLICANT)


@blueprint.get("")
def listing():
    number = max(1, min(request.args.get("hal", 1, int), 40_000))
    items, total = inbox.newest(person().id, (number - 1) * PAGE, PAGE)
    words = wording.words_of(current().db, items, chosen())
    told = [{**one, "title": said.title} for one, said in zip(items, words, strict=True)]
    return render_template("applicant/messages.html", page=Page(told, total, number))


@blueprint.route("/surel", methods=["GET", "POST"])
def mail():
    """Hentikan surel di samping pesan, atau terima lagi."""
    form = Form({"stopped": _("Surel pemberitahuan")})
    stopped = api("registration").get("/v1/subscriptions/mine")["stopped"]
    if form.sent:
        wanted = form.get("stopped") == "ya"
        with form.problems():
            api("registration").post("/v1/subscriptions/mine", {"stopped": wanted}, key=form.key)
            flash(_("Anda tidak menerima surel lagi.") if wanted else _("Anda menerima surel lagi."))
            return redirect(url_for("messages.listing"), 303)
    return form.page("applicant/mail.html", stopped=stopped)


@blueprint.get("/<uuid:id>")
def show(id):
    try:
        message = inbox.opened(str(id), person().id)
    except Refused:
        abort(404)
    [said], kind = wording.words_of(current().db, [message], chosen()), KINDS[message["kind"]]
    if message["application"] is None:
        return render_template("applicant/message.html", message=message, said=said, kind=kind, one=None)
    one = standing.application(message["application"])
    stands = standing.standing_of(one, standing.around())
    return render_template("applicant/message.html", message=message, said=said, kind=kind, one=one, stands=stands)
