"""Roles of the staff: one person of IT gives, another one confirms, and each is looked at again."""

from asnkit import states
from asnkit.erasing import destroy_waiting
from asnkit.events import new_id, uuid_of
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.signing import reference
from asnkit.web import Blueprint, allow, caller, current, run_work
from asnkit.wib import wib_date

from ..agency.schemas import Nothing, Reason
from . import keeping, schemas
from .domain import (
    HELD,
    IT,
    MISSING,
    REVIEW_AHEAD,
    Confirm,
    ConfirmExtension,
    Extend,
    Give,
    Reject,
    RejectExtension,
    Review,
)

blueprint = Blueprint("roles", __name__, url_prefix="/v1/roles", description="Peran pegawai")


@blueprint.route("", methods=["GET"])
@allow(IT)
@blueprint.arguments(schemas.WantedRoles, location="query")
@blueprint.response(200, schemas.Roles)
def list_roles(wanted):
    """Siapa memegang peran apa, yang terakhir berubah lebih dahulu."""
    more = {name: wanted[name] for name in ("status", "role") if wanted.get(name)}
    found, following = states.page(current().db, "role", wanted, by="data.at", **more)
    current().vault.remember([uuid_of(stream) for stream, _version, _state in found])
    items = [_shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "total": states.count(current().db, "role", **more), "next": following}


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Role)
def show(id):
    """Satu pemberian peran."""
    stream = f"role-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise MISSING
    return states.versioned(_shown(stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.GiveRole)
@blueprint.response(201, CommandAnswer)
def give(body):
    """Beri peran. Ketua, panitia, auditor, Inspektorat dan TI baru berlaku sesudah petugas lain mengesahkannya."""
    stream = new_id("role")

    def work(tx):
        name = current().vault.seal(uuid_of(stream), stream, "name", body["name"])
        told = (body["person"], name, body["role"], body["since"], body["until"])
        unit = str(body["unit"]) if body["unit"] else None
        keeping.give(tx, stream, Give(caller().actor, *told, unit, body["period"]))

    return run_work(work)


@blueprint.route("/<uuid:id>/confirmation", methods=["POST"])
@allow(IT)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def confirm(body, id):
    """Sahkan: tanda tangan kedua atas usulan yang dibaca."""
    command = Confirm(caller().actor, body["proposed"])
    return run_work(lambda tx: keeping.confirm(tx, f"role-{id}", command, states.seen(tx)))


@blueprint.route("/<uuid:id>/rejection", methods=["POST"])
@allow(IT)
@blueprint.arguments(Reason)
@blueprint.response(200, CommandAnswer)
def reject(body, id):
    """Tolak usulan ini; namanya dihapus."""
    return _last(lambda tx: keeping.reject(tx, f"role-{id}", Reject(body["reason"]), states.seen(tx)))


@blueprint.route("/<uuid:id>/review", methods=["POST"])
@allow(IT)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def review(_body, id):
    """Tinjau: masih diperlukan, setengah tahun lagi. Peran sendiri ditinjau petugas TI lain."""
    return run_work(lambda tx: keeping.review(tx, f"role-{id}", Review(caller().actor), states.seen(tx)))


@blueprint.route("/reviews", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.DueReviews)
def list_reviews():
    """Yang ditinjau dalam 30 hari ini, yang paling mendesak lebih dahulu; peran sendiri tidak."""
    until = (wib_date(current().clock.now()) + REVIEW_AHEAD).isoformat()
    wanted = {"status": HELD, "review": {"$lte": until}, "person": {"$ne": caller().id}}
    query = states.query("role", wanted)
    found = list(current().db.state.find(query).sort([("data.review", 1), ("_id", 1)]).limit(schemas.MOST_REVIEWS))
    current().vault.remember([uuid_of(one["_id"]) for one in found])
    items = [_shown(one["_id"], one["version"], one["data"]) for one in found]
    return {"items": items, "total": current().db.state.count_documents(query)}


@blueprint.route("/reviews", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.ReviewRoles)
@blueprint.response(200, CommandAnswer)
def review_all(body):
    """Tinjau beberapa peran sekaligus: semuanya, atau tidak satu pun."""

    def work(tx):
        for one in body["items"]:
            keeping.review(tx, f"role-{one['id']}", Review(caller().actor), one["version"])

    return run_work(work)


@blueprint.route("/<uuid:id>/extension", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.ExtendRole)
@blueprint.response(200, CommandAnswer)
def extend(body, id):
    """Perpanjang. Peran yang menandatangani baru diperpanjang sesudah petugas lain mengesahkannya."""
    command = Extend(caller().actor, body["until"])
    return run_work(lambda tx: keeping.extend(tx, f"role-{id}", command, states.seen(tx)))


@blueprint.route("/<uuid:id>/extension/confirmation", methods=["POST"])
@allow(IT)
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def confirm_extension(body, id):
    """Sahkan perpanjangan: tanda tangan kedua atas usulan yang dibaca."""
    command = ConfirmExtension(caller().actor, body["proposed"])
    return run_work(lambda tx: keeping.extend(tx, f"role-{id}", command, states.seen(tx)))


@blueprint.route("/<uuid:id>/extension/rejection", methods=["POST"])
@allow(IT)
@blueprint.arguments(Reason)
@blueprint.response(200, CommandAnswer)
def reject_extension(body, id):
    """Tolak perpanjangan; perannya tetap sampai hari terakhir yang sekarang."""
    return run_work(lambda tx: tx.decide(f"role-{id}", RejectExtension(body["reason"]), states.seen(tx)))


@blueprint.route("/<uuid:id>/revocation", methods=["POST"])
@allow(IT)
@blueprint.arguments(Reason)
@blueprint.response(200, CommandAnswer)
def revoke(body, id):
    """Cabut seketika; namanya dihapus. Petugas TI terakhir tidak dapat dicabut."""
    return _last(lambda tx: keeping.revoke(tx, f"role-{id}", body["reason"], states.seen(tx)))


def _last(work):
    answered = run_work(work)
    destroy_waiting(current())
    return answered


def _shown(stream: str, version: int, state: dict) -> dict:
    signed = state["proposed"]
    told = {"proposed": signed and reference(signed), "proposer": signed and signed["actor"]}
    told |= {"name": current().vault.readable(stream, "name", state["name"])}
    if extension := state["extension"]:
        first = extension["proposed"]
        told |= {"extension": {**extension, "proposed": reference(first), "proposer": first["actor"]}}
    return {**state, **told, "id": uuid_of(stream), "version": version}
