"""Survei IKM: nine questions on one page without a name, the thanks, and the published indexes."""

from dataclasses import replace
from decimal import Decimal

from asnkit.web import current
from asnkit.wib import wib_date
from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..charts import Bar, Chart, Point, Quadrant, Spot, Trend, share
from ..client import api, path
from ..figures import Table, paper
from ..formats import day, decimal, moment, number, parsed
from ..forms import Form
from ..lists import PAGE, Page, json_answer, offset, page_number, sheet_answer
from ..security import scripted_policy
from ..words import ABOUT, CHANNELS, UNSAID

blueprint = Blueprint("surveys", __name__)

SCALE = 4
MOST_POINTS = 8
TREND = ("published_at", "shown", "margin", "grade", "responses")
"""What of each index of the trend is told in the JSON."""


@blueprint.get("/survei")
def listing():
    items = api("feedback").get("/v1/surveys", status="open", limit=100)["items"]
    if len(items) == 1:
        return redirect(url_for("surveys.answer", id=items[0]["id"]), 303)
    return render_template("public/surveys.html", items=items)


@blueprint.route("/survei/<id>", methods=["GET", "POST"])
def answer(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    form = _questions(survey)
    if form.sent and _respond(id, form, **_shown_to()):
        return redirect(url_for("surveys.thanks", id=id), 303)
    return form.page("public/survey.html", survey=survey)


@blueprint.route("/survei/<id>/slip/<code>", methods=["GET", "POST"])
def slip(id: str, code: str):
    """The same questions, with a code that is good once."""
    survey = api("feedback").get(path("v1", "surveys", id))
    form = _questions(survey)
    if form.sent and _respond(id, form, slip=code):
        return redirect(url_for("surveys.thanks", id=id), 303)
    used = not form.sent and api("feedback").get(path("v1", "surveys", id, "slips", "code", code))["used"]
    return form.page("public/survey.html", survey=survey, used=used)


@blueprint.route("/survei/<id>/kios", methods=["GET", "POST"])
def kiosk(id: str):
    """For a tablet at the counter: the one page with a script (static/kiosk.js); without it, it is a plain form."""
    survey = api("feedback").get(path("v1", "surveys", id))
    form = _questions(survey)
    if form.sent and _respond(id, form, channel="counter"):
        return redirect(url_for("surveys.kiosk", id=id, terima=1), 303)
    thanked = "terima" in request.args and not form.sent
    answered = make_response(form.page("public/kiosk.html", survey=survey, thanked=thanked))
    answered.headers["Content-Security-Policy"] = scripted_policy(current().settings)
    return answered


def _questions(survey: dict) -> Form:
    labels = {question["key"]: question["text"] for question in survey["questions"]}
    fields = {f"answers.{key}": key for key in labels} | {"answers": next(iter(labels))}
    about = {key: str(question) for key, (question, _answers) in ABOUT.items()}
    return Form(labels | about, fields=fields | {f"about.{key}": key for key in about})


def _shown_to() -> dict:
    """When the form was shown, and to what: for signs of many answers by one, which are counted like any other."""
    return {
        "stamp": request.form.get("stempel", ""),
        "device": " ".join((request.user_agent.string or "").split())[:500],
    }


def _respond(id: str, form: Form, **more) -> bool:
    """Whether it was taken."""
    given = {key: int(form.get(key)) for key in form.labels if form.get(key) in ("1", "2", "3", "4")}
    about = {key: form.get(key) for key in ABOUT if form.get(key)}
    more |= {"about": about} if about else {}
    with form.problems():
        api("feedback").post(path("v1", "surveys", id, "responses"), {"answers": given, **more}, key=form.key)
        return True
    return False


@blueprint.get("/survei/<id>/terima-kasih")
def thanks(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    published = api("feedback").get("/v1/surveys", unit=survey["unit"], limit=25)["items"]
    last = next((one for one in published if one["ikm"]), None)
    return render_template("public/survey_thanks.html", survey=survey, last=last)


@blueprint.get("/ikm")
def results():
    found = api("feedback").get("/v1/surveys", limit=PAGE, offset=offset())
    page = Page(found["items"], found["total"], page_number())
    return render_template("public/ikm.html", page=page)


@blueprint.get("/ikm.<any(csv, xlsx):form>")
def download(form: str):
    """Every index that was published."""
    rows = (
        (one["unit"], one["service"], one["title"], one["ikm"]["responses"], Decimal(one["ikm"]["shown"]),
         None if one["ikm"]["margin"] is None else Decimal(one["ikm"]["margin"]), one["ikm"]["grade"],
         wib_date(parsed(one["ikm"]["published_at"])).isoformat())
        for one in api("feedback").every("/v1/surveys", status="closed")
        if one["ikm"]
    )  # fmt: skip
    return sheet_answer(form, "ikm", columns(), rows)


def columns() -> tuple[str, ...]:
    return _("Unit"), _("Layanan"), _("Survei"), _("Responden"), _("Nilai"), _("Selang ±"), _("Mutu"), _("Terbit")


@blueprint.get("/ikm/<id>")
def result(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    if not survey["ikm"]:
        return render_template("public/ikm_one.html", survey=survey)
    drawn = {"chart": _elements(survey), "trend": _trend(survey), "quadrant": _priorities(survey)}
    drawn |= {"placeless": placeless(survey), "rate": response_rate(survey)}
    return render_template("public/ikm_one.html", survey=survey, **drawn)


@blueprint.get("/ikm/<uuid:id>.<any(csv, xlsx):form>")
def download_one(id, form: str):
    """The elements of one index."""
    return sheet_answer(form, "ikm-unsur", element_columns(), _by_element(_published(id)))


@blueprint.get("/ikm/<uuid:id>/tren.<any(csv, xlsx):form>")
def download_trend(id, form: str):
    """The indexes of its unit and service over time."""
    return sheet_answer(form, "ikm-tren", trend_columns(), _by_time(_published(id)))


@blueprint.get("/ikm/<uuid:id>.json")
def as_json(id):
    survey = _published(id)
    told = {name: survey[name] for name in ("id", "unit", "service", "title", "ikm")}
    return json_answer("ikm", told | {"trend": [{name: one[name] for name in TREND} for one in _beside(survey)]})


@blueprint.get("/ikm/<uuid:id>.pdf")
def on_paper(id):
    """One index with its elements, channels and trend, on the office's paper."""
    survey = _published(id)
    index, trend = survey["ikm"], _trend(survey)
    words = {"shown": decimal(index["shown"]), "grade": index["grade"], "meaning": index["meaning"]}
    shown = _("Indeks %(shown)s dari 100, mutu %(grade)s (%(meaning)s), dari %(n)s responden.")
    exact = _("Nilai tepat: %(value)s.", value=index["index"])
    published = _("Diterbitkan %(time)s.", time=moment(index["published_at"]))
    told = [
        f"{survey['unit']}, {survey['service']}",
        shown % {"n": index["responses"], **words},
        f"{published} {exact}",
    ]
    if sentence := response_rate(survey):
        told.append(sentence)
    if index["margin"]:
        told.append(_("Selang 95 persen: ± %(margin)s.", margin=decimal(index["margin"])))
    tables = [Table(_("Sembilan unsur pelayanan"), element_columns(), _by_element(survey))]
    if index["channels"]:
        wanted = index["quotas"] or {}
        rows = [(word, index["channels"][name], wanted.get(name, "")) for name, word in CHANNELS.items()]
        tables.append(Table(_("Jawaban menurut jalannya"), (_("Jalan"), _("Jawaban"), _("Kuota")), rows))
    if index.get("respondents"):  # the release before this one sends none
        columns = (_("Tentang diri"), _("Jawaban"), _("Responden"))
        tables.append(Table(_("Siapa yang menjawab"), columns, _by_respondent(index["respondents"])))
    if trend:
        tables.append(Table(trend.title, trend_columns(), _by_time(survey)))
    return paper("ikm", survey["title"], told, tables, url_for("surveys.result", id=id, _external=True))


def element_columns() -> tuple[str, ...]:
    return _("Unsur"), _("Rata-rata (1–4)"), _("Responden"), _("Keeratan (−1 sampai 1)")


def response_rate(survey: dict) -> str:
    """How many of those who were served answered; nothing where nobody counted them."""
    if not survey["population"]:
        return ""
    counted = {"n": number(survey["ikm"]["responses"]), "of": number(survey["population"])}
    rate = share(survey["ikm"]["responses"], survey["population"])
    return _("Dijawab %(n)s dari %(of)s orang yang dilayani (%(rate)s).", **counted, rate=rate)


def trend_columns() -> tuple[str, ...]:
    return _("Terbit"), _("Nilai"), _("Selang ±"), _("Mutu"), _("Responden")


def _by_time(survey: dict) -> list[tuple]:
    return [
        (
            wib_date(parsed(one["published_at"])).isoformat(),
            Decimal(one["shown"]),
            "" if one["margin"] is None else Decimal(one["margin"]),
            one["grade"],
            one["responses"],
        )
        for one in _beside(survey)
    ]


def _by_element(survey: dict) -> list[tuple]:
    return [
        (one["name"], Decimal(one["shown"]), one["n"], Decimal(one["importance"]) if one["importance"] else "")
        for one in survey["ikm"]["elements"]
    ]


def _by_respondent(respondents: dict) -> list[tuple]:
    """What is held back says so."""
    return [
        (str(question), str(word), _("tidak disebut") if told[answer] is None else told[answer])
        for key, (question, answers) in ABOUT.items()
        if (told := respondents.get(key))
        for answer, word in [*answers.items(), ("unsaid", UNSAID)]
    ]


def _published(id) -> dict:
    survey = api("feedback").get(path("v1", "surveys", str(id)))
    if not survey["ikm"]:
        abort(404)
    return survey


def _trend(survey: dict) -> Trend | None:
    """None where this is the only index of its unit and service."""
    same = _beside(survey)
    if len(same) < 2:
        return None
    points = [
        Point(
            day(one["published_at"]),
            _hundredths(one["shown"]),
            one["shown"],
            one["grade"],
            one["responses"],
            None if one["margin"] is None else _hundredths(one["margin"]),
        )
        for one in same
    ]
    first, last = points[0], points[-1]
    summary = _("Dari %(first)s (%(was)s) menjadi %(last)s (%(now)s) dalam %(n)s kali survei.") % {
        "first": decimal(first.shown),
        "was": first.grade,
        "last": decimal(last.shown),
        "now": last.grade,
        "n": len(points),
    }
    told = _("Jumlah responden setiap kali ada pada tabel; perubahan kecil pada sedikit responden bisa kebetulan.")
    if any(point.margin is not None for point in points):
        told = _(
            "Pita: selang 95 persen, dihitung dari jawaban lengkap (rata-rata ± 1,96 galat baku). Bila pita dua survei "
            "bertumpuk, bedanya bisa kebetulan."
        )
    return Trend("tren", _("Tren IKM layanan ini"), f"{summary} {told}", points)


def _beside(survey: dict) -> list[dict]:
    """The last indexes of its unit and service, in the order of time."""
    found = api("feedback").get("/v1/surveys", unit=survey["unit"], status="closed", limit=100)["items"]
    same = [one["ikm"] for one in found if one["ikm"] and one["service"] == survey["service"]]
    return sorted(same, key=lambda index: index["published_at"])[-MOST_POINTS:]


def _hundredths(shown: str) -> int:
    return int(shown.replace(".", ""))


def _priorities(survey: dict) -> Quadrant | None:
    """None where too few answered everything; without what has no correlation (placeless)."""
    elements = [one for one in survey["ikm"]["elements"] if one["importance"] is not None]
    if len(elements) < 2:
        return None
    spots = [
        Spot(one["name"], _hundredths(one["shown"]), _hundredths(one["importance"]), (one["shown"], one["importance"]))
        for one in elements
    ]
    summary = _(
        "Ke kanan: nilai unsur. Ke atas: seberapa erat unsur itu dengan jumlah delapan unsur lain (korelasi), sebab "
        "kuesioner tidak menanyakan kepuasan secara keseluruhan. Garis: rata-rata keduanya."
    )
    drawn = Quadrant("prioritas", _("Yang didahulukan"), summary, spots)
    names = ", ".join(one.label for one in drawn.first)
    first = _("Didahulukan, karena erat dan nilainya di bawah rata-rata: %(names)s.", names=names) if names else ""
    return replace(drawn, summary=f"{summary} {first}".strip())


def placeless(survey: dict) -> list[str]:
    """Elements that have no place among the priorities, though enough people answered everything."""
    if survey["ikm"]["margin"] is None:
        return []
    return [one["name"] for one in survey["ikm"]["elements"] if one["importance"] is None]


def _elements(survey: dict) -> Chart:
    """Element means on the scale of 1 to 4, in hundredths so that no fraction is drawn."""
    bars = [
        Bar(element["name"], _hundredths(element["shown"]), shown=decimal(element["shown"]), tone="two-tone")
        for element in survey["ikm"]["elements"]
    ]
    lowest = min(survey["ikm"]["elements"], key=lambda element: element["shown"])
    summary = _(
        "Nilai rata-rata setiap unsur, dari 1 sampai %(most)s; terendah: %(name)s (%(value)s).",
        most=SCALE,
        name=lowest["name"],
        value=decimal(lowest["shown"]),
    )
    return Chart("unsur", _("Sembilan unsur pelayanan"), summary, bars, most=SCALE * 100)
