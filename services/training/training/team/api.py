"""What waits for a superior, or of one's own trainings; how much everybody who answers to them learnt this year."""

from asnkit import states
from asnkit.events import format_time, uuid_of
from asnkit.web import Blueprint, allow, caller, current
from asnkit.wib import wib_date

from ..civil_servant.book import developed
from ..civil_servant.career import leave_on
from ..enrolment.application import APPLIED
from ..enrolment.own import waiting_of
from ..evaluation.keeping import waiting_for
from ..headship.superiors import team_of
from ..roster_reading.recording import names_of_all
from ..rules.hours import limits
from . import schemas

SUPERIORS = ("pelamar", "pegawai")
MOST = 200
"""People who are shown; no unit of the city has more."""

blueprint = Blueprint("team", __name__, url_prefix="/v1/my-team", description="Bawahan Anda")


@blueprint.route("", methods=["GET"])
@allow(*SUPERIORS)
@blueprint.response(200, schemas.Team)
def show():
    """Orang yang hari ini Anda pimpin dengan JP-nya, permohonan, dan formulir. Pembacaan nama tercatat."""
    today, rows = _today(), _team()
    applications, forms = _applications(rows), _forms()
    persons = [row["_id"] for row in rows[:MOST]] + [one["person"] for one in forms]
    names = names_of_all(list(dict.fromkeys(persons)), "roster", caller().actor) if persons else {}
    people = [
        {
            "person": row["_id"],
            "name": names.get(row["_id"]),
            **{name: row[name] for name in ("unit", "job_name", "status")},
            "away_until": (leave_on(row.get("leaves", []), today) or {}).get("until"),
            "credited": developed(row).get(today[:4], 0),
            **limits(row["status"])._asdict(),
        }
        for row in rows[:MOST]
    ]
    return {
        "applications": [one | {"name": names.get(one["person"])} for one in applications],
        "evaluations": [one | {"name": names.get(one["person"])} for one in forms],
        "people": people,
        "total": len(rows),
    }


@blueprint.route("/waiting", methods=["GET"])
@allow(*SUPERIORS)
@blueprint.response(200, schemas.TeamWaiting)
def waiting():
    """Berapa yang menunggu Anda, dari bawahan dan dari pelatihan Anda sendiri; tanpa membaca nama."""
    rows, own = _team(), waiting_of(current(), caller().id, _today())
    counts = {"people": len(rows), "applications": len(_applications(rows)), "evaluations": len(_forms())}
    return counts | {"own": own}


def _team() -> list[dict]:
    return team_of(current().db, current().views, caller().id, _today())


def _applications(rows: list[dict]) -> list[dict]:
    """Those that may still be decided, the one whose registration closes first above."""
    wanted = {"status": APPLIED, "closes": {"$gte": format_time(current().clock.now())}}
    persons = {"$in": [row["_id"] for row in rows]}
    found = states.every(current().db, "enrolment", person=persons, **wanted) if rows else []
    items = [{**state, "id": uuid_of(stream)} for stream, _, state in found]
    return sorted(items, key=lambda one: (one["closes"], one["applied_at"], one["id"]))


def _forms() -> list[dict]:
    return waiting_for(current().db, caller().id, _today())


def _today() -> str:
    return wib_date(current().clock.now()).isoformat()
