"""Rencana pelatihan tahunan (HCDP): programmes for accepted needs, a budget, a signature, and what was done of it."""

from asnkit.wib import wib_date
from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import now
from ..forms import Form
from ..lists import sheet_answer
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, changing, needed
from ..words import FUNDS
from . import plan_papers
from .catalogue import whole
from .needs import title_of

blueprint = Blueprint("plans", __name__)
only_for(blueprint, "diklat", "pimpinan", "auditor")
AT = "/kerja/diklat/rencana"

NEEDS_SHOWN = 200
QUARTERS = {str(n): f"Q{n}" for n in range(1, 5)}
ACTS = {
    "sahkan": ("approval", _l("Tanda tangani"), _l("Rencana ditandatangani dan berlaku.")),
    "kembalikan": ("rejection", _l("Kembalikan"), _l("Usulan dikembalikan.")),
}
"""Word in the address → (the service's path, the button, what is told afterwards)."""


@blueprint.get(AT)
def listing():
    known = {one["year"]: one for one in api("training").get("/v1/plans")["items"]}
    year = wib_date(now()).year
    years = sorted({*known, year, year + 1}, reverse=True)
    return render_template("training/plans.html", years=years, known=known)


@blueprint.get(f"{AT}/<int:year>")
def show(year: int):
    plan = api("training").find(_of(year))
    mine = plan and plan["proposer"] and plan["proposer"].partition(":")[2] == person().id
    return render_template("training/plan.html", year=year, plan=plan, acts=ACTS, mine=mine, done_of=done_of)


@blueprint.get(f"{AT}/<int:year>.<any(csv, xlsx):form>")
def download(year: int, form: str):
    """The edition that holds, or the programmes as they stand before the first one."""
    columns = (
        _("Triwulan"), _("Program"), _("Unit"), _("Kebutuhan"), _("JP"), _("Orang"), _("Lulus"), _("Biaya (Rp)"),
        _("Sumber dana"),
    )  # fmt: skip
    rows = (
        (
            f"Q{one['quarter']}", one["title"], one["unit_name"], one["subject"], one["hours"], one["people"],
            one["done"], one["cost"], FUNDS[one["fund"]],
        )
        for one in holding(_plan(year))["items"]
    )  # fmt: skip
    return sheet_answer(form, f"rencana-{year}", columns, rows)


@blueprint.get(f"{AT}/<int:year>.pdf")
def paper(year: int):
    """The edition that holds, with its signature."""
    plan = _plan(year)
    if not plan["editions"]:
        abort(404)
    signed = plan["editions"][0]["signed"]
    made = plan_papers.plan(year, plan["editions"][0], url_for("proof.show", bukti=signed["sha256"], _external=True))
    headers = {"Content-Disposition": f'inline; filename="rencana-{year}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


@blueprint.route(f"{AT}/<int:year>/program", methods=["GET", "POST"])
def put_down(year: int):
    """Masukkan program bagi satu kebutuhan yang diterima."""
    plan, needs = (
        api("training").find(_of(year)),
        api("training").get("/v1/needs", status="ACCEPTED", limit=NEEDS_SHOWN)["items"],
    )
    wanted = request.args.get("kebutuhan", "")
    start = next((one for one in plan["items"] if one["need"] == wanted), {}) if plan else {}
    form = Form(_labels(), {"fund": "APBD", **start, "need": wanted}, plan["version"] if plan else None)
    if needed(form, "need", "people", "quarter", "cost", "fund"):
        body = {name: whole(form, name) for name in ("hours", "people", "quarter")} | {"cost": rupiah(form, "cost")}
        body |= {name: form.get(name) or None for name in ("need", "course", "title", "fund")}
        if not form.errors:
            with form.problems():
                api("training").post(f"{_of(year)}/items", body, key=form.key, version=form.version)
                flash(_("Program masuk rencana."))
                return redirect(url_for("plans.show", year=year), 303)
    courses = {one["id"]: f"{one['title']} ({one['hours']} JP)" for one in api("training").every("/v1/courses")}
    choices = {one["id"]: f"{title_of(one)} · {one['unit_name']}" for one in needs}
    return form.page("training/plan_item.html", year=year, needs=choices, courses=courses, quarters=QUARTERS)


@blueprint.route(f"{AT}/<int:year>/program/<need>/keluar", methods=["GET", "POST"])
def take_out(year: int, need: str):
    """Keluarkan satu program dari rencana."""
    plan = _plan(year)
    one = next((one for one in plan["items"] if one["need"] == need), None)
    if one is None:
        return redirect(url_for("plans.show", year=year), 303)
    form = Form({}, version=plan["version"])
    if form.sent:
        with form.problems():
            api("training").post(f"{_of(year)}/items/removal", {"need": need}, key=form.key, version=form.version)
            flash(_("Program keluar dari rencana."))
            return redirect(url_for("plans.show", year=year), 303)
    return form.page("training/plan_item_out.html", year=year, one=one)


@blueprint.route(f"{AT}/<int:year>/usulkan", methods=["GET", "POST"])
def propose(year: int):
    """Usulkan rencana kepada pimpinan."""
    plan = _plan(year)
    form = Form({"budget": _("Anggaran (Rp)"), "basis": _("Dokumen anggaran")}, version=plan["version"])
    if needed(form, "budget", "basis"):
        body = {"budget": rupiah(form, "budget"), "basis": form.get("basis")}
        if not form.errors:
            with form.problems():
                api("training").post(f"{_of(year)}/proposal", body, key=form.key, version=form.version)
                flash(_("Rencana diusulkan. Pimpinan menandatanganinya."))
                return redirect(url_for("plans.show", year=year), 303)
    return form.page("training/plan_propose.html", year=year, plan=plan)


@blueprint.route(f"{AT}/<int:year>/<act>", methods=["GET", "POST"])
def do(year: int, act: str):
    if act not in ACTS:
        abort(404)
    step, button, told = ACTS[act]
    plan, back = _plan(year), url_for("plans.show", year=year)
    if not plan["proposed"]:
        return redirect(back, 303)
    signed = {"event": plan["proposed"]["event"], "event_sha256": plan["proposed"]["sha256"]}
    form = Form({"reason": _("Alasan")} if act == "kembalikan" else {}, signed, plan["version"])
    values = {"year": year, "plan": plan, "act": act, "button": button, "back": back}
    if act == "sahkan" and changing():
        return redirect(back, 303)
    if needed(form, *form.labels):
        with form.problems():
            read = {"proposed": {"event": form.get("event"), "sha256": form.get("event_sha256")}}
            body = read if act == "sahkan" else {"reason": form.get("reason")}
            if asks(form, "training", f"{_of(year)}/{step}", body):
                return form.page("training/plan_sure.html", **values)
            api("training").post(f"{_of(year)}/{step}", body, key=form.key, version=form.version)
            flash(str(told))
            return redirect(back, 303)
    return form.page("training/plan_sure.html" if act == "sahkan" else "training/plan_reject.html", **values)


def holding(plan: dict) -> dict:
    return plan["editions"][0] if plan["editions"] else plan


def done_of(items: list[dict]) -> dict:
    """Of programmes with a course: {people, done}, people who were planned and who passed."""
    counted = [one for one in items if one["done"] is not None]
    return {name: sum(one[name] for one in counted) for name in ("people", "done")}


def rupiah(form: Form, name: str) -> int | None:
    """A field's amount; dots between the thousands are read over, what is no amount gets its sentence."""
    typed = form.get(name).removeprefix("Rp").strip().replace(".", "")
    if typed.isascii() and typed.isdecimal() and len(typed) < 14:
        return int(typed)
    form.fail(name, _("%(field)s diisi rupiah tanpa sen, misalnya 18.000.000.", field=form.labels[name]))
    return None


def _plan(year: int) -> dict:
    return api("training").get(_of(year))


def _of(year: int) -> str:
    return path("v1", "plans", str(year))


def _labels() -> dict[str, str]:
    return {
        "need": _("Kebutuhan"),
        "course": _("Pelatihan dalam katalog"),
        "title": _("Judul program"),
        "hours": _("JP"),
        "people": _("Banyaknya orang"),
        "quarter": _("Triwulan"),
        "cost": _("Biaya (Rp)"),
        "fund": _("Sumber dana"),
    }
