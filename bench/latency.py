"""From a command's answer to its effect in another consumer's transaction: rung by a change stream, beside
the same relay woken by a 50 ms poll. 20 commands a second, an open loop; p50 and p99."""

import statistics
import subprocess
import sys
import time
import uuid

from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.service import Runtime

from tests.kit.toy import SERVICE, Fill, Open

from .setting import empty_topic, figure, fresh

RATE = 20
SECONDS = 8


def measure(settings, rounds: int) -> list[dict]:
    rounds = min(rounds, 3)
    results: dict[str, list[list[float]]] = {"bell": [], "poll": []}
    for _ in range(rounds):
        for wake in results:
            results[wake].append(_run(fresh(settings), wake))
    figures = []
    for name, point in (("p50", 50), ("p99", 99)):
        ours, peer = ([_percentile(run, point) for run in results[wake]] for wake in ("bell", "poll"))
        figures.append(figure(f"answer to effect elsewhere, {name}", "ms", "50 ms poll", ours, peer, digits=1))
    return figures


def _run(settings, wake: str) -> list[float]:
    empty_topic(settings)  # events of an earlier run's database would look like a forged history
    runtime = Runtime(SERVICE, settings)
    runtime.prepare()
    worker = subprocess.Popen([sys.executable, "-m", "bench.working", wake, settings.database],
                              stdin=subprocess.PIPE, text=True)  # fmt: skip
    worker.stdin.write(f"{settings.mongo_url}\n{settings.kafka_bootstrap}\n{settings.kafka_username}\n"
                       f"{settings.kafka_password}\n{settings.secrets}\n{settings.contracts}\n")  # fmt: skip
    worker.stdin.flush()
    try:
        boxes = [new_id("box") for _ in range(20)]
        for box in boxes:
            runtime.store.run(Context("pelamar:p1", box, box), lambda tx, b=box: tx.decide(b, Open("p1")))
        _fill(runtime, boxes[0])
        return [_fill(runtime, boxes[n % 20]) for n in range(RATE * SECONDS)]
    finally:
        worker.terminate()
        worker.wait()
        runtime.client.drop_database(settings.database)
        runtime.close()


def _fill(runtime, box: str) -> float:
    """One command; milliseconds from its answer until the reaction's state is there. Keeps the rate."""
    mirror = box.replace("box-", "mirror-")
    before = runtime.store.load(mirror).version
    began = time.perf_counter()
    runtime.store.run(Context("pelamar:p1", uuid.uuid4().hex, box), lambda tx: tx.decide(box, Fill(1)))
    answered = time.perf_counter()
    while runtime.store.load(mirror).version == before:
        if time.perf_counter() - answered > 60:
            raise SystemExit("no effect after a minute")
        time.sleep(0.0005)
    seen = time.perf_counter()
    time.sleep(max(0.0, 1 / RATE - (seen - began)))
    return (seen - answered) * 1000


def _percentile(values: list[float], point: int) -> float:
    return statistics.quantiles(values, n=100)[point - 1]
