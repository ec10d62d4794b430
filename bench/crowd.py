"""Answers to a survey as a crowd sends them, 5,000 in a minute, beside a bare Flask form that inserts each.

An open loop: each answer has its moment, and what is measured is from that moment to the last byte of the reply, so
that waiting for a thread or a connection is in the figure. p95 in milliseconds; the goal is 200 on two processors. What
was answered is counted afterwards: none may be lost or doubled.
"""

import json
import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from threading import local

from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.service import Runtime
from asnkit.settings import Settings
from feedback.survey.domain import Open
from feedback.survey.questions import ELEMENTS
from feedback.survey.tallies import responses
from feedback.wiring import SERVICE

from .commands import serve
from .setting import figure, fresh

ANSWERS, MINUTE, TURNS = 5_000, 60, 6
"""The minute is sent to each server in six parts, in turn with the other."""
THREADS = 64
BODY = json.dumps({"answers": dict.fromkeys(ELEMENTS, 3), "channel": "counter"}).encode()


def measure(settings, rounds: int) -> list[dict]:
    """One minute each, however many rounds are asked for."""
    settings = replace(fresh(settings), contracts=Settings.contracts)
    runtime = Runtime(SERVICE, replace(settings, service="feedback"))
    runtime.prepare()
    stream = new_id("survey")
    opened = Open(unit="RSUD", service="Rawat jalan", title="Semester 1", minimum=30, population=None)
    runtime.store.run(Context("aduan:a1", stream, stream), lambda tx: tx.decide(stream, opened))
    issuers = settings.secrets / "issuers.json"
    issuers.write_text("[]")
    id = stream.partition("-")[2]
    servers = {name: serve(name, settings, issuers) for name in ("survey", "form")}
    try:
        took: dict[str, list[float]] = {name: [] for name in servers}
        for _ in range(TURNS):
            for name, (_process, port) in servers.items():
                took[name].append(_p95(_crowd(port, id, ANSWERS // TURNS, MINUTE / TURNS)))
        kept = {"survey": responses(runtime.db, id), "form": runtime.db.answers.count_documents({})}
    finally:
        for process, _ in servers.values():
            process.terminate()
            process.wait()
        runtime.client.drop_database(settings.database)
        runtime.close()
    if set(kept.values()) != {ANSWERS // TURNS * TURNS}:
        raise SystemExit(f"answers were lost or doubled: {kept}")
    what = f"{ANSWERS:,} survey answers in a minute, p95"
    return [figure(what, "ms", "bare Flask and pymongo", took["survey"], took["form"], digits=1)]


def _crowd(port: int, id: str, many: int, seconds: float) -> list[float]:
    """Milliseconds of each answer, from the moment at which it was due."""
    kept, begun = local(), time.perf_counter() + 0.1

    def answer(number: int) -> float:
        due = begun + number * seconds / many
        time.sleep(max(0.0, due - time.perf_counter()))
        if not hasattr(kept, "connection"):
            kept.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        kept.connection.request("POST", f"/v1/surveys/{id}/responses", BODY, headers)
        reply = kept.connection.getresponse()
        said = reply.read()
        if reply.status != 201:
            raise RuntimeError(f"{reply.status} {said[:200]}")
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(answer, range(many)))


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[94]
