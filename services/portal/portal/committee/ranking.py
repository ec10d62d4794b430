"""Peringkat: computing it, the lines of a stage, and one line with its reasons and pictures."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import chips, csv_answer, part
from ..signin.access import only_for
from ..words import NEED_TYPES, SCORE_PARTS
from .pictures import histogram, ladder
from .reasons import PASSING, why
from .selection import RANKED, READERS, SKD, find, rankings

blueprint = Blueprint("ranking", __name__)
only_for(blueprint, *READERS)

SHOWN_PARTS = ("twk", "tiu", "tkp")


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
            flash(_("Peringkat dihitung: %(n)s formasi berubah.", n=done.get("changed", 0)))
            return redirect(url_for("ranking.listing", code=code, stage=stage), 303)
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


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>.csv")
def download(code: str, stage: str):
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
    return csv_answer(f"peringkat-{stage.lower()}-{code.lower()}", columns, rows)


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>/<id>")
def show(code: str, stage: str, id: str):
    selection, line = find(code), api("selection").get(path("v1", "rankings", id))
    thresholds, most = _thresholds(selection, line)
    rows = [{**row, "why": why(line, place, thresholds)} for place, row in enumerate(line["rows"])]
    value = "total" if line["stage"] == SKD else "final_shown"
    return render_template(
        "committee/ranking.html",
        selection=selection,
        stage=stage,
        line=line,
        page=part(rows),
        value=value,
        ladder=ladder(line["rows"], value),
        spreads=_spreads(line, thresholds, most) if line["stage"] == SKD else [],
        passing=PASSING,
    )


@blueprint.get("/kerja/seleksi/<code>/peringkat/<stage>/<id>.csv")
def download_line(code: str, stage: str, id: str):
    line = api("selection").get(path("v1", "rankings", id))
    thresholds, _most = _thresholds(find(code), line)
    numbers = ("TWK", "TIU", "TKP", "SKD", _("Nilai akhir"))
    columns = (_("Peringkat"), _("Nomor peserta"), *numbers, _("Kode"), _("Mengapa"))
    rows = (
        (
            *(row[name] for name in ("rank", "participant_no", *SHOWN_PARTS, "total")),
            (row.get("final_shown") or "").replace(".", ","),
            row["code"],
            why(line, place, thresholds),
        )
        for place, row in enumerate(line["rows"])
    )
    return csv_answer(f"peringkat-{stage.lower()}-{id}", columns, rows)


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


def _spreads(line: dict, thresholds: dict[str, int], most: dict[str, int]) -> list:
    """Three small histograms with their thresholds: which part decides."""
    drawn = []
    for name in SHOWN_PARTS:
        values = [row[name] for row in line["rows"] if row[name] is not None]
        picture = histogram(name, str(SCORE_PARTS[name]), values, thresholds.get(name), most[name])
        drawn += [picture] if picture else []
    return drawn
