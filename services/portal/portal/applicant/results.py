"""Hasil saya: scores, thresholds, rank and code, with what each means."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from .. import words
from ..charts import Bar, Chart
from ..client import api, path
from ..formats import number
from ..public.announcements import result_of
from ..signin.access import APPLICANT, only_for
from ..spread import Spread, drawn
from . import standing

blueprint = Blueprint("results", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)


@blueprint.get("/hasil")
def show(id: str):
    one, lies = standing.application(id), standing.around()
    candidate = lies.candidates.get(id)
    return render_template(
        "applicant/results.html",
        one=one,
        stands=standing.standing_of(one, lies),
        candidate=candidate,
        contested=[lies.contested[key] for key in lies.contested if key[0] == id],
        may_object=standing.result_to_contest(one, lies) is not None,
        letters={result_of(each): each for each in reversed(lies.announcements) if each["result"]},
        places=places(candidate["standings"]) if candidate else None,
        spreads=_spreads(candidate["standings"]) if candidate else [],
        chart=_chart(candidate["scale"]) if candidate and candidate["scale"] else None,
    )


def _spreads(standings: list[dict]) -> list[Spread]:
    """Of each list that anybody may see, how its scores are spread, and where this person's is."""
    found = []
    for one in standings:
        shown = one["final_shown"] or one["total"]
        if not one.get("list") or shown is None:
            continue
        where = path("v1", "results", one["result"], "spread")
        items = api("selection").get(where, list=one["list"], edition=one["edition"])["items"]
        title = _("Sebaran nilai %(stage)s", stage=words.STAGES[one["stage"]])
        found.append(drawn(f"sebaran-{len(found) + 1}", title, items, int(str(shown).partition(".")[0])))
    return [one for one in found if one]


def places(standings: list[dict]) -> Chart | None:
    """Where this person stands among all who are ranked, and how far down the stage is passed; of each stage."""
    bars = [
        Bar(
            _("%(stage)s: Anda di sini, peringkat %(n)s", stage=words.STAGES[one["stage"]], n=number(one["rank"])),
            one["passed"],
            one["rank"],
            shown=f"{number(one['passed'])} / {number(one['ranked'])}",
            full=one["ranked"],
        )
        for one in standings
        if one["rank"] and one.get("ranked")
    ]
    told = _("Rel penuh adalah semua yang diberi peringkat, bagian berwarna yang lulus, garis hitam tempat Anda.")
    return Chart("tempat", _("Tempat Anda"), told, bars) if bars else None


def _chart(scale: list[dict]) -> Chart:
    """Each part on a scale of its own, from nothing to the most there is."""
    bars = [
        Bar(
            _label(one),
            one["points"],
            one["threshold"],
            tone=_tone(one),
            full=one["most"],
        )
        for one in scale
    ]
    below = [str(words.SCORE_PARTS[one["part"]]) for one in scale if _tone(one) == "risk"]
    if below:
        summary = _("Di bawah nilai ambang batas: %(names)s.", names=", ".join(below))
    else:
        summary = _("Semua nilai ambang batas tercapai.")
    summary += " " + _("Garis hitam menandai nilai ambang batas; batang penuh adalah nilai tertinggi yang mungkin.")
    return Chart("nilai", _("Nilai SKD Anda"), summary, bars)


def _label(one: dict) -> str:
    name = str(words.SCORE_PARTS[one["part"]])
    if one["threshold"] is None:
        return name
    return _("%(name)s, ambang %(n)s", name=name, n=one["threshold"])


def _tone(one: dict) -> str:
    return "two-tone" if one["threshold"] is None or one["points"] >= one["threshold"] else "risk"
