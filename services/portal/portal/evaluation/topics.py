"""What everybody is told of a complaint: its title in the office's words, news, and taking both back."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed

blueprint = Blueprint("topic_desk", __name__, url_prefix="/kerja/aduan/<uuid:id>/pokok")
only_for(blueprint, "aduan")

ACTS = {
    "umumkan": ("topic", "title", _l("Umumkan pokok aduan"), _l("Pokok aduan diumumkan.")),
    "kabar": ("topic/news", "text", _l("Beri kabar"), _l("Kabar tampil di halaman pokok aduan.")),
    "tarik": ("topic/withdrawal", "", _l("Tarik dari umum"), _l("Pokok aduan tidak tampil lagi.")),
}
"""Word in the address → (the service's path, the field, the button, what is told afterwards)."""
FIELDS = {"title": _l("Pokok aduan"), "text": _l("Kabar")}


@blueprint.route("/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, field, button, told = ACTS[act]
    one, back = api("feedback").get(path("v1", "complaints", str(id))), url_for("complaint_desk.show", id=id)
    version = one["topic"]["version"] if one["topic"] else None
    form = Form({field: str(FIELDS[field])} if field else {}, version=version)
    values = {"one": one, "act": act, "field": field, "button": button, "back": back}
    if needed(form, *form.labels):
        with form.problems():
            body, where = {name: form.get(name) for name in form.labels}, path("v1", "complaints", str(id))
            if asks(form, "feedback", f"{where}/{step}", body):
                return form.page("evaluation/topic_sure.html", **values)
            api("feedback").post(f"{where}/{step}", body, form.key, form.version)
            flash(str(told))
            return redirect(back, 303)
    return form.page("evaluation/topic_act.html" if field else "evaluation/topic_sure.html", **values)
