"""Periods and their counts."""

from asnkit import states
from asnkit.events import Refused, format_time, new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.scope import only_of_all, within
from asnkit.web import Blueprint, allow, current, public, run

from . import schemas
from .announced import by_period
from .counts import announced, counts, tallies, tally
from .domain import Announce, takes_applications
from .lookup import period_of

blueprint = Blueprint("periods", __name__, url_prefix="/v1/periods", description="Periode pengadaan")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.PeriodFilter, location="query")
@blueprint.response(200, schemas.Periods)
def list_periods(wanted):
    """Semua periode, terbaru lebih dahulu."""
    found, following = states.page(current().db, "period", wanted)
    rows = tallies(current().views, [state["code"] for _, _, state in found])
    items = [{**rows[state["code"]], **_shown(stream, state)} for stream, _, state in found]
    return {"items": items, "next": following}


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.AnnouncePeriod)
@blueprint.response(201, CommandAnswer)
def announce(body):
    """Umumkan periode baru."""
    taken = Refused("kode-dipakai", f"Kode {body['code']} sudah dipakai periode lain.", "code")
    only_of_all()
    return run(new_id("period"), Announce(**body), create=True, claims=[(f"period/{body['code']}", taken)])


@blueprint.route("/<code>", methods=["GET"])
@public
@blueprint.response(200, schemas.Period)
def show(code):
    """Satu periode."""
    found = states.every(current().db, "period", code=code)
    if not found:
        raise Refused("periode-tidak-ada", f"Periode {code} tidak ditemukan.", status=404)
    stream, version, state = found[0]
    return states.versioned(_shown(stream, state), version)


@blueprint.route("/<code>/counts", methods=["GET"])
@public
@blueprint.response(200, schemas.PeriodCounts)
def show_counts(code):
    """Angka untuk papan transparansi; putusan dan jawaban sanggahan tampak sesudah diumumkan."""
    db = current().db
    period_of(db, code)
    lists = [state for _, _, state in states.every(db, "announcement", period=code)]
    return {
        "period": code,
        "at": format_time(current().clock.now()),
        **announced(counts(tally(current().views, code)), lists),
    }


@blueprint.route("/<code>/progress", methods=["GET"])
@allow("verifikator", "panitia", "ketua", "auditor")
@blueprint.response(200, schemas.PeriodProgress)
def show_progress(code):
    """Keadaan pemeriksaan saat ini, bagi petugas."""
    return _progress(period_of(current().db, code), tally(current().views, code))


@blueprint.route("/progress", methods=["GET"])
@allow("verifikator", "panitia", "ketua", "auditor")
@blueprint.arguments(schemas.PeriodFilter, location="query")
@blueprint.response(200, schemas.Progress)
def list_progress(wanted):
    """Keadaan pemeriksaan setiap periode saat ini, yang terbaru lebih dahulu."""
    found, following = states.page(current().db, "period", wanted, **within("code"))
    codes = [state["code"] for _, _, state in found]
    rows, stages = tallies(current().views, codes), by_period(current().db, codes, current().clock.now())
    items = [
        {**_progress(state, rows[code]), "about": _shown(stream, state), "announced": stages[code]}
        for code, (stream, _, state) in zip(codes, found, strict=True)
    ]
    return {"items": items, "next": following}


def _progress(period: dict, row: dict) -> dict:
    counted = counts(row)
    if period.get("cancelled_at"):  # nobody decides there any more
        counted["applications"]["undecided"] = 0
    return {"period": period["code"], "at": format_time(current().clock.now()), "held": row["held"], **counted}


def _shown(stream: str, state: dict) -> dict:
    changed = {"cancelled_at": None, "changes": [], **state}
    return {"id": uuid_of(stream), **changed, "open": takes_applications(state, current().clock.now())}
