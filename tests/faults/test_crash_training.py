"""A seat from its request to the certificate, through a service that dies before and after every call to MongoDB and
Kafka: one seat, one day, one outcome, one certificate and its hours once.

In journey j each step dies at its own j-th point, if it has as many, and is sent again with the same key. Points are
before a call and after it in turn, so every third one is some of both.
"""

import json
import uuid
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from asnkit import sealing
from asnkit.errors import Unavailable
from asnkit.events import new_id
from asnkit.owners import Owners
from asnkit.settings import Settings
from asnkit.verify import verify
from asnkit.wib import WIB, wib_date
from training.civil_servant.domain import Add
from training.streams import (
    attendance_stream,
    certificate_stream,
    civil_servant_stream,
    evaluation_stream,
    hours_stream,
    participant_stream,
    seating_stream,
)

from tests import topics
from tests.http.test_training import UNIT
from tests.http.training.classes import COURSE, at, enrolment
from tests.kit.conftest import context

from . import driving
from .driving import Process, settle, take
from .test_crash_journey import renew

pytestmark = [pytest.mark.servers, pytest.mark.slow]

FEWEST_POINTS = 60
STRIDE = 3


class Class:
    """The one process, a course, and for each journey a person and a session of their own."""

    def __init__(self, running, steps):
        self.running, self.steps = running, steps
        self.process = Process(partial(renew, running), ["reactions.seats", "reactions.outcomes", "views"])
        with steps.looking_on():
            course = COURSE | {"pass_mark": None}
            self.course = running.staff("diklat").post("/v1/courses", course).json()["id"]
            self.process.relay.drain()
        settle(self.process, steps)

    def begin(self):
        """Somebody of the roster, and a session tomorrow."""
        self.person = str(uuid.uuid4())
        add = Add(self.person, "CPNS-2024", str(uuid.uuid4()), UNIT, "JF-1", "Perawat", "800/9/2025", "2025-06-01")
        record = civil_servant_stream(self.person)
        self.process.runtime.store.run(context(f"add/{record}"), lambda tx: tx.decide(record, add))
        self.day = wib_date(self.running.clock.now()) + timedelta(days=1)
        session = {
            "course": self.course, "code": f"S-{uuid.uuid4().hex[:8].upper()}", "place": "Aula", "capacity": 1,
            "days": [{"date": self.day.isoformat(), "begins": "08:00", "ends": "16:00"}],
            "closes": datetime.combine(self.day, time(0), WIB).isoformat(),
        }  # fmt: skip
        self.session = self.running.staff("diklat").post("/v1/sessions", session).json()["id"]
        self.place = enrolment(self.person, self.session)
        self.process.relay.drain()

    def send(self, path, body, key, token):
        """One command, in this thread, so that the process can die in the middle of it."""
        headers = {"Idempotency-Key": key, "Authorization": f"Bearer {token}"}
        answer = self.running.app.test_client().post(path, json=body, headers=headers)
        if answer.status_code == 503:
            raise Unavailable("MongoDB")
        assert answer.status_code in (200, 201), answer.text

    def journey(self):
        """The steps as pairs (process, function)."""
        keys = {name: new_id("k") for name in ("request", "attendance", "outcome")}
        mine, officer = self.running.as_(self.person, "pegawai").token, self.running.staff("diklat").token
        where, place = f"/v1/sessions/{self.session}", f"/v1/enrolments/{self.place}"

        def judge():
            with self.steps.looking_on():
                if self.running.clock.now() < datetime.combine(self.day, time(17), WIB):
                    at(self.running, self.day, 17)
            self.send(f"{place}/outcome", {}, keys["outcome"], officer)

        asked, passed = f"enrolment-{self.place}", participant_stream(self.place)
        followed = [certificate_stream(self.place), hours_stream(self.place)]
        attended = attendance_stream(self.place, self.day)
        steps = [
            lambda: self.send(f"{where}/enrolments", {}, keys["request"], mine),
            lambda: self.process.relay.drain(),
            lambda: take(self.process, "reactions.seats", self.steps, [asked], 1),
            self.morning,
            lambda: self.send(f"{place}/attendance", {"date": self.day.isoformat()}, keys["attendance"], officer),
            judge,
            lambda: self.process.relay.drain(),
            lambda: take(self.process, "reactions.outcomes", self.steps, [passed], 1),
            lambda: self.process.relay.drain(),
            lambda: take(self.process, "views", self.steps, [asked, attended, passed, *followed], 5),
        ]
        return [(self.process, step) for step in steps]

    def morning(self):
        with self.steps.looking_on():
            if wib_date(self.running.clock.now()) < self.day:
                at(self.running, self.day, 9)

    def check(self):
        """Everything happened once, and the lists say it."""
        runtime = self.process.runtime
        streams = {
            f"enrolment-{self.place}": ["enrolment.requested"],
            seating_stream(self.session): ["seating.resized", "seating.moved"],
            attendance_stream(self.place, self.day): ["attendance.recorded"],
            participant_stream(self.place): ["participant.passed"],
            certificate_stream(self.place): ["certificate.issued"],
            hours_stream(self.place): ["hours.credited"],
        }
        for stream, facts in streams.items():
            events = [
                json.loads(event["bytes"])["type"]
                for commit in runtime.db.commits.find({"stream": stream}).sort("first", 1)
                for event in commit["events"]
            ]
            assert [one.split(".training.")[1].removesuffix(".v1") for one in events] == facts
        assert runtime.db.commits.count_documents({"published": False}) == 0
        row = runtime.views["places"].find_one({"_id": f"enrolment-{self.place}"})
        assert (row["standing"], row["attended"], row["outcome"]) == ("SEATED", [self.day.isoformat()], "PASSED")
        asked = runtime.db.deadlines.count_documents({"stream": evaluation_stream(self.place)})
        assert row["certificate"] and asked == 1


@pytest.fixture
def room(serve, servers, steps, monkeypatch):
    monkeypatch.setattr(sealing, "REMEMBER_SECONDS", 0)  # how many calls there are must not hang on the clock
    topics.empty(servers, dict.fromkeys(Owners(Settings.contracts).topics("training"), 12))
    made = Class(serve("training"), steps)
    yield made
    made.process.rest()


def walk(room, admin, die_at=None):
    with room.steps.looking_on():
        room.begin()
    settle(room.process, room.steps)
    found = driving.walk(room.steps, admin, room.journey(), die_at)
    settle(room.process, room.steps)
    with room.steps.looking_on():
        room.check()
    return found


def test_a_seat_leads_to_one_certificate_and_its_hours_once_however_often_the_service_dies(room, steps, admin, capsys):
    points, _ = walk(room, admin)
    lengths = [len(found) for found in points]
    with capsys.disabled():
        print(f"\n{sum(lengths)} points in {len(lengths)} steps", end=" ")
    assert sum(lengths) > FEWEST_POINTS
    deaths = sum(walk(room, admin, number)[1] for number in range(1, max(lengths) + 1, STRIDE))
    assert deaths > FEWEST_POINTS
    with steps.looking_on():
        assert verify(room.process.runtime, settle=0).violations == []
