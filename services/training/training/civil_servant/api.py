"""The roster, one's own training, and public counts."""

from asnkit.events import Refused, uuid_of
from asnkit.paging import PageArguments, page
from asnkit.schemas import CommandAnswer, SignProposal
from asnkit.signing import reference
from asnkit.states import every, seen, versioned
from asnkit.web import Blueprint, allow, caller, current, public, run, run_work
from asnkit.wib import wib_date

from ..enrolment.courses import LATSAR
from ..headship.domain import head_on
from ..hours.domain import YEARLY_TARGET
from ..rules.hours import limits
from ..sitting.schemas import Nothing
from ..streams import civil_servant_stream, enrolment_stream
from . import schemas
from .book import developed, entries_of
from .career import EndService, GrantLeave, Promote, leave_on
from .counts import counted
from .domain import Transfer, known, stations_of
from .tenure import Propose, Reject, Sign, ended_as
from .views import READY, ready

blueprint = Blueprint("roster", __name__, url_prefix="/v1", description="Daftar ASN dan pelatihan saya")

POST = ("status", "rank", "unit", "job_code", "job_name", "decree_no", "effective_date", "left_at", "left_reason")


@blueprint.route("/roster", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.arguments(schemas.RosterFilter, location="query")
@blueprint.response(200, schemas.Roster)
def roster(wanted):
    """ASN menurut unit, dengan kepesertaan dan JP."""
    rows = current().views["roster"]
    query = {"unit": wanted["unit"]} if "unit" in wanted else {"unit": {"$ne": None}}
    found, following = page(rows, query, [("place", 1)], wanted)
    return {"items": [_shown(row) for row in found], "total": rows.count_documents(query), "next": following}


@blueprint.route("/roster/<person>", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.response(200, schemas.CivilServant)
def show(person):
    """Satu ASN."""
    return _one(person)


@blueprint.route("/roster/<person>/stations", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.response(200, schemas.Stations)
def list_stations(person):
    """Unit dan jabatan, golongan, dan cuti satu ASN dari waktu ke waktu, dan keputusan yang menunggu orang kedua."""
    loaded = current().store.load(civil_servant_stream(person))
    state = known(loaded.state)
    others = {name: state.get(name, [])[::-1] for name in ("ranks", "leaves")}
    body = {"version": loaded.version, "items": stations_of(state)[::-1], **others, "waiting": _waiting(state)}
    return versioned(body, loaded.version)


@blueprint.route("/roster/<person>/transfer", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.TransferServant)
@blueprint.response(200, CommandAnswer)
def transfer(body, person):
    """Catat mutasi satu ASN ke unit atau jabatan lain."""
    unit = str(body.pop("unit"))

    def work(tx):
        # Held: an end of the unit at the same moment and this transfer exclude each other.
        held = tx.hold(f"unit-{unit}").state
        tx.decide(civil_servant_stream(person), Transfer(unit, held, **body), seen(tx))

    return run_work(work)


@blueprint.route("/roster/<person>/promotion", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.PromoteServant)
@blueprint.response(200, CommandAnswer)
def promote(body, person):
    """Catat golongan satu ASN, atau kenaikannya, mulai suatu hari."""
    return run(civil_servant_stream(person), Promote(**body))


@blueprint.route("/roster/<person>/leave", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.GrantLeave)
@blueprint.response(200, CommandAnswer)
def grant_leave(body, person):
    """Catat cuti satu ASN, dari hari pertama sampai hari terakhir."""
    return run(civil_servant_stream(person), GrantLeave(**body))


@blueprint.route("/roster/<person>/end", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.EndService)
@blueprint.response(200, CommandAnswer)
def end_service(body, person):
    """Catat bahwa masa kerja satu ASN berakhir, mulai suatu hari."""

    def work(tx):
        leads = _leads(tx, person, body["effective"].isoformat())
        tx.decide(civil_servant_stream(person), EndService(**body, leads=leads), seen(tx))

    return run_work(work)


@blueprint.route("/roster/<person>/decree", methods=["POST"])
@allow("diklat")
@blueprint.arguments(schemas.ProposeDecree)
@blueprint.response(200, CommandAnswer)
def propose_decree(body, person):
    """Usulkan pengangkatan menjadi PNS atau pemberhentian; berlaku sesudah orang kedua menandatangani."""

    def work(tx):
        place = uuid_of(enrolment_stream(person, LATSAR))
        claim = tx.db.claims.find_one({"_id": f"hours/{place}"}, session=tx.session)
        evidence = claim and claim["stream"]
        ended = ended_as(tx.load_signed(evidence).state) if evidence else None
        tx.decide(civil_servant_stream(person), Propose(**body, evidence=evidence, latsar=ended), seen(tx))

    return run_work(work)


@blueprint.route("/roster/<person>/decree/approval", methods=["POST"])
@allow("diklat")
@blueprint.arguments(SignProposal)
@blueprint.response(200, CommandAnswer)
def sign_decree(body, person):
    """Tanda tangan kedua, oleh orang lain: pengangkatan atau pemberhentian berlaku."""
    stream, actor = civil_servant_stream(person), caller().actor

    def work(tx):
        decree = known(tx.load(stream).state).get("decree")
        leads = decree is not None and _leads(tx, person, decree["effective_date"])
        tx.decide(stream, Sign(actor, body["proposed"], leads), seen(tx))

    return run_work(work)


@blueprint.route("/roster/<person>/decree/rejection", methods=["POST"])
@allow("diklat")
@blueprint.arguments(Nothing)
@blueprint.response(200, CommandAnswer)
def reject_decree(_body, person):
    """Tolak usulan; juga oleh pengusulnya."""
    return run_work(lambda tx: tx.decide(civil_servant_stream(person), Reject(), seen(tx)))


@blueprint.route("/probation", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.Probation)
def list_probation(wanted):
    """CPNS yang lulus Latsar dan sudah bertugas satu tahun: dapat diangkat menjadi PNS. Yang terlama lebih dahulu."""
    rows, query = current().views["roster"], ready(wib_date(current().clock.now()).isoformat())
    found, following = page(rows, query, [("permanent_from", 1)], wanted)
    items = [{"person": row["_id"], **{name: row[name] for name in READY}} for row in found]
    return {"items": items, "total": rows.count_documents(query), "next": following}


@blueprint.route("/my-training", methods=["GET"])
@allow("pelamar", "pegawai")
@blueprint.response(200, schemas.CivilServant)
def my_training():
    """Pelatihan dan JP Anda sendiri."""
    return _one(caller().id)


@blueprint.route("/counts", methods=["GET"])
@public
@blueprint.response(200, schemas.TrainingCounts)
def counts():
    """Angka untuk papan transparansi."""
    return counted(current().db)


def _one(person: str) -> dict:
    row = current().views["roster"].find_one({"_id": person})
    if row is None:
        raise Refused("asn-tidak-ada", "Belum ada catatan ASN untuk orang ini.", status=404)
    return _shown(row)


def _waiting(state: dict) -> dict | None:
    """schemas.Decree of what waits for the second signature."""
    if not state.get("proposed"):
        return None
    return {**state["decree"], "proposed": reference(state["proposed"]), "proposer": state["proposed"]["actor"]}


def _leads(tx, person: str, day: str) -> bool:
    """Whether a unit has this person as head on a day (YYYY-MM-DD)."""
    heads = every(tx.db, "headship", tx.session, **{"terms.person": person})
    led = [head_on(one, day) for _, _, one in heads]
    return any(head is not None and head["person"] == person for head in led)


def _shown(row: dict) -> dict:
    entries = entries_of(row)
    completed = {entry["enrolment"]: entry for entry in entries if "enrolment" in entry}
    years: dict[str, int] = {}
    for entry in entries:
        years[str(entry["year"])] = years.get(str(entry["year"]), 0) + entry["hours"]
    leave = leave_on(row.get("leaves", []), wib_date(current().clock.now()).isoformat())
    return {
        "person": row["_id"],
        "away_until": leave and leave["until"],
        **{name: row.get(name) for name in POST},
        "enrolments": [
            {
                "id": id,
                **enrolment,
                "latsar": row.get("latsar", {}).get(id),
                **{name: completed.get(id, {}).get(name) for name in ("completed_on", "certificate_no")},
            }
            for id, enrolment in sorted(row["enrolments"].items())
        ],
        "hours_by_year": years,
        "yearly_hours": developed(row),
        "yearly_target": YEARLY_TARGET,
        "yearly_most": limits(row.get("status")).most,
    }
