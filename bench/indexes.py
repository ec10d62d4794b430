"""IP ASN of 5,000 people and the cheapest raise of their mean, read from MongoDB with every fact sealed, beside the
same reckoning over facts that lie open in memory. The goal is ten seconds."""

import json
import time
import uuid
from dataclasses import replace
from datetime import date

from asnkit.service import Runtime
from asnkit.settings import Settings
from feedback.professionalism.gathering import Found, gather
from feedback.professionalism.groups import everybody, people_of, planned
from feedback.professionalism.showing import dimensions_of, weighed
from feedback.roster.superiors import Registers
from feedback.rules.actions import PRICES
from feedback.wiring import SERVICE

from .setting import figure, fresh

PEOPLE, UNITS, RISE = 5_000, 40, 5
TODAY = date(2026, 6, 1)


def measure(settings, rounds: int) -> list[dict]:
    runtime = Runtime(SERVICE, replace(fresh(settings), service="feedback", contracts=Settings.contracts))
    runtime.prepare()
    try:
        _people(runtime)
        registers = Registers(runtime.views, TODAY.isoformat())
        facts = gather(runtime, list(registers.everybody()), TODAY.isoformat())
        ours, peers = [], []
        for _ in range(rounds):
            ours.append(_seconds(lambda: _ours(runtime)))
            peers.append(_seconds(lambda: _peer(registers, facts)))
    finally:
        runtime.client.drop_database(runtime.settings.database)
        runtime.close()
    return [figure(f"IP ASN of {PEOPLE:,} people with what-if", "s", "facts open in memory", ours, peers, digits=2)]


def _ours(runtime: Runtime) -> dict:
    registers = Registers(runtime.views, TODAY.isoformat())
    return planned(people_of(everybody(runtime, registers, TODAY), None), RISE, PRICES)


def _peer(registers: Registers, facts: dict[str, list[Found]]) -> dict:
    people = [weighed(registers, person, found, TODAY) for person, found in facts.items()]
    return planned([(one, dimensions_of(one)) for one in people], RISE, PRICES)


def _seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _people(runtime: Runtime) -> None:
    """Two sealed papers for each, a seminar for every third, in 40 units."""
    servants, certificates, papers = [], [], []
    for number in range(PEOPLE):
        person, code = str(uuid.uuid4()), ("JF-0413", "JP-0001")[number % 2]
        station = {"unit": f"Unit {number % UNITS}", "job": "Pengelola", "job_code": code, "since": "2020-01-02"}
        servants.append({"_id": person, "stations": [station], "unit": station["unit"].casefold(), "left": None})
        for kind, value in (("EDUCATION", "S1"), ("PREDICATE", "BAIK")):
            papers.append(_paper(runtime, person, kind, value))
        if number % 3 == 0:
            told = {"kind": "SEMINAR", "title": "Layanan", "hours": 6, "completed_on": "2026-01-05"}
            certificates.append({"_id": person, "certificates": {str(number): told | {"certificate_no": "A/1"}}})
    runtime.views["servants"].insert_many(servants)
    runtime.views["certificates"].insert_many(certificates)
    runtime.db.state.insert_many(papers)


def _paper(runtime: Runtime, person: str, kind: str, value: str) -> dict:
    stream = f"evidence-{uuid.uuid4()}"
    said = {"title": "Bukti", "number": "A-1", "issuer": "USU", "day": "2026-01-05", "value": value, "hours": None}
    content = runtime.vault.seal(person, stream, "content", json.dumps(said))
    data = {"person": person, "kind": kind, "content": content, "status": "valid", "reason": None}
    return {"_id": stream, "aggregate": "evidence", "shape": 1, "version": 2, "data": data}
