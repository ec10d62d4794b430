"""Aturan seleksi: choose a rule set, read it in words, propose it, and lock it with a second person."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..public.vacancies import line_names
from ..signin.access import only_for
from ..staff.confirming import needed
from ..staff.seconding import Second
from .plans import Plans, category_names
from .reasons import rung
from .selection import READERS, find, versioned

blueprint = Blueprint("ruling", __name__)
only_for(blueprint, *READERS)
blueprint.add_app_template_global(rung)
blueprint.add_app_template_global(category_names)


@blueprint.route("/kerja/seleksi/<code>/aturan", methods=["GET", "POST"])
def show(code: str):
    """The rules as they stand; before them the choice; before that the round itself.

    A form that is sent again, as its answer was lost, is still the one of its own step.
    """
    selection = find(code)
    if selection.round is None or "name" in request.form:
        return _create(selection)
    undecided = selection.round["rule_set"] is None and selection.round["proposed"] is None
    if undecided or "rule_set" in request.form:
        return _choose(selection)
    given, _version = versioned("v1", "rounds", selection.round["id"], "rules")
    return Form({}).page("committee/rules.html", selection=selection, given=given, names=_line_names(code, given))


@blueprint.route("/kerja/seleksi/<code>/aturan/ganti", methods=["GET", "POST"])
def replace(code: str):
    """Usulkan aturan lain selama belum dikunci."""
    selection = find(code)
    selection.needed_round()
    return _choose(selection)


@blueprint.route("/kerja/seleksi/<code>/aturan/kunci", methods=["GET", "POST"])
def lock(code: str):
    """Tanda tangan kedua."""
    selection = find(code)
    id = selection.needed_round()["id"]
    given, version = versioned("v1", "rounds", id, "rules")
    where, back = path("v1", "rounds", id, "rules", "lock"), url_for("ruling.show", code=code)
    told = _("Aturan terkunci. Mulai sekarang tidak seorang pun dapat mengubahnya.")
    values = {"selection": selection, "given": given, "names": _line_names(code, given)}
    return Second("selection", where, told, back).page("committee/rules_lock.html", given["proposed"], version, values)


def _create(selection):
    form = Form({"name": _("Nama seleksi")}, {"name": selection.name}, fields={"period": ""})
    if needed(form, "name"):
        with form.problems():
            body = {"period": selection.code, "name": form.get("name")}
            body |= {name: selection.period[name] for name in ("procurement_type", "mode")}
            api("selection").post("/v1/rounds", body, key=form.key)
            flash(_("Seleksi dibuat. Pilih aturannya."))
            return redirect(url_for("ruling.show", code=selection.code), 303)
    return form.page("committee/round.html", selection=selection)


def _choose(selection):
    id = selection.round["id"]
    known = api("selection").get("/v1/rule-sets")["items"][::-1]  # the newest decree first
    wanted = request.values.get("rule_set", "")
    chosen = api("selection").find(path("v1", "rule-sets", wanted)) if wanted else None
    _body, version = versioned("v1", "rounds", id)
    plans = Plans(id, chosen["id"]) if chosen else None
    labels = {"rule_set": _("Himpunan aturan"), **(plans.labels if plans else {})}
    form = Form(labels, {"rule_set": wanted, **(plans.start if plans else {})}, version)
    body = {"rule_set": wanted, "plans": plans.read(form, chosen["rules"])} if plans and form.sent else {}
    if needed(form, "rule_set") and body:
        with form.problems():
            api("selection").post(path("v1", "rounds", id, "rules"), body, form.key, form.version)
            flash(_("Aturan diusulkan. Sekarang orang lain harus membacanya dan menguncinya."))
            return redirect(url_for("ruling.show", code=selection.code), 303)
    return form.page("committee/rules_choice.html", selection=selection, known=known, chosen=chosen, plans=plans)


def _line_names(code: str, given: dict) -> dict[str, str]:
    """Names of the lines that have a plan of their own."""
    return line_names(code) if given["plans"] else {}
