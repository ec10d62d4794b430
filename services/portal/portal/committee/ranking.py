"""Peringkat: computing it, the lines of a stage, and one line with its reasons and pictures."""

from decimal import Decimal

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, Page, chips, offset, page_number, part, sheet_answer
from ..signin.access import only_for
from ..words import NEED_TYPES, SCORE_PARTS
from .pictures import histogram, ladder
from .reasons import PASSING, why
from .score_files import refresh, refreshing
from .selection import RANKED, READERS, SKD, find, rankings

blueprint = Blueprint("ranking", __name__)
only_for(blueprint, *READERS)

SHOWN_PARTS = ("twk", "tiu", "tkp")
SCORE_COLUMNS = ("Nomor peserta", "TWK", "TIU", "TKP", "Total SKD")
"""Titles by which a score file is read, in every language."""
DRAWN = 1000
"""People on a line up to whom its pictures are drawn; beyond, only the pages of its list are asked for."""


@blueprint.route("/kerja/seleksi/<code>/peringkat/<stage>", methods=["GET", "POST"])
def listing(code: str, stage: str):
    if stage not in RANKED:
        abort(404)
    selection, form = find(code), Form({})
    id = selection.round["id"] if selection.round else None
    if form.sent:
        with form.problems():
            where = path("v1", "rounds", selection.needed_round()["id"], "rankings")
            done = api("selection").post(where, {"stage": stage}, key=form.key)
            return redirect(url_for("ranking.progress", code=code, stage=stage, id=done["id"]), 303)
    lines = rankings(id, stage) if id else []
    wanted = request.args.get("kata", "").strip().casefold()
    found = [line for line in lines if wanted in f"{line['job_name']} {line['unit']}".casefold()]
    return form.page(
        "committee/rankings.html",
        selection=selection,
        stage=stage,
        page=part(found),
        all=lines,
        total=total(lines),
        chips=chips({"kata": f"“{request.args.get('kata', '')}”"}),
    )


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>/hitung/<id>")
def progress(code: str, stage: str, id: str):
    """Perhitungan yang sedang berjalan, formasi demi formasi."""
    if stage not in RANKED:
        abort(404)
    order = api("selection").get(path("v1", "ranking-batches", id))
    selection, again = find(code), refreshing(order)
    names = {line["vacancy"]: line for line in rankings(order["round"], stage)} if order["refusals"] else {}
    values = {"selection": selection, "stage": stage, "order": order, "names": names, "refreshing": again}
    content, status, headers = Form({}).page("committee/ranking_progress.html", **values)
    return content, status, headers | refresh(again)


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>.<any(csv, xlsx):form>")
def download(code: str, stage: str, form: str):
    columns = (_("Jabatan"), _("Unit"), _("Jenis kebutuhan"), _("Kursi"), _("Kode dan jumlah"), "SHA-256")
    rows = (
        (
            line["job_name"],
            line["unit"],
            NEED_TYPES.get(line["need_type"], line["need_type"]),
            line["quota"],
            " ".join(f"{name}:{n}" for name, n in line["counts"].items()),
            line["list_sha256"],
        )
        for line in rankings(find(code).needed_round()["id"], stage)
    )
    return sheet_answer(form, f"peringkat-{stage.lower()}-{code.lower()}", columns, rows)


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>/<id>")
def show(code: str, stage: str, id: str):
    selection, line = find(code), api("selection").get(path("v1", "rankings", id))
    thresholds, most = _thresholds(selection, line)
    drawn = line["rows"] <= DRAWN
    # One row before and one behind the page: a row's reason speaks of its neighbours.
    first = 0 if drawn else max(0, offset() - 1)
    rows = _rows(id, first, DRAWN if drawn else PAGE + 2)
    shown = [{**row, "why": why(line["stage"], rows, place, thresholds)} for place, row in enumerate(rows)]
    begin = offset() - first
    value = "total" if line["stage"] == SKD else "final_shown"
    return render_template(
        "committee/ranking.html",
        selection=selection,
        stage=stage,
        line=line,
        page=Page(shown[begin : begin + PAGE], line["rows"], page_number()),
        value=value,
        ladder=ladder(rows, value) if drawn else None,
        spreads=_spreads(rows, thresholds, most) if drawn and line["stage"] == SKD else [],
        passing=PASSING,
    )


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>/<id>.<any(csv, xlsx):form>")
def download_line(code: str, stage: str, id: str, form: str):
    line = api("selection").get(path("v1", "rankings", id))
    thresholds, _most = _thresholds(find(code), line)
    columns = (_("Peringkat"), *SCORE_COLUMNS, _("Nilai akhir"), "Kode", _("Mengapa"), "Keterangan")
    listed = list(api("selection").every(path("v1", "rankings", id, "rows"), step=DRAWN))
    rows = (
        (
            *(row[name] for name in ("rank", "participant_no", *SHOWN_PARTS, "total")),
            Decimal(row["final_shown"]) if row.get("final_shown") else None,
            row["code"],
            why(line["stage"], listed, place, thresholds),
            row["code"] if row["code"] in ("TH", "DIS") else "",
        )
        for place, row in enumerate(listed)
    )
    return sheet_answer(form, f"peringkat-{stage.lower()}-{id}", columns, rows)


def total(lines: list[dict]) -> dict[str, int]:
    """People by code over all lines."""
    codes = sorted({name for line in lines for name in line["counts"]})
    return {name: sum(line["counts"].get(name, 0) for line in lines) for name in codes}


def _thresholds(selection, line: dict) -> tuple[dict[str, int], dict[str, int]]:
    """The locked rules' thresholds for this line's category, and the most that each part can give; for SKD."""
    if line["stage"] != SKD:
        return {}, {}
    rules = api("selection").get(path("v1", "rounds", selection.needed_round()["id"], "rules"))
    plan = next((plan for plan in rules["plans"] if plan["vacancy"] == line["vacancy"]), None)
    category = plan["category"] if plan else line["need_type"]
    skd = rules["rules"]["skd"]
    return skd["thresholds"].get(category, {}), {name: part["max"] for name, part in skd["parts"].items()}


def _rows(id: str, first: int, limit: int) -> list[dict]:
    return api("selection").get(path("v1", "rankings", id, "rows"), offset=first, limit=limit)["items"]


def _spreads(rows: list[dict], thresholds: dict[str, int], most: dict[str, int]) -> list:
    """Three small histograms with their thresholds: which part decides."""
    drawn = []
    for name in SHOWN_PARTS:
        values = [row[name] for row in rows if row[name] is not None]
        picture = histogram(name, str(SCORE_PARTS[name]), values, thresholds.get(name), most[name])
        drawn += [picture] if picture else []
    return drawn
