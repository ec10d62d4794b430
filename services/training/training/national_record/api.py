"""Files for the national record of trainings: made for a span of days, read with names and NIP, sent by hand."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run_work

from ..rules.national import COLUMNS
from . import schemas
from .domain import Export, check_days, known
from .rows import opened, rows_of

blueprint = Blueprint(
    "national-records", __name__, url_prefix="/v1/national-records", description="Berkas riwayat kursus untuk SIASN"
)


@blueprint.route("", methods=["GET"])
@allow("diklat")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.Records)
def list_records(wanted):
    """Berkas yang pernah dibuat, terbaru lebih dahulu; tanpa nama."""
    found, following = states.page(current().db, "national_record", wanted)
    items = [{**state, "id": uuid_of(stream), "number": len(state["rows"])} for stream, _, state in found]
    return {"items": items, "next": following}


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ExportRecord)
@blueprint.response(201, CommandAnswer)
def export(body):
    """Buat berkas dari sertifikat yang berlaku pada masa itu, dengan tanda terima setiap baris."""
    stream, (since, until) = new_id("national_record"), (body["since"], body["until"])

    def work(tx):
        check_days(since, until, tx.now)
        tx.decide(stream, Export(since, until, rows_of(since, until)))

    return run_work(work)


@blueprint.route("/<uuid:id>/rows", methods=["GET"])
@allow("diklat")
@blueprint.response(200, schemas.RecordRows)
def rows(id):
    """Isi satu berkas dengan nama dan NIP; pembacaannya tercatat."""
    state = known(current().store.load(f"national_record-{id}").state)
    told = opened(state["rows"])
    names = [name for name, _ in COLUMNS]
    return {"columns": [title for _, title in COLUMNS], "rows": [[row[name] for name in names] for row in told]}
