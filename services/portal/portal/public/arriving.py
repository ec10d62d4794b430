"""Hadir: where the QR code of the training room leads, to one's own page of either kind of account."""

from flask import Blueprint, redirect, request, url_for

from ..learning.pages import CODE
from ..signin.access import SignInNeeded
from ..signin.tokens import person

blueprint = Blueprint("arriving", __name__)


@blueprint.get("/hadir/<uuid:session>")
def show(session):
    who = person()
    if who is None:
        raise SignInNeeded
    own = "learning_desk.attend" if who.staff else "learning.attend"
    return redirect(url_for(own, session=session, **{CODE: request.args.get(CODE, "")}), 303)
