"""Hasil saya: scores, thresholds, rank and code, with what each means."""

from typing import NamedTuple

from flask import Blueprint, render_template
from flask_babel import gettext as _

from .. import words
from ..charts import Bar, Chart
from ..client import api, path
from ..signin.access import APPLICANT, only_for
from . import standing

blueprint = Blueprint("results", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)

PARTS = ("twk", "tiu", "tkp", "total")


class Score(NamedTuple):
    """One component: points, the most there are, and the threshold of the own need type (None: has none)."""

    name: str
    points: int
    most: int
    threshold: int | None


@blueprint.get("/hasil")
def show(id: str):
    one = standing.application(id)
    mine = api("selection").get("/v1/candidates/mine")["items"]
    candidate = next((own for own in mine if own["application"] == id), None)
    scores = _scores(one, candidate) if candidate and candidate["skd"] else []
    return render_template(
        "applicant/results.html",
        one=one,
        candidate=candidate,
        scores=scores,
        chart=_chart(scores) if scores else None,
    )


def _scores(one: dict, candidate: dict) -> list[Score]:
    points = candidate["skd"]["skd"]
    if points is None:
        return []
    rounds = api("selection").get("/v1/rounds", period=one["period"])["items"]
    rules = api("selection").find(path("v1", "rounds", rounds[0]["id"], "rules")) if rounds else None
    line = api("registration").get(path("v1", "vacancies", one["vacancy"]))
    skd = rules["rules"].get("skd") if rules else None
    wanted = skd["thresholds"].get(line["need_type"], {}) if skd else {}
    full = {**points, "total": sum(points[part] for part in PARTS[:3])}
    most = {part: skd["parts"][part]["max"] for part in PARTS[:3]} | {"total": skd["max"]} if skd else full
    return [Score(str(words.SCORE_PARTS[part]), full[part], most[part], wanted.get(part)) for part in PARTS]


def _chart(scores: list[Score]) -> Chart:
    bars = []
    for score in scores:
        enough = score.threshold is None or score.points >= score.threshold
        bars.append(Bar(score.name, score.points, score.threshold, tone="two-tone" if enough else "risk"))
    below = [score.name for score in scores if score.threshold is not None and score.points < score.threshold]
    if below:
        summary = _("Di bawah nilai ambang batas: %(names)s.", names=", ".join(below))
    else:
        summary = _("Semua nilai ambang batas tercapai.")
    summary += " " + _("Garis hitam menandai nilai ambang batas.")
    return Chart("nilai", _("Nilai SKD Anda"), summary, bars)
