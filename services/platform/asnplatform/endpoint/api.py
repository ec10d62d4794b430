"""Webhooks of an agency: where its events are sent, the secret that signs them, and what came of each."""

from datetime import timedelta

from asnkit import states
from asnkit.erasing import destroy_waiting
from asnkit.events import Refused, format_time, new_id, parse_time, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.web import Blueprint, allow, caller, current, run_work

from ..agency.domain import MISSING as NO_AGENCY
from ..agency.schemas import Nothing
from ..delivery.queue import COLLECTION, WAITING
from . import keeping, schemas
from .domain import DESK, KEPT, MISSING, Pause

IT = "ti"
OPEN_FOR = timedelta(minutes=15)

blueprint = Blueprint("endpoints", __name__, url_prefix="/v1", description="Webhook instansi lain")


@blueprint.route("/agencies/<uuid:id>/endpoints", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Endpoints)
def list_endpoints(id):
    """Webhook sebuah instansi, dan peristiwa yang dapat dikirim kepadanya."""
    agency = current().store.load(f"agency-{id}").state
    if agency is None:
        raise NO_AGENCY
    found = states.every(current().db, "endpoint", agency=str(id), status={"$in": list(KEPT)})
    items = [_shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "offered": sorted(keeping.offered(current(), agency["topics"]))}


@blueprint.route("/agencies/<uuid:id>/endpoints", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.RegisterEndpoint)
@blueprint.response(201, CommandAnswer)
def register(body, id):
    """Catat webhook. Rahasianya terbuka bagi Anda 15 menit sesudah ini, dan kemudian bagi siapa pun tidak."""
    stream, types = new_id("endpoint"), tuple(dict.fromkeys(body["types"]))
    return run_work(lambda tx: keeping.register(current(), tx, stream, str(id), body["url"], types))


@blueprint.route("/endpoints/<uuid:id>", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Endpoint)
def show(id):
    """Satu webhook, tanpa rahasianya."""
    loaded = _loaded(id)
    return states.versioned(_shown(loaded.stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/endpoints/<uuid:id>/secret", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Secret)
def show_secret(id):
    """Rahasia penanda tangan, bagi yang membuatnya dalam 15 menit terakhir."""
    loaded = _loaded(id)
    until = parse_time(loaded.state["renewed"]) + OPEN_FOR
    mine = caller().actor == loaded.state["renewer"] and loaded.state["status"] in KEPT
    if not mine or current().clock.now() >= until:
        message = "Rahasia ini hanya tampil bagi pembuatnya, 15 menit. Bila hilang, buat yang baru."
        raise Refused("rahasia-tertutup", message, status=403)
    return {"secret": current().vault.open(loaded.stream, "secret", loaded.state["secret"])}


@blueprint.route("/endpoints/<uuid:id>/secret", methods=["POST"])
@allow(IT)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def renew(_body, id):
    """Ganti rahasianya; yang lama masih menandatangani satu hari."""
    return run_work(lambda tx: keeping.renew(current(), tx, f"endpoint-{id}", states.seen(tx)))


@blueprint.route("/endpoints/<uuid:id>/pause", methods=["POST"])
@allow(IT)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def pause(_body, id):
    """Jeda; yang harus dikirim menunggu."""
    return run_work(lambda tx: tx.decide(f"endpoint-{id}", Pause(DESK), states.seen(tx)))


@blueprint.route("/endpoints/<uuid:id>/resumption", methods=["POST"])
@allow(IT)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def resume(_body, id):
    """Lanjutkan; yang menunggu dikirim sekarang."""
    return run_work(lambda tx: keeping.resume(tx, f"endpoint-{id}", states.seen(tx)))


@blueprint.route("/endpoints/<uuid:id>/removal", methods=["POST"])
@allow(IT)
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def remove(_body, id):
    """Hapus untuk selamanya, dengan semua yang menunggu."""
    answered = run_work(lambda tx: keeping.remove(tx, f"endpoint-{id}", states.seen(tx)))
    destroy_waiting(current())
    return answered


@blueprint.route("/endpoints/<uuid:id>/deliveries", methods=["GET"])
@allow(IT)
@blueprint.arguments(schemas.WantedDeliveries, location="query")
@blueprint.response(200, schemas.Deliveries)
def list_deliveries(wanted, id):
    """Kiriman 30 hari terakhir, terbaru lebih dahulu."""
    _loaded(id)
    query = {"endpoint": str(id), **({"status": wanted["status"]} if "status" in wanted else {})}
    found, following = page(current().db[COLLECTION], query, [("at", -1), ("_id", -1)], wanted, {"body": 0})
    total = current().db[COLLECTION].count_documents(query)
    return {"items": [_delivery(one) for one in found], "total": total, "next": following}


@blueprint.route("/endpoints/<uuid:id>/redeliveries", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.SendAgain)
@blueprint.response(200, CommandAnswer)
def send_again(body, id):
    """Kirim sekali lagi satu peristiwa, dengan webhook-id yang sama."""
    return run_work(lambda tx: keeping.send_again(tx, f"endpoint-{id}", body["event"], states.seen(tx)))


def _loaded(id):
    loaded = current().store.load(f"endpoint-{id}")
    if loaded.state is None:
        raise MISSING
    return loaded


def _shown(stream: str, version: int, state: dict) -> dict:
    waiting = current().db[COLLECTION].count_documents({"endpoint": uuid_of(stream), "status": WAITING})
    return {**state, "id": uuid_of(stream), "version": version, "waiting": waiting}


def _delivery(one: dict) -> dict:
    last = one["last"] or {}
    due = format_time(one["due"]) if one["status"] == WAITING else None
    told = {name: one[name] for name in ("event", "type", "status", "tries", "at")}
    return {**told, "due": due, "tried": last.get("at"), "outcome": last.get("outcome")}
