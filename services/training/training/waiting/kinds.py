"""What waits for a second person, kind by kind: which states, and where each keeps the first signature.

And who did not pass Latsar and is still in service, and applications of whom nobody knows a superior, which wait for an
officer.
"""

from collections.abc import Mapping
from typing import NamedTuple

from asnkit.events import uuid_of
from asnkit.signing import same_person
from asnkit.states import every, query
from pymongo.database import Database

from ..civil_servant.domain import is_serving
from ..civil_servant.tenure import CHANGES
from ..enrolment.application import APPLIED
from ..latsar.domain import FAILED
from ..streams import civil_servant_stream

SECOND, OTHER, YOU = "second", "other", "you"
OFFICER, HEAD = "diklat", "pimpinan"


class Kind(NamedTuple):
    """`query` of states; `first` is where a state keeps the first signature, `about` what is told of it, `role` whose
    the second one is."""

    name: str
    query: Mapping
    first: str
    about: str
    role: str = OFFICER


KINDS = (
    Kind("unit_list", query("unit_import", {"approved": False}), "staged", "file"),
    Kind("roster_list", query("roster_import", {"status": "staged"}), "staged", "file"),
    Kind("roster_undo", query("roster_undo", {"status": "proposed"}), "proposed", "basis"),
    Kind("certificate", query("certificate", {"status": "PROPOSED"}), "proposed", "certificate_no"),
    Kind("reissue", query("certificate", {"status": "REISSUING"}), "proposed", "certificate_no"),
    Kind("decree", query("civil_servant", {"change": {"$in": CHANGES}}), "proposed", "unit"),
    Kind("plan", query("plan", {"status": "proposed"}), "proposed", "year", HEAD),
)


def seen_by(role: str) -> list[Kind]:
    """The head sees what waits for the head; the officers see everything."""
    return [kind for kind in KINDS if role in (OFFICER, kind.role)]


def shown(kind: Kind, stream: str, state: Mapping, actor: str) -> dict:
    """schemas.WaitingOne; `actor` is "<role>:<pseudonym>"."""
    mine = actor.partition(":")[0] == kind.role and not same_person(state[kind.first]["actor"], actor)
    return {
        "kind": kind.name,
        "id": uuid_of(stream),
        "turn": SECOND if mine else OTHER,
        "about": str(state[kind.about]),
    }


def unled(db: Database, now: str) -> list[dict]:
    """schemas.WaitingOne of each application that names no superior and may still be decided (RFC 3339)."""
    found = every(db, "enrolment", superior=None, status=APPLIED, closes={"$gte": now})
    return [
        {"kind": "application", "id": uuid_of(stream), "turn": YOU, "about": one["code"]} for stream, _, one in found
    ]


def not_passed(db: Database) -> list[dict]:
    """schemas.WaitingOne of each who did not pass Latsar, is serves, and whose dismissal nobody proposed."""
    failed = {state["person"]: (stream, state) for stream, _version, state in every(db, "latsar", status=FAILED)}
    serving = db.state.find({"_id": {"$in": [civil_servant_stream(person) for person in failed]}})
    left = [one["data"] for one in serving if is_serving(one["data"]) and "change" not in one["data"]]
    found = [failed[one["person"]] for one in left]
    return [
        {"kind": "latsar", "id": uuid_of(stream), "turn": YOU, "about": state["unit"]}
        for stream, state in sorted(found, key=lambda one: one[0])
    ]
