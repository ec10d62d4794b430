"""Publishing an index: two signatures over the same figures, and everybody may read it from then on."""

import json

from asnkit.content import keep
from asnkit.events import Refused, new_id, uuid_of
from asnkit.proposal import Reject
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.states import count, page, seen
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from ..gap.keeping import find_weak
from ..response import profile
from ..rules.respondents import told
from ..survey.domain import Publish, known, slips_of
from ..survey.index import ANY, Counted, Flagged, without
from ..survey.showing import figures
from ..survey.tallies import counted, tallied
from . import schemas
from .domain import PUBLICATION, Approve, Propose

PROPOSERS = ("aduan", "panitia", "ketua")
SIGNERS = (*PROPOSERS, "pimpinan")
TAKEN = Refused("penerbitan-menunggu", "Sudah ada usulan penerbitan IKM survei ini yang menunggu tanda tangan kedua.")
COUNTING = Refused("masih-dihitung", "Jawaban terakhir masih dihitung. Coba lagi sebentar.", status=503)

blueprint = Blueprint("publications", __name__, url_prefix="/v1/publications", description="Penerbitan IKM")


@blueprint.route("", methods=["GET"])
@allow(*SIGNERS)
@blueprint.arguments(schemas.PublicationFilter, location="query")
@blueprint.response(200, schemas.Publications)
def list_publications(wanted):
    """Usulan penerbitan IKM, terbaru lebih dahulu."""
    filters = {"status": wanted["status"]} if "status" in wanted else {}
    filters |= {"subject": f"survey-{wanted['survey']}"} if "survey" in wanted else {}
    found, following = page(current().db, "publication", wanted, **filters)
    total = count(current().db, "publication", **filters)
    return {"items": [_shown(*one) for one in found], "total": total, "next": following}


@blueprint.route("", methods=["POST"])
@allow(*PROPOSERS)
@blueprint.arguments(schemas.ProposePublication)
@blueprint.response(201, CommandAnswer)
def propose(body):
    """Hitung IKM dari semua jawaban dan usulkan penerbitannya: tanda tangan pertama."""
    stream, survey = new_id("publication"), f"survey-{body['survey']}"

    def work(tx):
        state = known(tx.load(survey).state)
        tx.decide(stream, Propose(survey, state, _counted(tx, survey, state)))
        tx.claim(_claim(survey), stream, TAKEN)

    return run_work(work)


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(*SIGNERS)
@blueprint.response(200, schemas.Publication)
def show(id):
    """Satu usulan penerbitan IKM, dengan setiap angkanya."""
    loaded = current().store.load(f"publication-{id}")
    PUBLICATION.known(loaded.state)
    return with_etag(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<uuid:id>/approval", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def approve(body, id):
    """Setujui sebagai orang kedua. IKM terbit pada saat yang sama, dengan angka yang diusulkan."""
    stream = f"publication-{id}"

    def work(tx):
        proposal = tx.load(stream).state
        survey = tx.load(proposal["subject"]).state if proposal else {}
        tx.decide(stream, Approve(tx.actor, body["proposed"], survey), seen(tx))
        proposal = tx.load(stream).state
        signers = _role(proposal["proposed"]["actor"]), _role(tx.actor)
        tx.decide(proposal["subject"], Publish(stream, proposal, signers))
        tx.release(_claim(proposal["subject"]))
        find_weak(tx, proposal["subject"])

    return run_work(work)


@blueprint.route("/<uuid:id>/rejection", methods=["POST"])
@allow(*SIGNERS)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak atau tarik kembali usulan; IKM tidak terbit, dan penerbitannya boleh diusulkan lagi."""
    stream = f"publication-{id}"

    def work(tx):
        tx.decide(stream, Reject(body["proposed"]), seen(tx))
        tx.release(_claim(tx.load(stream).state["subject"]))

    return run_work(work)


def _counted(tx, survey: str, state: dict) -> Counted:
    """Sums that were kept as each answer came, and the ids of the answers in them: nothing is read of their content.

    The sums are of the answers that the view has heard of; where those are as many as there are, they are the same.
    """
    row, ids = tallied(current().views, uuid_of(survey), tx.session), counted(tx.db, uuid_of(survey), tx.session)
    if row["n"] != len(ids):
        raise COUNTING
    marked = row["flags"][ANY]
    flagged = Flagged(row["flags"], without(state["minimum"], marked, row["rest"])) if marked else None
    named = keep(tx, json.dumps(ids, separators=(",", ":")).encode())
    slips = (slips_of(state), row["slips"]) if state["sheets"] else None
    who = told(profile.counted(tx.db, uuid_of(survey), tx.session), row["n"])
    return Counted(row["n"], row["elements"], named, row["complete"], flagged, row["channels"], slips, who)


def _claim(survey: str) -> str:
    return f"publication/{survey}"


def _role(actor: str) -> str:
    return actor.partition(":")[0]


def _shown(stream: str, version: int, state: dict) -> dict:
    told = PUBLICATION.shown(stream, version, state, caller().actor)
    return {**told, "survey": uuid_of(state["subject"]), "index": figures(state["index"])}
