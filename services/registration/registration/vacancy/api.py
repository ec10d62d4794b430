"""Formation lines: the public list with the number of applicants, and publishing one."""

import re
from collections.abc import Iterator
from itertools import islice

from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import PageArguments, page
from asnkit.schemas import CommandAnswer
from asnkit.sheet import sending
from asnkit.web import Blueprint, allow, current, public, run_work

from ..imports import writing
from ..period.counts import sent, tallies
from ..period.lookup import open_periods, running_period
from ..vacancy_change.domain import REASONS
from . import schemas
from .domain import Publish

ORDER, CHANGED = [("place", 1)], [("changed_at", -1), ("_id", -1)]
PART = 500
SMALL_CELL = 5
"""Fewer people than this on a line for people with disabilities would point at someone (docs/rules.md §6.3)."""

blueprint = Blueprint("vacancies", __name__, url_prefix="/v1/vacancies", description="Formasi")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.VacancyFilter, location="query")
@blueprint.response(200, schemas.Vacancies)
def list_vacancies(wanted):
    """Formasi yang terbit menurut nama jabatan, dengan jumlah pelamar."""
    query, rows = _query(wanted), current().views["vacancies"]
    found, following = page(rows, query, ORDER, wanted)
    return {"items": _with_applicants(found), "total": rows.count_documents(query), "next": following}


@blueprint.route("/brief", methods=["GET"])
@public
@blueprint.arguments(schemas.BriefFilter, location="query")
@blueprint.response(200, schemas.BriefVacancies)
def list_briefly(wanted):
    """Formasi yang sama secara ringkas: semua formasi satu periode dalam satu halaman."""
    fields = dict.fromkeys(schemas.BriefVacancy().fields, True)
    found, following = page(current().views["vacancies"], _query(wanted), ORDER, wanted, fields)
    return {"items": _with_applicants(found), "next": following}


@blueprint.route("/changed", methods=["GET"])
@public
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.ChangedVacancies)
def list_changed(wanted):
    """Formasi yang berubah sesudah terbit, yang terakhir berubah lebih dahulu."""
    found, following = page(current().views["vacancies"], {"changed_at": {"$gt": ""}}, CHANGED, wanted)
    return {"items": _with_applicants(found), "next": following}


@blueprint.route("/sheet.<any(csv, xlsx):form>", methods=["GET"])
@public
@blueprint.arguments(schemas.SheetFilter, location="query")
def download(wanted, form):
    """Formasi yang sama sebagai lembar kerja, dengan kolom yang juga dibaca oleh impor."""
    found = _every(current().views["vacancies"].find(_query(wanted)).sort([*ORDER, ("_id", 1)]))
    rows = ([*writing.row_of(line), _told(line["applicants"]), _ended(line)] for line in found)
    return sending.answer("formasi", form, (*writing.COLUMNS, "Pelamar", "Ditutup"), rows)


@blueprint.route("", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.PublishVacancy)
@blueprint.response(201, CommandAnswer)
def publish(body):
    """Terbitkan satu formasi."""
    code, stream = body.pop("period"), new_id("vacancy")

    def work(tx):
        running_period(tx.db, code, tx.session)
        tx.decide(stream, Publish(code, body))

    return run_work(work)


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.Vacancy)
def show(id):
    """Satu formasi."""
    stream = f"vacancy-{id}"
    row = current().views["vacancies"].find_one({"_id": stream})
    if row is None:
        raise Refused("formasi-tidak-ada", "Formasi ini tidak ditemukan.", status=404)
    return _shown(stream, row, tallies(current().views, [id])), {"Cache-Control": "no-cache"}


def _query(wanted: dict) -> dict:
    query = {name: wanted[name] for name in ("period", "unit", "need_type") if name in wanted}
    if "level" in wanted:
        query["education.level"] = wanted["level"]
    if "q" in wanted:
        query["words"] = {"$regex": re.escape(wanted["q"].casefold())}
    if wanted.get("open"):
        codes = open_periods(current().db, current().clock.now())
        query |= {"$and": [{"period": {"$in": codes}}], "closed": {"$ne": True}}
    return query


def _every(rows) -> Iterator[dict]:
    """All rows of a cursor with their applicants, some hundred at once."""
    rows = iter(rows)
    while part := list(islice(rows, PART)):
        yield from _with_applicants(part)


def _told(applicants: int | None) -> int | str:
    return "kurang dari 5" if applicants is None else applicants


def _ended(line: dict) -> str | None:
    """Why it was closed, and by which letter."""
    return f"{REASONS[line['changes'][-1]['reason_code']]} {line['changes'][-1]['letter']}" if line["closed"] else None


def _with_applicants(rows: list[dict]) -> list[dict]:
    applicants = tallies(current().views, [uuid_of(row["_id"]) for row in rows])
    return [_shown(row["_id"], row, applicants) for row in rows]


def _shown(stream: str, row: dict, applicants: dict[str, dict]) -> dict:
    id = uuid_of(stream)
    number = sent(applicants[id])
    if row["need_type"] == "DISABILITAS" and 0 < number < SMALL_CELL:
        number = None
    return {"id": id, "closed": False, "changes": [], **row, "applicants": number}
