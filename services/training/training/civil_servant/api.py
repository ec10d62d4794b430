"""The roster, one's own training, and public counts."""

from asnkit.events import Refused
from asnkit.paging import page
from asnkit.web import Blueprint, allow, caller, current, public

from ..enrolment.courses import COURSES
from ..hours.domain import YEARLY_TARGET
from . import schemas

blueprint = Blueprint("roster", __name__, url_prefix="/v1", description="Daftar ASN dan pelatihan saya")

POST = ("status", "unit", "job_code", "job_name", "decree_no", "effective_date", "left_at")


@blueprint.route("/roster", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.arguments(schemas.RosterFilter, location="query")
@blueprint.response(200, schemas.Roster)
def roster(wanted):
    """ASN menurut unit, dengan kepesertaan dan JP."""
    rows = current().views["roster"]
    query = {"unit": wanted["unit"]} if "unit" in wanted else {"unit": {"$ne": None}}
    found, following = page(rows, query, [("unit", 1), ("job_name", 1)], wanted)
    return {"items": [_shown(row) for row in found], "total": rows.count_documents(query), "next": following}


@blueprint.route("/roster/<person>", methods=["GET"])
@allow("diklat", "ketua", "auditor")
@blueprint.response(200, schemas.CivilServant)
def show(person):
    """Satu ASN."""
    return _one(person)


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
    states = current().db.state
    credited = list(
        states.aggregate(
            [
                {"$match": {"aggregate": "hours", "data.reversed": {"$exists": False}}},
                {"$group": {"_id": None, "n": {"$sum": 1}, "hours": {"$sum": "$data.hours"}}},
            ]
        )
    )
    return {
        "civil_servants": states.count_documents({"aggregate": "civil_servant", "data.left_at": {"$exists": False}}),
        "enrolments": states.count_documents({"aggregate": "enrolment"}),
        "completed": credited[0]["n"] if credited else 0,
        "hours": credited[0]["hours"] if credited else 0,
    }


def _one(person: str) -> dict:
    row = current().views["roster"].find_one({"_id": person})
    if row is None:
        raise Refused("asn-tidak-ada", "Belum ada catatan ASN untuk orang ini.", status=404)
    return _shown(row)


def _shown(row: dict) -> dict:
    entries = [entry for entry in row["hours"].values() if not entry.get("reversed")]
    completed = {entry["enrolment"]: entry for entry in entries}
    years: dict[str, int] = {}
    yearly: dict[str, int] = {}
    for entry in entries:
        year = str(entry["year"])
        years[year] = years.get(year, 0) + entry["hours"]
        if entry["course"] not in COURSES:
            yearly[year] = yearly.get(year, 0) + entry["hours"]
    return {
        "person": row["_id"],
        **{name: row.get(name) for name in POST},
        "enrolments": [
            {
                "id": id,
                **enrolment,
                **{name: completed.get(id, {}).get(name) for name in ("completed_on", "certificate_no")},
            }
            for id, enrolment in sorted(row["enrolments"].items())
        ],
        "hours_by_year": years,
        "yearly_hours": yearly,
        "yearly_target": YEARLY_TARGET,
    }
