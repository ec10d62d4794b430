"""Formasi & lowongan: the list with its filters, the same rows as CSV, and one formation."""

import json

from asnkit import text
from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from .. import words
from ..applicant import standing
from ..client import api, path
from ..lists import PAGE, Chip, address_with, after, chips, csv_address, part, passed_on, stretch
from ..signin.tokens import person
from ..staff.periods import shown_line
from .letters import KINDS as LETTERS
from .postings import posting

blueprint = Blueprint("vacancies", __name__)

FILTERS = {"periode": "period", "kata": "q", "jenjang": "level", "jenis": "need_type", "unit": "unit"}
"""Our argument → the service's."""

OPEN, ALL = "dibuka", "semua"
"""Of the argument `keadaan`. Who names neither sees what is open, as long as anything is, and a chip that says so."""

BRIEF_ROWS = 2_000
ORDERS = {
    "kursi": (lambda line: (-line["quota"], line["job_name"])),
    "sepi": (lambda line: ((line["applicants"] or 0) * 1000 // line["quota"], line["job_name"])),
    "ramai": (lambda line: (-((line["applicants"] or 0) * 1000 // line["quota"]), line["job_name"])),
}


@blueprint.get("/formasi")
def listing():
    periods = api("registration").get("/v1/periods")["items"]
    names = {period["code"]: period["name"] for period in periods}
    order, wanted = request.args.get("urut", ""), _wanted()
    only_open = not request.args.get("periode") and _only_open(any(period["open"] for period in periods))
    if only_open:
        wanted["open"] = "true"
    if order in ORDERS:
        page = part(sorted(briefly(**wanted), key=ORDERS[order]))
    else:
        page = stretch(api("registration").get("/v1/vacancies", limit=PAGE, after=after(), **wanted))
    return render_template(
        "public/vacancies.html",
        page=page,
        periods=periods,
        names=names,
        by_code={period["code"]: period for period in periods},
        chips=chips(_labels(names)),
        only_open=Chip(_("Menerima lamaran"), address_with(keadaan=ALL)) if only_open else None,
        orders=orders(),
        csv=csv_address(urut=None, keadaan=OPEN if only_open else None),
    )


@blueprint.get("/formasi.<any(csv, xlsx):form>")
def download(form: str):
    wanted = {name: value for name, value in _wanted().items() if value}
    if _only_open(False):
        wanted["open"] = "true"
    return passed_on(api("registration").stream(path("v1", "vacancies", f"sheet.{form}"), **wanted))


@blueprint.get("/formasi/<id>")
def show(id: str):
    line = api("registration").get(path("v1", "vacancies", id))
    period = api("registration").get(path("v1", "periods", line["period"]))
    rounds = api("selection").get("/v1/rounds", period=line["period"])["items"]
    rules = next((one for one in rounds if one["rule_set"]), None)
    mine = None
    who = person()
    if who and not who.staff:
        mine = standing.in_period(line["period"])
    letters = {document: word for word, document in LETTERS.items()}
    return render_template(
        "public/vacancy.html",
        line=line,
        period=period,
        rules=rules,
        mine=mine,
        letters=letters,
        posting=posting(line, period) if _takes_applications(line, period) else None,
    )


@blueprint.get("/formasi/<id>.jsonld")
def as_posting(id: str):
    """Formasi yang menerima lamaran, untuk mesin pencari."""
    line = api("registration").get(path("v1", "vacancies", id))
    period = api("registration").get(path("v1", "periods", line["period"]))
    if not _takes_applications(line, period):
        abort(404)
    return Response(json.dumps(posting(line, period), ensure_ascii=False), content_type="application/ld+json")


def _takes_applications(line: dict, period: dict) -> bool:
    return period["open"] and not line.get("closed")


def orders() -> dict[str, str]:
    return {
        "": _("Nama jabatan"),
        "kursi": _("Kursi terbanyak"),
        "sepi": _("Pelamar tersedikit per kursi"),
        "ramai": _("Pelamar terbanyak per kursi"),
    }


def _only_open(usually: bool) -> bool:
    """Whether the address asks for lines that accept applications, and no others; where it says nothing, `usually`."""
    return {OPEN: True, ALL: False}.get(request.args.get("keadaan", ""), usually)


def _wanted() -> dict[str, str]:
    return {theirs: text.line(request.args.get(ours, "")) for ours, theirs in FILTERS.items()}


def briefly(**wanted) -> list[dict]:
    """All lines that a filter of the service finds, as cards and choices show them."""
    return list(api("registration").every("/v1/vacancies/brief", step=BRIEF_ROWS, **wanted))


def line_names(period: str) -> dict[str, str]:
    """Line → its name, of all lines of a period."""
    return {line["id"]: shown_line(line) for line in briefly(period=period)}


def _labels(periods: dict[str, str]) -> dict[str, str]:
    args = request.args
    return {
        "periode": periods.get(args.get("periode", ""), args.get("periode", "")),
        "kata": f"“{args.get('kata', '')}”",
        "jenjang": str(words.LEVELS.get(args.get("jenjang", ""), "")),
        "jenis": str(words.NEED_TYPES.get(args.get("jenis", ""), "")),
        "unit": args.get("unit", ""),
    }
