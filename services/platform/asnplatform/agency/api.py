"""Agencies: they ask, two people of IT give, everybody reads who gets what and why."""

from datetime import timedelta

from asnkit import states
from asnkit.erasing import destroy_waiting
from asnkit.events import Refused, format_time, new_id, uuid_of
from asnkit.limits import Limit, count
from asnkit.paging import PageArguments
from asnkit.schemas import CommandAnswer
from asnkit.signing import reference
from asnkit.web import Blueprint, allow, caller, current, public, run_work, source

from ..contact_reading.domain import Record
from . import keeping, manifest, schemas
from .domain import GRANTED, KNOWN, MISSING, Ask, End, Grant, Narrow, Pause, Propose, Refuse, Resume

OPEN_FOR = timedelta(minutes=15)
BY_SOURCE = Limit("agencies", 20, timedelta(hours=1))
IT = "ti"

blueprint = Blueprint("agencies", __name__, url_prefix="/v1/agencies", description="Instansi lain")


@blueprint.route("", methods=["GET"])
@public
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.PublicAgencies)
def list_agencies(wanted):
    """Instansi yang menerima data, atau pernah menerimanya, dengan alasannya; yang terakhir berubah lebih dahulu."""
    return _page(wanted, {"$in": list(KNOWN)})


@blueprint.route("", methods=["POST"])
@public
@blueprint.arguments(schemas.AskAgency)
@blueprint.response(201, CommandAnswer)
def ask(body):
    """Minta data untuk sebuah instansi. Alamat surelnya disegel; petugas TI menjawab lewat alamat itu."""
    key = bytes.fromhex(current().settings.secret("hmac.key").decode())
    count(current().db, key, BY_SOURCE, source())
    stream = new_id("agency")

    def work(tx):
        sealed = current().vault.seal(uuid_of(stream), stream, "contact", body["contact"])
        tx.decide(stream, Ask(body["agency"], body["purpose"], sealed, tuple(body["topics"])))

    return run_work(work)


@blueprint.route("/requests", methods=["GET"])
@allow(IT)
@blueprint.arguments(schemas.Wanted, location="query")
@blueprint.response(200, schemas.Agencies)
def list_requests(wanted):
    """Semua permintaan, yang terakhir berubah lebih dahulu."""
    return _page(wanted, wanted.get("status"))


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Agency)
def show(id):
    """Satu instansi, tanpa alamatnya."""
    stream = f"agency-{id}"
    loaded = current().store.load(stream)
    if loaded.state is None:
        raise MISSING
    return states.versioned(_shown(stream, loaded.version, loaded.state), loaded.version)


@blueprint.route("/<uuid:id>/contact-readings", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.Nothing)
@blueprint.response(201, CommandAnswer)
def open_contact(_body, id):
    """Buka alamat surel instansi: pembukaan ini dicatat, lalu alamatnya terbuka bagi Anda 15 menit."""
    stream = new_id("contact_reading")

    def work(tx):
        if tx.load(f"agency-{id}").state is None:
            raise MISSING
        tx.decide(stream, Record(str(id)))

    return run_work(work)


@blueprint.route("/<uuid:id>/contact", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Contact)
def show_contact(id):
    """Alamat surel instansi bagi yang membukanya dalam 15 menit terakhir."""
    stream = f"agency-{id}"
    state = current().store.load(stream).state
    if state is None:
        raise MISSING
    since = format_time(current().clock.now() - OPEN_FOR)
    wanted = {"agency": str(id), "reader": caller().actor, "at": {"$gte": since}}
    if states.one(current().db, "contact_reading", **wanted) is None:
        raise Refused("belum-dibuka", "Buka alamatnya lebih dahulu; sesudah itu terbuka 15 menit.", status=403)
    return {"contact": current().vault.readable(stream, "contact", state["contact"])}


@blueprint.route("/<uuid:id>/kafka-user", methods=["GET"])
@allow(IT)
@blueprint.response(200, schemas.Manifest)
def show_manifest(id):
    """KafkaUser yang diterapkan TI: hak baca yang sedang berlaku, dan tidak lebih."""
    state = current().store.load(f"agency-{id}").state
    if state is None or state["status"] not in KNOWN:
        raise MISSING
    topics = state["topics"] if state["status"] == GRANTED else []
    return {"user": manifest.user_of(str(id)), "manifest": manifest.kafka_user(str(id), topics)}


@blueprint.route("/<uuid:id>/proposal", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.ProposeAgency)
@blueprint.response(200, CommandAnswer)
def propose(body, id):
    """Usulkan apa yang diberikan dan sampai kapan; petugas lain mengesahkannya."""
    return _act(id, Propose(tuple(body["topics"]), body["until"]))


@blueprint.route("/<uuid:id>/grant", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.GrantAgency)
@blueprint.response(200, CommandAnswer)
def grant(body, id):
    """Sahkan: tanda tangan kedua atas usulan yang dibaca."""
    command = Grant(caller().actor, body["proposed"])
    return run_work(lambda tx: keeping.grant(tx, f"agency-{id}", command, states.seen(tx)))


@blueprint.route("/<uuid:id>/refusal", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.Reason)
@blueprint.response(200, CommandAnswer)
def refuse(body, id):
    """Tolak permintaan ini; alamatnya dihapus."""
    return _last(id, Refuse(body["reason"]))


@blueprint.route("/<uuid:id>/narrowing", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.Topics)
@blueprint.response(200, CommandAnswer)
def narrow(body, id):
    """Persempit menjadi sebagian dari yang diberikan."""
    return _act(id, Narrow(tuple(body["topics"])))


@blueprint.route("/<uuid:id>/pause", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.Reason)
@blueprint.response(200, CommandAnswer)
def pause(body, id):
    """Jeda; alasannya dibaca semua orang."""
    return _act(id, Pause(body["reason"]))


@blueprint.route("/<uuid:id>/resumption", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def resume(_body, id):
    """Lanjutkan yang dijeda."""
    return _act(id, Resume())


@blueprint.route("/<uuid:id>/end", methods=["POST"])
@allow(IT)
@blueprint.arguments(schemas.Reason)
@blueprint.response(200, CommandAnswer)
def end(body, id):
    """Akhiri untuk selamanya; alasannya dibaca semua orang, dan alamatnya dihapus."""
    return _last(id, End(body["reason"]))


def _act(id, command):
    return run_work(lambda tx: tx.decide(f"agency-{id}", command, states.seen(tx)))


def _last(id, command):
    answered = run_work(lambda tx: keeping.end(tx, f"agency-{id}", command, states.seen(tx)))
    destroy_waiting(current())
    return answered


def _page(wanted, status) -> dict:
    more = {"status": status} if status else {}
    found, following = states.page(current().db, "agency", wanted, by="data.at", **more)
    items = [_shown(stream, version, state) for stream, version, state in found]
    return {"items": items, "total": states.count(current().db, "agency", **more), "next": following}


def _shown(stream: str, version: int, state: dict) -> dict:
    signed = state["proposed"]
    told = {"proposed": signed and reference(signed), "proposer": signed and signed["actor"]}
    return {**state, **told, "id": uuid_of(stream), "version": version}
