"""The actualisation project of a Latsar: handed in by whoever takes part, examined by two officers."""

from asnkit import pdf
from asnkit.content import keep_sealed, read_sealed
from asnkit.events import Refused
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference, same_person
from asnkit.web import Blueprint, allow, caller, current, run_work
from flask import Response, request

from ..latsar.domain import known as known_latsar
from ..participant.api import exactly
from ..rules.latsar import EXAMINERS, GOING
from ..streams import latsar_stream, project_stream
from . import schemas
from .domain import MISSING, Examine, HandIn, known, own, result_of

EXAMINER, OWNERS = "diklat", ("pelamar", "pegawai")
NAME = "proyek"
LARGEST = 5 * 1024 * 1024
BINARY = {"schema": {"type": "string", "format": "binary"}}

blueprint = Blueprint("projects", __name__, url_prefix="/v1/latsar", description="Proyek aktualisasi Latsar")


@blueprint.route("/<uuid:id>/project", methods=["GET"])
@allow(EXAMINER, *OWNERS)
@blueprint.response(200, schemas.Project)
def show(id):
    """Proyek satu Latsar: milik sendiri, atau bagi penguji; nilai tampak sesudah keduanya ada."""
    state, latsar = _seen(id), current().store.load(latsar_stream(str(id))).state
    result = result_of(state)
    mine = [one["mark"] for one in state["marks"] if same_person(one["actor"], caller().actor)]
    going, examined = latsar["status"] == GOING, len(state["marks"])
    return {
        **state,
        "id": str(id),
        "handed_in": reference(state["handed_in"]),
        "examined": examined,
        "examiners": EXAMINERS,
        "own": mine[0] if mine else None,
        "marks": [one["mark"] for one in state["marks"]] if result else [],
        "mean": result and result["mean"],
        "grade": result and result["grade"],
        "open": going and (not examined if caller().role in OWNERS else not mine and examined < EXAMINERS),
    }


@blueprint.route("/<uuid:id>/project/file", methods=["GET"])
@allow(EXAMINER, *OWNERS)
def download(id):
    """Berkas proyeknya."""
    state = _seen(id)
    content = read_sealed(current().db, current().vault, state["person"], state["sealed_sha256"])
    headers = {"Content-Disposition": 'attachment; filename="proyek.pdf"'}
    return Response(content, content_type=pdf.MEDIA_TYPE, headers=headers)


@blueprint.route("/<uuid:id>/project", methods=["POST"])
@allow(*OWNERS)
@blueprint.arguments(schemas.HandInProject, location="query")
@blueprint.doc(requestBody={"required": True, "content": {pdf.MEDIA_TYPE: BINARY}})
@blueprint.response(201, CommandAnswer)
def hand_in(wanted, id):
    """Serahkan proyek sebagai PDF; halamannya ditulis ulang, dan dapat diganti sebelum diuji."""
    request.max_content_length = 2 * LARGEST
    sent, person, vault, store = request.get_data(cache=True), caller().id, current().vault, current().store
    _check_size(sent)
    own(store.load(latsar_stream(str(id))).state, person)  # before the file is opened: no stranger's is
    content = pdf.kept(current().sandbox, sent, NAME)
    _check_size(content)

    def work(tx):
        latsar = tx.hold(latsar_stream(str(id))).state
        # Sealed with the person's own key: it ends with the person.
        address = keep_sealed(tx, vault, person, content)
        command = HandIn(person, latsar, wanted["title"], address, len(content))
        tx.decide(project_stream(str(id)), command)

    return run_work(work)


@blueprint.route("/<uuid:id>/project/marks", methods=["POST"])
@allow(EXAMINER)
@blueprint.arguments(schemas.ExamineProject)
@blueprint.response(200, CommandAnswer)
def examine(body, id):
    """Beri nilai, satu kali; nilai penguji lain tampak sesudahnya."""
    actor, examiner, mark = caller().actor, caller().id, exactly(body["mark"])

    def work(tx):
        latsar = tx.hold(latsar_stream(str(id))).state
        tx.decide(project_stream(str(id)), Examine(actor, examiner, latsar, body["handed_in"], mark))

    return run_work(work)


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Refused("ukuran-berkas", "Ukuran berkas proyek harus paling besar 5 MB.", "file", status=422)


def _seen(id) -> dict:
    """The project as the caller may see it at all."""
    state = known(current().store.load(project_stream(str(id))).state)
    if caller().role in OWNERS and state["person"] != caller().id:
        raise MISSING
    known_latsar(current().store.load(latsar_stream(str(id))).state)
    return state
