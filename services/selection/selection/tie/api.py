"""Full ties at the last seat: which there are, and the two signatures under the order that the committee decides."""

from asnkit.events import uuid_of
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference, same_person
from asnkit.states import every, seen, versioned
from asnkit.web import Blueprint, allow, caller, current, run_work

from .. import states
from ..ranking.computation import UNDECIDED
from ..ranking.domain import FINAL
from ..streams import tie_stream
from . import schemas
from .deciding import UNKNOWN, decide, propose, tied_rows

blueprint = Blueprint("ties", __name__, url_prefix="/v1", description="Seri penuh di batas kuota")


@blueprint.route("/rounds/<id>/ties", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.Ties)
def list_ties(id):
    """Formasi yang mempunyai seri penuh di batas kuota, atau yang serinya sudah diputuskan."""
    states.round_state(current().store.load(f"round-{id}"))
    known = {state["vacancy"] for _, _, state in every(current().db, "tie", round=id)}
    found = every(current().db, "ranking", round=id, stage=FINAL)
    wanted = [one for one in found if one[2]["counts"].get(UNDECIDED) or one[2]["vacancy"] in known]
    return {"items": [_shown(stream, state)[0] for stream, _, state in wanted]}


@blueprint.route("/ties/<ranking>", methods=["GET"])
@allow("panitia", "ketua", "auditor")
@blueprint.response(200, schemas.Tie)
def show(ranking):
    """Seri satu formasi, menurut peringkat akhirnya."""
    loaded = current().store.load(f"ranking-{ranking}")
    if loaded.state is None or loaded.state["stage"] != FINAL:
        raise UNKNOWN
    return versioned(*_shown(loaded.stream, loaded.state))


@blueprint.route("/ties/<ranking>/proposal", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.ProposeOrder)
@blueprint.response(200, CommandAnswer)
def propose_order(body, ranking):
    """Usulkan urutan peserta yang seri, dengan dasar dan berita acaranya: tanda tangan pertama."""
    return run_work(lambda tx: propose(tx, f"ranking-{ranking}", body))


@blueprint.route("/ties/<ranking>/decision", methods=["POST"])
@allow("panitia", "ketua")
@blueprint.arguments(schemas.DecideOrder)
@blueprint.response(200, CommandAnswer)
def decide_order(body, ranking):
    """Putuskan urutan itu sebagai orang kedua. Peringkat formasinya dihitung ulang."""
    stream, actor = f"ranking-{ranking}", caller().actor
    return run_work(lambda tx: decide(tx, stream, actor, body["proposed"], seen(tx)))


def _shown(ranking: str, state: dict) -> tuple[dict, int]:
    loaded = current().store.load(tie_stream(state["round"], state["vacancy"]))
    tie = loaded.state or {"proposed": None, "decided": []}
    proposed = tie["proposed"]
    if proposed:
        yours = same_person(proposed["signed"]["actor"], caller().actor)
        proposed = {**_told(proposed), **reference(proposed["signed"]), "yours": yours}
    body = {
        "ranking": uuid_of(ranking),
        "version": loaded.version,
        **{key: state[key] for key in ("vacancy", "job_name", "unit", "quota")},
        "tied": tied_rows(current().db, state),
        "proposed": proposed,
        "decided": [_told(one) for one in tie["decided"]],
    }
    return body, loaded.version


def _told(one: dict) -> dict:
    order = [person["participant_no"] for person in one["order"]]
    return {**{key: one[key] for key in ("at", "ground", "minutes")}, "order": order}
