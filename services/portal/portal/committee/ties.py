"""Seri di batas kuota: those whom nothing separates side by side, the order that one proposes and another decides."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.seconding import Second
from ..words import TIE_GROUNDS
from . import corrections
from .selection import COMMITTEE, READERS, find, versioned

blueprint = Blueprint("ties", __name__)
only_for(blueprint, *READERS)

AT = "/kerja/seleksi/<code>/seri"


@blueprint.get(AT)
def listing(code: str):
    selection = find(code)
    found = api("selection").get(path("v1", "rounds", selection.round["id"], "ties")) if selection.round else {}
    return render_template("committee/ties.html", selection=selection, ties=found.get("items", []))


@blueprint.route(f"{AT}/<id>", methods=["GET", "POST"])
def show(code: str, id: str):
    """The two files side by side, and the first signature."""
    values = _values(code, id)
    tied = [row["participant_no"] for row in values["tie"]["tied"]]
    labels = {f"tempat-{number}": _("Tempat peserta %(number)s", number=number) for number in tied}
    told = {"ground": _("Dasar keputusan"), "number": _("Nomor berita acara"), "file": _("Berita acara")}
    form = Form(labels | told, fields={"order": next(iter(labels), ""), "minutes.number": "number"})
    values |= {"places": {str(n): n for n in range(1, len(tied) + 1)}, "document": corrections.document(form)}
    if needed(form, *labels, "ground", "number"):
        corrections.check_document(form)
        order = sorted(tied, key=lambda number: form.get(f"tempat-{number}"))
        if not form.errors:
            with form.problems():
                minutes = {"number": form.get("number"), "sha256": values["document"]}
                body, where = {"order": order, "ground": form.get("ground"), "minutes": minutes}, path("v1", "ties", id)
                if asks(form, "selection", f"{where}/proposal", body):
                    return form.page("committee/tie_confirm.html", **values, order=order)
                api("selection").post(f"{where}/proposal", body, form.key)
                flash(_("Urutan diusulkan. Orang lain harus membacanya dan memutuskannya."))
                return redirect(url_for("ties.show", code=code, id=id), 303)
    return form.page("committee/tie.html", **values)


@blueprint.route(f"{AT}/<id>/putusan", methods=["GET", "POST"])
def decide(code: str, id: str):
    """Tanda tangan kedua."""
    values, back = _values(code, id), url_for("ties.show", code=code, id=id)
    second = Second(
        "selection",
        path("v1", "ties", id, "decision"),
        _("Seri diputuskan, dan peringkat formasinya dihitung ulang."),
        back,
        values["may_decide"],
        _("Saya sudah membaca kedua berkas dan berita acaranya"),
    )
    return second.page("committee/tie_decide.html", values["tie"]["proposed"], values["version"], values)


def _values(code: str, id: str) -> dict:
    tie, version = versioned("v1", "ties", id)
    proposed, committee = tie["proposed"], person().role in COMMITTEE
    return {
        "selection": find(code),
        "tie": tie,
        "version": version,
        "grounds": TIE_GROUNDS,
        "may_propose": committee and bool(tie["tied"]),
        "may_decide": committee and proposed is not None and not proposed["yours"],
    }
