"""The HTTP command path beside a bare WSGI function that does the same MongoDB work.

Both run in gunicorn with the same workers and threads, get the same requests from the same closed loop of
16 connections, and do the same calls with the same write concern: find the state, then in one
transaction insert the command, insert the commit, update the state. The peer checks no token, no
schema, no contract, and signs nothing.
"""

import json
import os
import subprocess
import sys
import threading
import time
import uuid
from http.client import HTTPConnection
from pathlib import Path

from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.service import Runtime

from deploy.local import mongodb, ports
from tests.kit.issuer import TestIssuer
from tests.kit.toy import SERVICE, Open

from .setting import figure, fresh

CONNECTIONS = 16
SECONDS = 1
SLICES = 6


def measure(settings, rounds: int) -> list[dict]:
    settings = fresh(settings)
    runtime = Runtime(SERVICE, settings)
    runtime.prepare()
    boxes = [new_id("box") for _ in range(2000)]
    versions = dict.fromkeys(boxes, 1)
    for box in boxes:
        runtime.store.run(Context("pelamar:p1", box, box), lambda tx, b=box: tx.decide(b, Open("p1")))
    issuer = TestIssuer()
    issuers = settings.secrets / "issuers.json"
    issuers.write_text(json.dumps([{"issuer": issuer.url, "jwks": issuer.url, "roles": ["pelamar"]}]))
    servers = {name: serve(name, settings, issuers) for name in ("ours", "bare")}
    try:
        results: dict[str, list[float]] = {"ours": [], "bare": []}
        for name in servers:
            _load(servers[name][1], issuer.token(), boxes, versions, 1)
        # Many short slices side by side: within seconds a shared machine is twice as fast or half, and how
        # gunicorn's workers divide the connections among them is chance, anew in each.
        for _ in range(SLICES * rounds):
            for name in servers:
                results[name].append(_load(servers[name][1], issuer.token(), boxes, versions, SECONDS))
    finally:
        for process, _ in servers.values():
            process.terminate()
            process.wait()
        issuer.close()
        runtime.close()
    return [
        figure(
            "HTTP command, 16 connections", "req/s", "bare WSGI, same MongoDB work", results["ours"], results["bare"]
        )
    ]


def serve(name: str, settings, issuers: Path) -> tuple[subprocess.Popen, int]:
    port = ports.free()
    told = {
        "MONGO_URL": mongodb.without_password(settings.mongo_url),
        "ASN_MONGO_DB": settings.database,
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ASN_SECRETS": str(settings.secrets),
        "ASN_ISSUERS": str(issuers),
        "ASN_CONTRACTS": str(settings.contracts),
        "ASN_ENV": "development",
        "ASN_HTTP_BIND": f"127.0.0.1:{port}",
        "ASN_WEB_HEALTH_BIND": "127.0.0.1:0",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.serving", name],
        env=os.environ | told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if not ports.wait(port, lambda: process.poll() is None):
        raise SystemExit(f"the {name} server did not start")
    return process, port


def _load(port: int, token: str, boxes: list[str], versions: dict[str, int], seconds: float) -> float:
    """Requests a second of a closed loop; each connection fills boxes of its own.

    `versions` goes from round to round, so that no request is refused as stale: a refusal is other work.
    """
    end, done = time.monotonic() + seconds, []

    def one(share: list[str]) -> None:
        connection, count, position = HTTPConnection("127.0.0.1", port, timeout=30), 0, 0
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        while time.monotonic() < end:
            box = share[position % len(share)]
            position += 1
            headers["Idempotency-Key"] = uuid.uuid4().hex
            headers["If-Match"] = f'"{versions[box]}"'
            connection.request("POST", f"/v1/boxes/{box.partition('-')[2]}/filling", b'{"amount": 3}', headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{answer.status} {body[:200]}")
            versions[box] = json.loads(body)["version"]
            count += 1
        done.append(count)
        connection.close()

    threads = [threading.Thread(target=one, args=(boxes[n::CONNECTIONS],)) for n in range(CONNECTIONS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(done) != CONNECTIONS:
        raise SystemExit("a connection failed; the figures would mean nothing")
    return sum(done) / (time.monotonic() - began)
