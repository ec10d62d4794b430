"""Posts and their competence standards: for everybody to read, for the training officer to keep."""

from asnkit.events import Refused, new_id
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.states import seen, versioned
from asnkit.web import Blueprint, allow, current, public, run_work
from asnkit.wib import wib_date

from . import schemas
from .domain import Close, Register, SetStandard, known, standard_on

blueprint = Blueprint("posts", __name__, url_prefix="/v1/posts", description="Jabatan dan standar kompetensinya")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(schemas.PostFilter, location="query")
@blueprint.response(200, schemas.Posts)
def list_posts(wanted):
    """Jabatan menurut nama, semua atau dari satu unit."""
    query = {"unit": str(wanted["unit"])} if "unit" in wanted else {}
    rows = current().views["posts"]
    found, following = page(rows, query, [("place", 1)], wanted)
    return {"items": [_shown(row) for row in found], "total": rows.count_documents(query), "next": following}


@blueprint.route("", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.RegisterPost)
@blueprint.response(201, CommandAnswer)
def register(body):
    """Daftarkan satu jabatan dengan standar kompetensinya."""
    stream, unit = new_id("post"), str(body.pop("unit"))
    taken = Refused("kode-dipakai", "Kode ini sudah dipakai jabatan lain dalam unit ini.", "code")

    def work(tx):
        # Held: an end of the unit at the same moment and this post exclude each other.
        tx.decide(stream, Register(unit, tx.hold(f"unit-{unit}").state, **_standard(body)))
        tx.claim(f"post/{unit}/{body['code']}", stream, taken)

    return run_work(work)


@blueprint.route("/<id>", methods=["GET"])
@public
@blueprint.response(200, schemas.OnePost)
def show(id):
    """Satu jabatan, dengan standar yang dulu dan sekarang."""
    loaded = current().store.load(f"post-{id}")
    return versioned({"id": id, "version": loaded.version, **_shown(known(loaded.state))}, loaded.version)


@blueprint.route("/<id>/standard", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.Standard)
@blueprint.response(200, CommandAnswer)
def set_standard(body, id):
    """Ganti standar kompetensi, mulai suatu hari."""
    return run_work(lambda tx: tx.decide(f"post-{id}", SetStandard(**_standard(body)), seen(tx)))


@blueprint.route("/<id>/close", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ClosePost)
@blueprint.response(200, CommandAnswer)
def close(body, id):
    """Tutup satu jabatan, mulai suatu hari."""
    return run_work(lambda tx: tx.decide(f"post-{id}", Close(**body), seen(tx)))


def _standard(body: dict) -> dict:
    names = [one["competence"] for one in body["technical"]]
    if len(set(names)) != len(names):
        raise Refused("kompetensi-berulang", "Tulis setiap kompetensi teknis satu kali.", "technical", status=422)
    return {**body, "technical": {one["competence"]: one["level"] for one in body["technical"]}}


def _shown(state: dict) -> dict:
    today = wib_date(current().clock.now()).isoformat()
    return {**state, "now": standard_on(state, today)}
