"""The public list of complaints where there are 100,000: a page over HTTP, beside a list of the same service that is
empty.

Each turn asks for the first page, a page of one unit and one far inside, found by its key; p95 in milliseconds. The
goal is 100 on two processors.
"""

import json
import random
import statistics
import time
import uuid
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import quote

from asnkit.service import Runtime
from asnkit.settings import Settings
from feedback.complaint.domain import AGGREGATE
from feedback.wiring import SERVICE

from .commands import serve
from .setting import figure, fresh

COMPLAINTS, UNITS, PAGE, ASKED, AT_ONCE = 100_000, 40, 25, 60, 10_000


def measure(settings, rounds: int) -> list[dict]:
    settings = replace(fresh(settings), contracts=Settings.contracts)
    runtime = Runtime(SERVICE, replace(settings, service="feedback"))
    runtime.prepare()
    (settings.secrets / "issuers.json").write_text("[]")
    try:
        _fill(runtime)
        process, port = serve("survey", settings, settings.secrets / "issuers.json")
        try:
            pages = _pages(port)
            ours, peers = [], []
            for _ in range(rounds):
                ours.append(_p95(lambda: _get(port, random.choice(pages))))
                peers.append(_p95(lambda: _get(port, "/v1/gaps")))
        finally:
            process.terminate()
            process.wait()
    finally:
        runtime.client.drop_database(settings.database)
        runtime.close()
    what = f"a page of {COMPLAINTS:,} public complaints, p95"
    return [figure(what, "ms", "an empty list", ours, peers, digits=1)]


def _pages(port: int) -> list[str]:
    first = f"/v1/topics?limit={PAGE}"
    inside = first
    for _ in range(20):
        inside = f"/v1/topics?limit=200&after={quote(_get(port, inside)['next'])}"
    return [first, f"{first}&unit={quote(_unit(7))}", inside.replace("limit=200", f"limit={PAGE}")]


def _get(port: int, path: str) -> dict:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    reply = connection.getresponse()
    said = reply.read()
    connection.close()
    if reply.status != 200:
        raise RuntimeError(f"{reply.status} {said[:200]}")
    return json.loads(said)


def _p95(work) -> float:
    took = []
    for _ in range(ASKED):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(took, n=100)[94]


def _unit(number: int) -> str:
    return f"Unit {number}"


def _fill(runtime: Runtime) -> None:
    """As the views and the states have them; of a complaint only what the list looks at."""
    for begun in range(0, COMPLAINTS, AT_ONCE):
        rows, states = [], []
        for number in range(begun, begun + AT_ONCE):
            id, day = str(uuid.uuid4()), f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            title = f"Antrean loket nomor {number}"
            row = {"title": title, "unit": _unit(number % UNITS), "day": day, "news": day, "words": title.split()}
            rows.append({"_id": id, **row})
            data = {"into": None, "status": "forwarded"}
            named = {"aggregate": AGGREGATE.name, "shape": AGGREGATE.shape, "version": 2}
            states.append({"_id": f"complaint-{id}", **named, "data": data})
        runtime.views["topics"].insert_many(rows)
        runtime.db.state.insert_many(states)
