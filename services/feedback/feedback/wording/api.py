"""Words with which answers begin, kept by the complaint officer."""

from asnkit import states
from asnkit.events import new_id, uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, current, run, run_work

from ..complaint.domain import LIAISON
from ..complaint.schemas import Nothing
from ..rules.warnings import warnings
from . import schemas
from .domain import MISSING, Withdraw, Write, known

blueprint = Blueprint("wordings", __name__, url_prefix="/v1/wordings", description="Templat jawaban aduan")


@blueprint.route("", methods=["GET"])
@allow("aduan", LIAISON)
@blueprint.arguments(schemas.WordingFilter, location="query")
@blueprint.response(200, schemas.Wordings)
def list_wordings(wanted):
    """Templat jawaban yang dipakai, menurut jenis aduan dan judulnya."""
    of = {"class": wanted["kind"]} if "kind" in wanted else {}
    found = states.every(current().db, "wording", withdrawn=False, **of)
    return {
        "items": [_shown(*one) for one in sorted(found, key=lambda one: (one[2]["class"], one[2]["title"], one[0]))]
    }


@blueprint.route("", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.WriteWording)
@blueprint.response(201, CommandAnswer)
def begin(body):
    """Tulis templat jawaban baru."""
    return run(new_id("wording"), _written(body), create=True)


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow("aduan")
@blueprint.response(200, schemas.Wording)
def show(id):
    """Satu templat jawaban, juga yang sudah ditarik."""
    loaded = current().store.load(f"wording-{id}")
    if loaded.state is None:
        raise MISSING
    return states.versioned(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<uuid:id>", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.WriteWording)
@blueprint.response(200, CommandAnswer)
def write(body, id):
    """Ubah templat ini; jawaban yang sudah terkirim tetap."""

    def work(tx):
        known(tx.load(f"wording-{id}").state)
        tx.decide(f"wording-{id}", _written(body), states.seen(tx))

    return run_work(work)


@blueprint.route("/<uuid:id>/withdrawal", methods=["POST"])
@allow("aduan")
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def withdraw(_body, id):
    """Tidak dipakai lagi."""
    return run_work(lambda tx: tx.decide(f"wording-{id}", Withdraw(), states.seen(tx)))


def _written(body: dict) -> Write:
    return Write(body["title"], body["kind"], body["text"], tuple(warnings(body["text"])))


def _shown(stream: str, version: int, state: dict) -> dict:
    told = {name: state[name] for name in ("title", "text", "at", "withdrawn")}
    return {**told, "id": uuid_of(stream), "version": version, "kind": state["class"]}
