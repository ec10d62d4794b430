"""Kompetensi: one person beside what a post asks for, as a picture, and the form that records an assessment."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from .. import words
from ..charts import Bar, Chart
from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import needed
from ..staff.names import names_on_roster
from .posts import CORE, technical_of
from .units import is_day

blueprint = Blueprint("competences", __name__, url_prefix="/kerja/diklat")
only_for(blueprint, "diklat", "auditor")

HIGHEST = 5
WORST = 10


@blueprint.get("/<id>/kompetensi")
def show(id: str):
    found = beside(path("v1", "roster", id, "competence"), request.args.get("jabatan", ""))
    posts = {one["id"]: f"{one['title']} ({one['code']})" for one in api("training").every("/v1/posts")}
    values = {"id": id, "found": found, "chart": picture(found), "posts": posts, "name": _name(id)}
    return render_template("training/competence.html", may=person().role == "diklat", **values)


@blueprint.route("/<id>/kompetensi/nilai", methods=["GET", "POST"])
def assess(id: str):
    """Catat penilaian kompetensi."""
    form = Form(labels())
    if needed(form, "on", "evidence") and is_day(form, "on") and send(form, id):
        return redirect(url_for("competences.show", id=id), 303)
    return form.page("training/assess.html", name=_name(id), back=url_for("competences.show", id=id), core=core())


@blueprint.get("/kompetensi")
def overview():
    """Where units fall short, by competence."""
    found = api("training").get("/v1/competence-map")
    return render_template("training/competence_map.html", found=found, warmth=warmth, worst=worst(found))


def worst(found: dict) -> list[dict]:
    """The greatest gaps of the map: {unit, name, competence, short, missing}, by levels missing."""
    gaps = [
        {"unit": one["unit"], "name": one["name"], "competence": competence, **cell}
        for one in found["units"]
        for competence, cell in zip(found["competences"], one["cells"], strict=True)
        if cell and cell["short"]
    ]
    return sorted(gaps, key=lambda one: -one["missing"])[:WORST]


def warmth(cell: dict) -> int:
    """0 where nobody is short, then 1, 2, 3 for each third of those assessed."""
    return -(-3 * cell["short"] // cell["assessed"])


def beside(where: str, post: str) -> dict:
    """The service's answer about somebody beside the present post, or another one."""
    return api("training").get(where, **({"post": post} if post else {}))


def picture(found: dict) -> Chart | None:
    """Levels as bars, with a mark where the post's standard is."""
    if not found["items"]:
        return None
    short = sum(one["missing"] > 0 for one in found["items"])
    told = _("%(n)s dari %(all)s kompetensi belum mencapai standar.", n=short, all=len(found["items"]))
    bars = [
        Bar(
            label_of(one), one["actual"] or 0, one["required"], tone="risk" if one["missing"] else "one",
            shown="" if one["actual"] else "–",
        )
        for one in found["items"]
    ]  # fmt: skip
    title = _("Kompetensi di samping standar %(post)s", post=found["post"]["title"])
    return Chart("kompetensi", title, told, bars, most=HIGHEST)


def label_of(item: dict) -> str:
    return str(words.COMPETENCES[item["competence"]]) if item["competence"] else item["title"]


def core() -> list[str]:
    return [f"{CORE}{name}" for name in words.COMPETENCES]


def labels() -> dict[str, str]:
    levels = {f"{CORE}{name}": str(word) for name, word in words.COMPETENCES.items()}
    more = {"technical": _("Kompetensi teknis"), "on": _("Tanggal penilaian"), "evidence": _("Nomor bukti")}
    return levels | more


def send(form: Form, id: str) -> bool:
    """Whether what the form says was recorded; if not, the form has the sentence."""
    levels = {name.removeprefix(CORE): form.get(name) for name in core() if form.get(name)}
    if not set(levels.values()) <= {"1", "2", "3", "4", "5"}:
        form.fail("", _("Tingkat kompetensi 1 sampai 5."))
    technical = technical_of(form)
    if form.errors:
        return False
    body = {name: form.get(name) for name in ("on", "evidence")}
    body |= {"core": {name: int(level) for name, level in levels.items()}, "technical": technical}
    with form.problems():
        api("training").post(path("v1", "roster", id, "assessments"), body, key=form.key)
        flash(_("Penilaian tercatat."))
        return True
    return False


def _name(id: str) -> str:
    return id if person().role == "auditor" else names_on_roster([id]).get(id, id)
