"""Papan transparansi: the funnel, the comments and the seats of one period, as pictures, tables, CSV, JSON and PDF."""

from fractions import Fraction
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from .. import words
from ..charts import Bar, Chart, share
from ..client import api, beside, path
from ..figures import Table, paper
from ..formats import moment, number
from ..lists import PAGE, json_answer, part, sheet_answer
from .vacancies import briefly

blueprint = Blueprint("board", __name__)

NAMED = 3


@blueprint.get("/transparansi")
def show():
    periods = api("registration").get("/v1/periods")["items"]
    wanted = request.args.get("periode", "")
    period = next((one for one in periods if one["code"] == wanted), periods[0] if periods else None)
    if period is None:
        return render_template("public/board.html", period=None)
    data = _numbers(period["code"])
    lines = part(data["lines"], PAGE)
    return render_template(
        "public/board.html",
        period=period,
        periods=periods,
        data=data,
        funnel=_funnel(data),
        checking=_checking(data["counts"]),
        comments=_comments(data["comments"]),
        seats=_seats(data, lines.items),
        lines=lines,
    )


@blueprint.get("/transparansi/<code>.<any(csv, xlsx):form>")
def download(code: str, form: str):
    """Its formation lines."""
    return sheet_answer(form, f"transparansi-{code.lower()}", columns(), _by_line(_numbers(code)))


def columns() -> tuple[str, ...]:
    return _("Jabatan"), _("Unit"), _("Jenis kebutuhan"), _("Kursi"), _("Pelamar"), _("Lulus")


@blueprint.get("/transparansi/<code>/tahap.<any(csv, xlsx):form>")
def download_stages(code: str, form: str):
    """The funnel and what became of the files."""
    return sheet_answer(form, f"tahap-{code.lower()}", stage_columns(), _by_stage(_numbers(code)))


def stage_columns() -> tuple[str, ...]:
    return _("Gambar"), _("Tahap atau keadaan"), _("Jumlah")


@blueprint.get("/transparansi/<code>/tanggapan.<any(csv, xlsx):form>")
def download_comments(code: str, form: str):
    """How many comments each stage has had; nothing while they cannot be asked for."""
    return sheet_answer(form, f"tanggapan-{code.lower()}", comment_columns(), _by_comment(_numbers(code)))


def comment_columns() -> tuple[str, ...]:
    return _("Tahap"), _("Masuk"), _("Ditampilkan"), _("Tidak ditampilkan")


@blueprint.get("/transparansi/<code>.json")
def as_json(code: str):
    return json_answer(f"transparansi-{code.lower()}", _numbers(code))


@blueprint.get("/transparansi/<code>.pdf")
def on_paper(code: str):
    """Everything that the board tells of the period, on the office's paper."""
    data = _numbers(code)
    told = [
        code,
        _("Dihitung %(time)s dari data yang sama dengan yang dipakai panitia.", time=moment(data["counts"]["at"])),
    ]
    pictures = [_funnel(data), _checking(data["counts"])]
    tables = [Table(one.title, (_("Tahap atau keadaan"), _("Jumlah")), _bars(one)) for one in pictures]
    if data["comments"]:
        tables.append(Table(_("Tanggapan masyarakat"), comment_columns(), _by_comment(data)))
    lines = [(f"{job}, {unit}", *rest) for job, unit, _need, *rest in _by_line(data)]
    tables.append(Table(_("Formasi"), (_("Formasi"), *columns()[3:]), lines))
    address = url_for("board.show", periode=code, _external=True)
    return paper(
        f"transparansi-{code.lower()}",
        _("Papan transparansi"),
        [*told, *(one.summary for one in pictures)],
        tables,
        address,
    )


def _by_line(data: dict) -> list[tuple]:
    return [
        (line["job_name"], line["unit"], words.NEED_TYPES[line["need_type"]], line["quota"], _known(line), line["won"])
        for line in data["lines"]
    ]


def _by_stage(data: dict) -> list[tuple]:
    return [(one.title, *row) for one in (_funnel(data), _checking(data["counts"])) for row in _bars(one)]


def _by_comment(data: dict) -> list[tuple]:
    return [
        (words.comment_stage(one["stage"]), one["given"], one["shown"], one["withheld"])
        for one in data["comments"] or []
    ]


def _bars(chart: Chart) -> list[tuple]:
    return [(bar.label, bar.value) for bar in chart.bars]


def _known(line: dict):
    return _("kurang dari 5") if line["applicants"] is None else line["applicants"]


def _numbers(code: str) -> dict:
    """Everything the board shows of a period: counts, stages, lines."""
    registration, selection = api("registration"), api("selection")
    counts = registration.get(path("v1", "periods", code, "counts"))
    rounds = selection.get("/v1/rounds", period=code)["items"]
    progress = selection.get(path("v1", "rounds", rounds[0]["id"], "progress")) if rounds else None
    results = {one["stage"]: one for one in selection.get("/v1/results", period=code)["items"]}
    final = selection.get(path("v1", "results", results["FINAL"]["id"])) if "FINAL" in results else None
    lists = {(one["job_name"], one["unit"]): one for one in final["lists"] if not one["joined"]} if final else {}
    keys = ("id", "job_name", "unit", "need_type", "quota", "applicants")
    lines = [
        {**{key: line[key] for key in keys}, "won": _won(lists.get((line["job_name"], line["unit"])))}
        for line in briefly(period=code)
        if not line.get("closed")
    ]
    stages = {stage: one["counts"] for stage, one in results.items()}
    told = {"period": code, "counts": counts, "progress": progress, "results": stages, "lines": lines}
    comments = beside(feedback=f"/v1/comments/stages?{urlencode({'period': code})}")["feedback"]
    return {**told, "comments": comments and comments["items"]}


def _won(listed: dict | None) -> int | None:
    """Seats taken on a line; None where a list does not tell its lines apart, or is not shown at all."""
    return listed["counts"].get("L", 0) if listed and listed["counts"] is not None else None


def _funnel(data: dict) -> Chart:
    applications, progress, results = data["counts"]["applications"], data["progress"], data["results"]
    steps = [
        (_("Mulai melamar"), applications["registered"]),
        (_("Lamaran terkirim"), applications["submitted"]),
    ]
    if applications["MS"] is not None:
        steps.append((_("Memenuhi syarat (MS)"), applications["MS"]))
    if "SKD" in results:
        steps.append((_("Lolos ke SKB (P/L)"), results["SKD"].get("P/L", 0)))
    if "FINAL" in results:
        steps.append((_("Lulus akhir (L)"), results["FINAL"].get("L", 0)))
    if progress and progress["appointed"]:
        steps.append((_("Diangkat"), progress["appointed"]))
    first = steps[0][1]
    bars = [Bar(label, value, note=share(value, first)) for label, value in steps]
    summary = _(
        "Dari %(first)s yang mulai melamar, %(last)s sampai pada tahap “%(stage)s”.",
        first=number(first),
        last=number(steps[-1][1]),
        stage=steps[-1][0],
    )
    return Chart("corong", _("Corong seleksi"), summary, bars)


def _checking(counts: dict) -> Chart:
    """Verdicts and answers as they were announced; before that, that they were not."""
    applications, objections = counts["applications"], counts["objections"]
    title = _("Pemeriksaan berkas dan sanggahan")
    if applications["MS"] is None:
        bars = [Bar(_("Lamaran terkirim"), applications["submitted"])]
        return Chart("pemeriksaan", title, _("Hasil pemeriksaan berkas belum diumumkan."), bars)
    bars = [
        Bar(_("Memenuhi syarat (MS)"), applications["MS"], tone="two-tone"),
        Bar(_("Tidak memenuhi syarat (TMS)"), applications["TMS"], tone="three-tone"),
        Bar(_("Sanggahan masuk"), objections["filed"]),
    ]
    decided = number(applications["MS"] + applications["TMS"])
    if objections["accepted"] is None:
        summary = _(
            "%(decided)s lamaran sudah diputuskan; %(filed)s sanggahan masuk.",
            decided=decided,
            filed=number(objections["filed"]),
        )
        return Chart("pemeriksaan", title, summary, bars)
    bars.append(Bar(_("Sanggahan diterima"), objections["accepted"], tone="two-tone"))
    summary = _(
        "%(decided)s lamaran sudah diputuskan; dari %(filed)s sanggahan, %(accepted)s diterima.",
        decided=decided,
        filed=number(objections["filed"]),
        accepted=number(objections["accepted"]),
    )
    return Chart("pemeriksaan", title, summary, bars)


def _comments(stages: list[dict] | None) -> Chart | None:
    """What was said of each stage; None where nothing has begun, or while that cannot be asked for."""
    if not stages:
        return None
    bars = [
        Bar(words.comment_stage(one["stage"]), one["given"], note=_("%(n)s tampil", n=number(one["shown"])))
        for one in stages
    ]
    given = number(sum(one["given"] for one in stages))
    taking = ", ".join(words.comment_stage(one["stage"]) for one in stages if one["open"])
    summary = _("%(n)s tanggapan masuk; petugas aduan membacanya sebelum tampil, bukan panitia.", n=given)
    more = _("Sekarang terbuka: %(stages)s.", stages=taking) if taking else _("Sekarang tidak ada tahap yang terbuka.")
    return Chart("tanggapan", _("Tanggapan masyarakat"), f"{summary} {more}", bars)


def _seats(data: dict, lines: list[dict]) -> Chart:
    """Passers against seats once the final result is out; until then applicants against seats."""
    final = "FINAL" in data["results"]
    value = (lambda line: line["won"] or 0) if final else (lambda line: line["applicants"] or 0)
    bars = [
        Bar(
            f"{line['job_name']}, {line['unit']}",
            value(line),
            line["quota"],
            note=f"/ {number(line['quota'])}" if final else "",
            tone="risk" if value(line) < line["quota"] else "two-tone",
            full=max(line["quota"], value(line)) if final else 0,
        )
        for line in lines
    ]
    quota, filled = sum(line["quota"] for line in data["lines"]), sum(value(line) for line in data["lines"])
    if final:
        summary = _("%(filled)s dari %(quota)s kursi terisi.", filled=number(filled), quota=number(quota))
        short = [line["job_name"] for line in data["lines"] if value(line) < line["quota"]]
        bars.sort(key=lambda bar: Fraction(bar.value, max(1, bar.quota)))
        return Chart("kursi", _("Keterisian formasi"), f"{summary} {_short_of(short)}".strip(), bars)
    empty = sum(1 for line in data["lines"] if value(line) < line["quota"])
    summary = _(
        "%(filled)s lamaran untuk %(quota)s kursi; pada %(empty)s formasi pelamar masih lebih sedikit daripada kursi.",
        filled=number(filled),
        quota=number(quota),
        empty=number(empty),
    )
    return Chart("kursi", _("Pelamar dan kursi"), summary, bars)


def _short_of(jobs: list[str]) -> str:
    """The first of the lines that are not full, by name."""
    names = ", ".join(jobs[:NAMED])
    if len(jobs) > NAMED:
        return _("Belum penuh: %(names)s, dan %(more)s formasi lain.", names=names, more=number(len(jobs) - NAMED))
    return _("Belum penuh: %(names)s.", names=names) if jobs else ""
