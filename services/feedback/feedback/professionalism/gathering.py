"""The facts about people that IP ASN is made of: training's certificates, this service's appraisals, what was handed in
and held, and sanctions."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from asnkit import states
from asnkit.events import uuid_of
from asnkit.service import Runtime

from ..appraisal.domain import ACKNOWLEDGED, RATED, REVIEWED
from ..appraisal.showing import ratings_of
from ..evidence.domain import VALID
from ..evidence.showing import content_of
from ..rules.proof import PREDICATE, SANCTION, Proof

AT_ONCE = 500
"""People whose keys are fetched together; they are remembered for a moment only."""


class Found(NamedTuple):
    """A proof and where it stands: `source` certificate, appraisal, evidence or sanction, `id` its uuid there."""

    proof: Proof
    source: str
    id: str
    version: int
    title: str
    number: str


def gather(runtime: Runtime, people: Sequence[str], today: str) -> dict[str, list[Found]]:
    """Of each of the people, in the order of the days; nobody is left out."""
    found = {person: [] for person in people}
    cycles = {uuid_of(stream): cycle for stream, _, cycle in states.every(runtime.db, "cycle")}
    for start in range(0, len(people), AT_ONCE):
        some = list(people[start : start + AT_ONCE])
        runtime.vault.remember(some)
        for part in (_certificates, _evidence, _sanctions):
            for person, facts in part(runtime, some).items():
                found[person] += facts
        for person, facts in _appraisals(runtime, some, cycles, today).items():
            found[person] += facts
    return {person: sorted(facts, key=lambda one: (one.proof.day, one.id)) for person, facts in found.items()}


def _certificates(runtime: Runtime, people: list[str]) -> dict[str, list[Found]]:
    rows = runtime.views["certificates"].find({"_id": {"$in": people}})
    return {
        row["_id"]: [
            Found(
                Proof(one["kind"], one["completed_on"], hours=one["hours"]),
                "certificate",
                enrolment,
                1,
                one["title"],
                one["certificate_no"],
            )
            for enrolment, one in row["certificates"].items()
            if one
        ]
        for row in rows
    }


def _evidence(runtime: Runtime, people: list[str]) -> dict[str, list[Found]]:
    found = defaultdict(list)
    for stream, version, state in states.every(runtime.db, "evidence", person={"$in": people}, status=VALID):
        if said := content_of(runtime, stream, state):
            proof = Proof(state["kind"], said["day"].isoformat(), said["value"], said["hours"] or 0)
            one = Found(proof, "evidence", uuid_of(stream), version, said["title"], said["number"])
            found[state["person"]].append(one)
    return found


def _sanctions(runtime: Runtime, people: list[str]) -> dict[str, list[Found]]:
    found = defaultdict(list)
    for stream, version, state in states.every(runtime.db, "sanction", person={"$in": people}, withdrawn=False):
        if text := runtime.vault.readable(stream, "content", state["content"]):
            said = json.loads(text)
            proof = Proof(SANCTION, said["day"], said["level"])
            one = Found(proof, "sanction", uuid_of(stream), version, said["decree_no"], said["decree_no"])
            found[state["person"]].append(one)
    return found


def _appraisals(runtime: Runtime, people: list[str], cycles: dict, today: str) -> dict[str, list[Found]]:
    """The last rating of each, once nothing can change it any more."""
    found = defaultdict(list)
    for stream, version, state in states.every(runtime.db, "appraisal", person={"$in": people}):
        cycle, status = cycles[state["cycle"]], state["status"]
        settled = status in (ACKNOWLEDGED, REVIEWED) or (status == RATED and cycle["settle_until"] < today)
        if settled and (given := ratings_of(runtime, stream, state)):
            proof = Proof(PREDICATE, cycle["ends"], given[-1]["predicate"])
            span = f"{cycle['begins']} – {cycle['ends']}"
            found[state["person"]].append(Found(proof, "appraisal", uuid_of(stream), version, span, span))
    return found
