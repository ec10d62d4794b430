"""A class in a rush: 500 people ask for 40 seats at the same moment, and 300 check in by the code of the room in two
minutes.

python -m bench.classroom

Over HTTP, each with a token of their own, on real servers; the services and who asks share the machine. What counts is
afterwards: no seat more than there are, everybody once, in an order that the events prove; and nobody refused who typed
a code that still counts. Whoever types, types what stood there up to 25 seconds before: a code counts for 30 at least.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from asnkit.wib import WIB
from training.attendance.codes import shown
from training.civil_servant.domain import Add
from training.seating.domain import AGGREGATE as SEATING
from training.streams import civil_servant_stream, place_stream, seating_stream

from deploy.local import servers as local_servers
from tests.browser import story
from tests.browser.town import Caller

from .city import City
from .setting import console

SEATS, ASKING = 40, 500
COMING, SECONDS = 300, 120
TYPED_LATE = timedelta(seconds=25)
THREADS = 64
LOGIN = "pegawai1"


def people(city: City, many: int) -> list[tuple[str, Caller]]:
    """(person, caller) of so many civil servants: the office's provider vouches for one after the other."""
    store, made = city.runtimes["training"].store, []
    for _ in range(many):
        person = str(uuid.uuid4())
        servant = Add(person, "CPNS-2024", str(uuid.uuid4()), story.LONG_UNIT, "JF-1", "Perawat", "800/9", "2025-06-01")
        story._decide(store, [(civil_servant_stream(person), [servant])])
        city.know(LOGIN, person)
        token = city.token(LOGIN, "training")
        made.append((person, Caller(city, lambda _service, token=token: token)))
    return made


def seats(city: City, course: str, asking: list[tuple[str, Caller]], capacity: int) -> dict:
    """Everybody at once for so many seats. Raises SystemExit when one is given twice or nobody knows why."""
    session = story.session(city, course, f"RAMAI-{len(asking)}", days=1, capacity=capacity)
    took = _together(lambda one: one[1].post("training", f"/v1/sessions/{session}/enrolments", {}), asking)
    city.flow()
    runtime, stream = city.runtimes["training"], seating_stream(session)
    moved = [event for event in runtime.store.events(stream) if event.fact == "seating.moved"]
    standing = Counter(event.data["standing"] for event in moved)
    state = runtime.store.load(stream).state
    everybody = {place_stream(person, session).partition("-")[2] for person, _ in asking}
    order = [event.data["enrolment"] for event in moved]
    _require(standing == {"SEATED": min(capacity, len(asking)), "QUEUED": max(0, len(asking) - capacity)}, standing)
    _require(sorted(order) == sorted(everybody), "each one once")
    _require([*state["confirmed"], *state["waiting"]] == order, "the order of the events is that of the seats")
    folded = None
    for event in runtime.store.events(stream):
        folded = SEATING.evolve(folded, event)
    _require(folded == state, "who folds the events has the same")
    return {"asked": len(asking), "seats": capacity, "oversold": len(state["confirmed"]) - capacity, **_times(took)}


def check_in(city: City, course: str, coming: list[tuple[str, Caller]], seconds: float) -> dict:
    """Everybody by the room's code within so many seconds. Raises SystemExit where one is refused."""
    officer, runtime = city.staff("diklat"), city.runtimes["training"]
    session = story.session(city, course, f"HADIR-{len(coming)}", days=1, capacity=len(coming), ahead=12)
    for _person, who in coming:
        who.post("training", f"/v1/sessions/{session}/enrolments", {})
    city.flow()
    day = officer.get("training", f"/v1/sessions/{session}")["days"][0]["date"]
    begins = datetime.combine(datetime.fromisoformat(day).date(), clock_time(9, 0), WIB)
    city.clock.forward(begins - city.clock.now())
    begun, opened = time.perf_counter() + 0.1, city.clock.now()

    def attend(number: int) -> float:
        due = begun + number * seconds / len(coming)
        time.sleep(max(0.0, due - time.perf_counter()))
        now = city.clock.now()
        read = max(opened, now - TYPED_LATE * (number % 2))
        body = {"code": shown(runtime.vault, session, read).digits}
        coming[number][1].post("training", f"/v1/sessions/{session}/attendance", body)
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(THREADS) as pool:
        took = list(pool.map(attend, range(len(coming))))
    there = runtime.db.state.count_documents({"aggregate": "attendance", "data.session": session, "data.present": True})
    _require(there == len(coming), f"{there} of {len(coming)} are there")
    return {"came": there, "seconds": seconds, "refused": 0, **_times(took)}


def main() -> int:
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    servers = local_servers.start(directory)
    folder = directory / "city"
    folder.mkdir()
    try:
        city = City(servers, folder)
        try:
            course, crowd = story.course(city.staff("diklat")), people(city, ASKING)
            found = {"seats": seats(city, course, crowd, SEATS)}
            found |= {"check_in": check_in(city, course, crowd[:COMING], SECONDS)}
        finally:
            city.stop()
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    console.print_json(json.dumps(found))
    return 0


def _together(ask, whom: list) -> list[float]:
    """Milliseconds of each, all sent at the same moment."""
    begun = time.perf_counter()

    def one(who) -> float:
        ask(who)
        return (time.perf_counter() - begun) * 1000

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, whom))


def _times(took: list[float]) -> dict:
    return {"p50_ms": round(statistics.median(took)), "p95_ms": round(statistics.quantiles(took, n=100)[94])}


def _require(holds: bool, told) -> None:
    if not holds:
        raise SystemExit(f"not as promised: {told}")


if __name__ == "__main__":
    sys.exit(main())
