"""A full room and its papers: 300 people who record that they are there within two minutes, and 1,000 certificates.

python -m bench.classroom [PEOPLE] [CERTIFICATES]

Everybody types the code that is shown when it is their turn, from the moment at which they are due (an open loop), as
the officer's screen turns it every half minute; nobody may be refused. Certificates are made as the portal makes them,
beside bare fpdf2 that writes the same lines in the same letters and draws the same code.
"""

import json
import random
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import requests
import segno
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.wib import wib_date
from flask import Flask
from flask_babel import Babel
from fpdf import FPDF
from portal.learning.certificate import address, pdf
from portal.typeface import FILES, SANS
from rich.table import Table
from training.streams import attendance_stream, place_stream, seating_stream
from training.wiring import SERVICE

from deploy.local import servers as local_servers
from tests.kit.issuer import TestIssuer

from .commands import serve
from .setting import console, fresh, make

PEOPLE, SECONDS, THREADS = 300, 120, 32
CERTIFICATES = 1_000
PORTAL = "https://asn.tanjungbalai.go.id"


def fill(runtime: Runtime, people: int) -> tuple[str, dict[str, str]]:
    """A session that is held all of today, and who has a seat in it: person → enrolment."""
    session, today = str(uuid.uuid4()), wib_date(datetime.now(UTC))
    seated = {person: place_stream(person, session) for person in (str(uuid.uuid4()) for _ in range(people))}
    held = {
        "code": "AULA-1", "title": "Pelayanan publik", "status": "SCHEDULED",
        "days": [{"date": today.isoformat(), "begins": "00:00", "ends": "23:59"}],
    }  # fmt: skip
    places = {
        stream: {"person": person, "session": session, "code": "AULA-1", "status": "REQUESTED"}
        for person, stream in seated.items()
    }
    confirmed = [stream.partition("-")[2] for stream in places]
    states = {f"session-{session}": held, seating_stream(session): {"confirmed": confirmed, "waiting": []}, **places}
    shapes = {one.name: one.shape for one in SERVICE.aggregates}
    runtime.db.state.insert_many(
        {
            "_id": stream,
            "aggregate": stream.partition("-")[0],
            "version": 1,
            "shape": shapes[stream.partition("-")[0]],
            "data": data,
        }
        for stream, data in states.items()
    )
    return session, {person: stream.partition("-")[2] for person, stream in seated.items()}


def check_in(settings: Settings, people: int, seconds: float = SECONDS) -> tuple[str, ...]:
    """A row: how long each waited for the answer; raises SystemExit where somebody is refused or missing."""
    settings, issuer = replace(fresh(settings), service="training", contracts=Settings.contracts), TestIssuer()
    runtime = Runtime(SERVICE, settings)
    runtime.prepare()
    issuers = settings.secrets / "issuers.json"
    roles = [{"issuer": issuer.url, "jwks": issuer.url, "roles": ["pegawai", "diklat"], "second_factor": []}]
    issuers.write_text(json.dumps(roles))
    process, port = serve("training", settings, issuers)
    url, refused = f"http://127.0.0.1:{port}", []
    try:
        session, seated = fill(runtime, people)
        screen = {"Authorization": f"Bearer {issuer.token(sub='d1', role='diklat', aud=['training'])}"}
        tokens = {one: issuer.token(sub=one, role="pegawai", aud=["training"]) for one in seated}
        dice, begun = random.Random(1), time.perf_counter() + 0.5
        due = {person: begun + dice.random() * seconds for person in seated}

        def attend(person: str) -> float:
            time.sleep(max(0.0, due[person] - time.perf_counter()))
            code = requests.get(f"{url}/v1/sessions/{session}/code", headers=screen, timeout=30).json()["code"]
            headers = {"Authorization": f"Bearer {tokens[person]}", "Idempotency-Key": uuid.uuid4().hex}
            where, sent = f"{url}/v1/sessions/{session}/attendance", time.perf_counter()
            answer = requests.post(where, json={"code": code}, headers=headers, timeout=30)
            if answer.status_code != 201:
                refused.append(answer.text)
            return 1000 * (time.perf_counter() - sent)

        with ThreadPoolExecutor(THREADS) as crowd:
            took = sorted(crowd.map(attend, sorted(seated, key=due.get)))
        streams = [attendance_stream(place, wib_date(datetime.now(UTC))) for place in seated.values()]
        there = runtime.db.state.count_documents({"_id": {"$in": streams}})
    finally:
        process.terminate()
        process.wait()
        issuer.close()
        runtime.client.drop_database(settings.database)
        runtime.close()
    if refused or there != people:
        raise SystemExit(f"{len(refused)} refused, {there} of {people} there: {refused[:1]}")
    middle, late = statistics.median(took), took[int(0.95 * len(took))]
    return f"{people} recorded within {seconds:.0f} s, none refused", f"{middle:.0f} ms", f"p95 {late:.0f} ms"


def certificates(number: int) -> tuple[str, ...]:
    """A row: seconds for so many of ours, and for the same lines and the same code in bare fpdf2."""
    app = Flask("bench")
    Babel(app, default_locale="id")
    app.extensions["asn"] = SimpleNamespace(settings=SimpleNamespace(urls={"portal": PORTAL}))
    one = {"title": "Pengadaan Barang dan Jasa Dasar", "completed_on": "2026-11-27", "hours": 16, "code": "A1B2" * 4}
    with app.test_request_context():
        timed = {}
        for name, make_one in (("ours", _ours), ("bare", _bare)):
            make_one(one | {"certificate_no": "PBJ-1/000"})
            begun = time.perf_counter()
            for n in range(number):
                assert make_one(one | {"certificate_no": f"PBJ-1/{n:03d}"}).startswith(b"%PDF-")
            timed[name] = time.perf_counter() - begun
    ratio = timed["ours"] / timed["bare"]
    return f"{number} certificates", f"{timed['ours']:.1f} s", f"{timed['bare']:.1f} s bare fpdf2, ratio {ratio:.2f}"


def _ours(one: dict) -> bytes:
    return pdf(one, "Siti Khadijah Nasution")


def _bare(one: dict) -> bytes:
    page = FPDF(format="A4")
    for family, style, file in FILES[:2]:
        page.add_font(family, style, file)
    page.add_page()
    page.set_font(SANS, "", 12)
    lines = ("Sertifikat", one["certificate_no"], "Siti Khadijah Nasution", one["title"], "27 November 2026", "16 JP")
    for line in lines:
        page.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    page.set_font(SANS, "B", 12)
    page.cell(0, 8, lines[0])
    matrix = [list(row) for row in segno.make(address(one), error="m").matrix_iter(border=2)]
    side = 44 / len(matrix)
    page.set_fill_color(0, 0, 0)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                page.rect(20 + x * side, 100 + y * side, side, side, style="F")
    return bytes(page.output())


def main(people: int = PEOPLE, papers: int = CERTIFICATES) -> int:
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    table = Table("measure", "ours", "beside")
    servers = local_servers.start(directory)
    try:
        table.add_row(*certificates(papers))
        table.add_row(*check_in(make(servers, directory), people))
        console.print(table)
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
