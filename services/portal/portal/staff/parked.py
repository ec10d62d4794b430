"""Yang tertahan: what of each service stands still until somebody of the technical office sees to it."""

from asnkit.parked import told
from asnkit.web import current
from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from .. import words
from ..client import beside
from ..signin.access import only_for

blueprint = Blueprint("parked_things", __name__)
only_for(blueprint, "ti")

ASKED = ("registration", "selection", "training", "feedback", "audit", "platform")
WHY = {
    "error": _l("Tidak dapat diproses. Yang lain tetap berjalan; yang di belakangnya menunggu."),
    "contradiction": _l(
        "Isinya lain daripada yang pernah diterima. Periksa dahulu, jangan dijalankan lagi begitu saja."
    ),
    "halt": _l("Terlalu banyak yang tertahan, jadi pembaca ini berhenti seluruhnya."),
}
KINDS = {
    "deadline": _l("Tenggat yang tidak dapat dijalankan"),
    "batch": _l("Pekerjaan bertahap yang berhenti"),
    "halt": _l("Pembaca yang berhenti"),
}


@blueprint.get("/kerja/tertahan")
def listing():
    answers = {**beside(**dict.fromkeys(ASKED, "/v1/parked")), "portal": told(current().db)}
    return render_template(
        "staff/parked.html",
        found={service: answer for service, answer in answers.items() if answer},
        away=[service for service, answer in answers.items() if answer is None],
        total=sum(answer["total"] for answer in answers.values() if answer),
        what=_what,
        why=WHY,
    )


def _what(one: dict) -> str:
    """In plain words: the object that stands still, or which work does."""
    if one["kind"] == "stream":
        return words.list_name(one["subject"].partition("-")[0])
    return str(KINDS[one["kind"]])
