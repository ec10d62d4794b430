"""An applicant's way through three real services, which die before and after every call to MongoDB and Kafka.

An application is submitted, taken by a verifier and found to meet the conditions; the list that is then
announced makes selection register a candidate; audit numbers what both services said. In journey j each step dies
at its own j-th point, if it has as many: the longest step's length is the number of journeys that meets
every point.
"""

import hashlib
import threading
import uuid
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asnkit import sealing
from asnkit.bulk import Batches
from asnkit.errors import Unavailable
from asnkit.events import new_id, uuid_of
from asnkit.owners import Owners
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.verify import verify
from registration.announcement.domain import Publish
from registration.announcement.lists import Listed, exact

from tests import topics
from tests.http.registration.applying import read_all
from tests.http.registration.conftest import City, period  # noqa: F401
from tests.http.registration.test_journey import ready
from tests.kit.conftest import context
from tests.unit.registration.test_formation_list import NURSE, sheet

from . import driving
from .driving import Process, settle, take

pytestmark = [pytest.mark.servers, pytest.mark.slow]

FEWEST_POINTS = 400
TOPICS = Owners(Settings.contracts).topics("registration", "selection")
KINDS = ("application", "verification")
NEXT = {"period": "CPNS-2024"}
CLOSED = {"code": "CPNS-2024", "registration_closes": "2024-09-06T16:59:59Z", "objection_days": 3, "answer_days": 7}
"""The period as it is when its list may be announced; each applicant of this test gets a list of their own."""


@pytest.fixture(scope="module")
def city(serve, servers):
    topics.empty(servers, dict.fromkeys(TOPICS, 12))
    return serve("registration", City)


@pytest.fixture(scope="module")
def lines(city, period):  # noqa: F811
    clerk = city.staff("panitia")
    staged = clerk.post("/v1/formation-lists?period=CPNS-2024&file=formasi.csv", data=sheet(NURSE)).json()
    assert clerk.post(f"/v1/formation-lists/{staged['id']}/approval", version=staged["version"]).status_code == 200
    line = city.runtime.db.state.find_one({"aggregate": "vacancy"})
    return {"UMUM": {"id": line["_id"].partition("-")[2]}}


class Lists:
    """Registration's public lists, as selection fetches them: nobody dies while serving one."""

    def __init__(self):
        self.kept: dict[str, bytes] = {}
        lists = self

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(lists.kept[self.path.split("/")[-2]])

            def log_message(self, *_):
                """Quiet."""

        self._server = HTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Offices:
    """The three processes that take part."""

    def __init__(self, city, serve):
        self.city, self.lists = city, Lists()
        self.registration = Process(partial(renew, city), ["views"])
        selection = serve("selection")
        selection.runtime.settings.urls["registration"] = self.lists.url
        self.selection = Process(partial(renew, selection), ["reactions.candidates", "reactions.admissions", "views"])
        self.audit = Process(partial(renew, serve("audit")), ["log"])

    def __iter__(self):
        return iter((self.registration, self.selection, self.audit))

    def settle(self, steps):
        with steps.looking_on():
            self.registration.relay.drain()
            self.selection.relay.drain()
        for process in self:
            settle(process, steps)


def renew(running):
    """A new process's runtime in the place of the old one."""
    old = running.app.extensions["asn"]
    running.runtime = running.app.extensions["asn"] = Runtime(old.service, old.settings)
    return running.runtime


@pytest.fixture
def offices(city, serve, monkeypatch):
    monkeypatch.setattr(sealing, "REMEMBER_SECONDS", 0)  # how many calls there are must not hang on the clock
    made = Offices(city, serve)
    yield made
    for process in made:
        process.rest()
    made.lists.close()


def journey(offices, steps, applicant):
    """The steps as pairs (process, function)."""
    registration, selection, audit = offices
    application, desk = (f"{kind}-{applicant.application}" for kind in KINDS)
    announcement = new_id("announcement")
    admission = f"admission-{uuid_of(announcement)}"
    verifier = offices.city.staff("verifikator", uuid.uuid4().hex)
    agreed = {"truthful": True, "data_use": True}
    path = f"/v1/applications/{applicant.application}"

    def command(someone, path, body, version=None):
        return registration, partial(send, offices, someone, path, body, new_id("k"), version)

    def read_everything():
        """As the verifier's desk does it, before the command that may die; nobody dies on what it says.

        Where one step met all its messages at once, its length made the number of journeys four times as large.
        """
        with steps.looking_on():
            read_all(verifier, applicant.application)
        offices.settle(steps)

    def announce():
        with steps.looking_on():
            number = registration.runtime.store.load(application).state["participant_no"]
        offices.lists.kept[uuid_of(announcement)] = exact([Listed(number, "MS", f"{application}@6")])
        digest = hashlib.sha256(offices.lists.kept[uuid_of(announcement)]).hexdigest()
        command = Publish(CLOSED, "administrasi", "800/1", "Hasil", digest, digest, {"MS": 1, "TMS": 0}, 0, 0)
        registration.runtime.store.run(context(announcement), lambda tx: tx.decide(announcement, command))

    def all_streams():
        with steps.looking_on():
            return [application, desk, announcement, admission, candidate_of(selection, applicant)]

    def taking(process, name, streams, known, events):
        """Each message is a step of its own."""
        return [(process, lambda n=n: take(process, name, steps, streams(), n)) for n in range(known + 1, events + 1)]

    return [
        command(applicant, f"{path}/submission", agreed, 4),
        command(verifier, "/v1/verifications/next", NEXT),
        (registration, lambda: registration.relay.drain()),
        *(taking(audit, "log", lambda: [application, desk], 4, 6)),
        *(taking(registration, "views", lambda: [application, desk], 4, 6)),
        (registration, read_everything),
        command(verifier, f"{path}/verdict", {"verdict": "MS"}, 5),
        (registration, lambda: registration.relay.drain()),
        *(taking(selection, "reactions.candidates", lambda: [application], 5, 6)),
        (registration, announce),
        (registration, lambda: registration.relay.drain()),
        (selection, lambda: take(selection, "reactions.admissions", steps, [announcement], 1)),
        *[(selection, lambda: Batches(selection.runtime).step())] * 2,
        (selection, lambda: selection.relay.drain()),
        *(taking(audit, "log", all_streams, 6, 12)),
        *(taking(registration, "views", all_streams, 6, 12)),
    ]


def candidate_of(selection, applicant):
    """The stream of this person's one candidate: its number says nothing of the application."""
    [found] = selection.runtime.db.state.find({"aggregate": "candidate", "data.application": applicant.application})
    return found["_id"]


def send(offices, someone, path, body, key, version=None):
    """One command, in this thread, so that the process can die in the middle of it."""
    headers = {"Authorization": f"Bearer {someone.token}", "Idempotency-Key": key}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    answer = offices.city.app.test_client().post(path, json=body, headers=headers)
    if answer.status_code == 503:
        raise Unavailable("MongoDB")
    assert answer.status_code in (200, 201), answer.text


def check(offices, applicant):
    """Everything happened once, in each of the three."""
    registration, selection, audit = (process.runtime for process in offices)
    application, desk = (f"{kind}-{applicant.application}" for kind in KINDS)
    candidate = candidate_of(offices.selection, applicant)
    decided = registration.store.load(application)
    assert (decided.version, decided.state["status"], len(decided.state["verdicts"])) == (6, "MS", 1)
    assert (registration.store.load(desk).version, selection.store.load(candidate).version) == (2, 1)
    for runtime in (registration, selection):
        assert runtime.db.commits.count_documents({"published": False}) == 0
    entries = audit.db.entries.find({"subject": {"$in": [application, desk, candidate]}})
    expected = {application: 6, desk: 2, candidate: 1}
    ids = [f"{stream}@{version}" for stream, last in expected.items() for version in range(1, last + 1)]
    assert sorted(entry["id"] for entry in entries) == sorted(ids)


def test_dying_at_every_point_of_the_applicants_way(city, lines, offices, steps, admin, capsys):
    offices.settle(steps)
    points, _ = walk(offices, steps, admin, lines)
    lengths = [len(found) for found in points]
    with capsys.disabled():
        print(f"\n{sum(lengths)} points in {len(lengths)} steps", end=" ")
    assert sum(lengths) > FEWEST_POINTS
    deaths = sum(walk(offices, steps, admin, lines, number)[1] for number in range(1, max(lengths) + 1))
    assert deaths > FEWEST_POINTS  # which step meets the message of another topic differs from walk to walk
    offices.settle(steps)
    with steps.looking_on():
        for process in (offices.registration, offices.selection):
            assert verify(process.runtime, settle=0).violations == []
        numbers = [entry["_id"] for entry in offices.audit.runtime.db.entries.find({}, {"_id": 1}).sort("_id")]
        assert numbers == list(range(len(numbers)))


def walk(offices, steps, admin, lines, die_at=None):
    """One applicant's journey in which each step dies at that point: the points by step, the number of deaths."""
    with steps.looking_on():
        applicant = ready(offices.city, lines)
    offices.settle(steps)
    points, deaths = driving.walk(steps, admin, journey(offices, steps, applicant), die_at)
    with steps.looking_on():
        check(offices, applicant)
    return points, deaths
