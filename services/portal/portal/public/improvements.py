"""Apa yang berubah karena Anda: what units promised, and what came of it; and where they still fall short."""

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..lists import PAGE, after, chips, stretch

blueprint = Blueprint("improvements", __name__)

STATES = {
    "lewat": ("overdue", _l("Lewat tanggal")),
    "tidak-ditepati": ("missed", _l("Tidak ditepati")),
    "dijanjikan": ("promised", _l("Dijanjikan")),
    "selesai": ("done", _l("Selesai")),
}
"""Word in the address → (the service's, what people read)."""
NEEDS = {"OPEN": _l("Belum diputuskan"), "ACCEPTED": _l("Diterima"), "DECLINED": _l("Ditolak")}
"""What became of the training need that a gap came to."""


@blueprint.get("/perbaikan")
def listing():
    chosen = request.args.get("keadaan", "")
    state = STATES[chosen][0] if chosen in STATES else ""
    found = api("feedback").get("/v1/improvements", limit=PAGE, after=after(), state=state)
    overdue = api("feedback").get("/v1/improvements", limit=1, state="overdue")["total"]
    values = {"page": stretch(found), "overdue": overdue, "chosen": state and chosen, "states": STATES}
    return render_template("public/improvements.html", **values)


@blueprint.get("/perbaikan/kurang")
def gaps():
    unit = request.args.get("unit", "")[:200]
    found = api("feedback").get("/v1/gaps", limit=PAGE, after=after(), unit=unit)
    return render_template(
        "public/gaps.html", page=stretch(found), needs=NEEDS, chips=chips({"unit": unit} if unit else {})
    )


@blueprint.get("/perbaikan/kurang/<uuid:id>")
def gap(id):
    """Satu kekurangan, dan apa yang terjadi sesudahnya."""
    return render_template("public/gap.html", one=api("feedback").get(path("v1", "gaps", str(id))), needs=NEEDS)
