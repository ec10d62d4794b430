"""A complaint's way from its writer to its end, through a service that dies before and after every call to MongoDB and
Kafka: it is filed, handed to a unit, answered and said to be solved, each once, and its code opens it in the end.

In journey j each step dies at its own j-th point, if it has as many, and is sent again with the same key, as a
telephone with a bad line does. Points are before a call and after it in turn, so every third one is some of both.
"""

import json
from functools import partial

import pytest
from asnkit import sealing
from asnkit.errors import Unavailable
from asnkit.events import new_id
from asnkit.owners import Owners
from asnkit.settings import Settings
from asnkit.verify import verify
from feedback.complaint.views import ALL

from tests import topics

from . import driving
from .driving import Process, settle, take
from .test_crash_journey import renew

pytestmark = [pytest.mark.servers, pytest.mark.slow]

FEWEST_POINTS = 60
STRIDE = 3
UNIT = "UPTD Puskesmas Datuk Bandar"
FACTS = ["complaint.submitted", "complaint.routed", "complaint.answered", "complaint.closed"]


class Office:
    """The one process, and what its people send."""

    def __init__(self, running, steps):
        self.running, self.steps = running, steps
        self.process = Process(partial(renew, running), ["views"])
        with steps.looking_on():
            survey = {"unit": UNIT, "service": "Pendaftaran pasien", "title": "SKM 2026"}
            running.staff("aduan").post("/v1/surveys", survey)
            self.process.relay.drain()
        settle(self.process, steps)

    def send(self, path, body, key, role=None, version=None):
        """One command, in this thread, so that the process can die in the middle of it; the answer."""
        headers = {"Idempotency-Key": key} | ({} if version is None else {"If-Match": f'"{version}"'})
        if role:
            headers["Authorization"] = f"Bearer {self.running.staff(role).token}"
        answer = self.running.app.test_client().post(path, json=body, headers=headers)
        if answer.status_code == 503:
            raise Unavailable("MongoDB")
        assert answer.status_code in (200, 201), answer.text
        return answer.json

    def journey(self, told):
        """The steps as pairs (process, function); `told` is what the writer is told."""
        keys = {name: new_id("k") for name in ("file", "routing", "answer", "confirmation")}

        def file():
            told.update(self.send("/v1/complaints", {"class": "complaint", "text": "Antrean dua jam."}, keys["file"]))

        def act(step, body, version):
            self.send(f"/v1/complaints/{told['id']}/{step}", body, keys[step], "aduan", version)

        steps = [
            file,
            lambda: act("routing", {"unit": UNIT, "class": "complaint"}, 1),
            lambda: act("answer", {"text": "Loket kedua dibuka."}, 2),
            lambda: self.send(f"{tracked(told)}/confirmation", {}, keys["confirmation"]),
            lambda: self.process.relay.drain(),
            lambda: take(self.process, "views", self.steps, [f"complaint-{told['id']}"], len(FACTS)),
        ]
        return [(self.process, step) for step in steps]

    def check(self, told, before):
        """Everything happened once, and the code that was told opens it."""
        runtime, stream = self.process.runtime, f"complaint-{told['id']}"
        events = [
            json.loads(event["bytes"])
            for commit in runtime.db.commits.find({"stream": stream}).sort("first", 1)
            for event in commit["events"]
        ]
        assert [event["type"].split(".feedback.")[1].removesuffix(".v1") for event in events] == FACTS
        shown = self.running.app.test_client().get(tracked(told)).json
        assert (shown["status"], [one["text"] for one in shown["messages"]]) == ("closed", ["Loket kedua dibuka."])
        assert runtime.db.commits.count_documents({"published": False}) == 0
        assert closed(runtime) == before + 1
        assert runtime.db.deadlines.count_documents({"_id": {"$regex": f"^{stream}/"}}) == 0


def tracked(told):
    return "/v1/complaints/tracked/{number}/{code}".format(**told["extra"])


def closed(runtime):
    row = runtime.views["complaint_figures"].find_one({"_id": ALL}) or {"units": []}
    return sum(one["states"].get("closed", 0) for one in row["units"])


@pytest.fixture
def office(serve, servers, steps, monkeypatch):
    monkeypatch.setattr(sealing, "REMEMBER_SECONDS", 0)  # how many calls there are must not hang on the clock
    topics.empty(servers, dict.fromkeys(Owners(Settings.contracts).topics("feedback"), 12))
    made = Office(serve("feedback"), steps)
    yield made
    made.process.rest()


def walk(office, admin, die_at=None):
    with office.steps.looking_on():
        before = closed(office.process.runtime)
    told: dict = {}
    found = driving.walk(office.steps, admin, office.journey(told), die_at)
    with office.steps.looking_on():
        office.check(told, before)
    settle(office.process, office.steps)
    return found


def test_a_complaint_is_filed_handed_on_and_closed_once_however_often_the_service_dies(office, steps, admin, capsys):
    points, _ = walk(office, admin)
    lengths = [len(found) for found in points]
    with capsys.disabled():
        print(f"\n{sum(lengths)} points in {len(lengths)} steps", end=" ")
    assert sum(lengths) > FEWEST_POINTS
    deaths = sum(walk(office, admin, number)[1] for number in range(1, max(lengths) + 1, STRIDE))
    assert deaths > FEWEST_POINTS
    with steps.looking_on():
        assert verify(office.process.runtime, settle=0).violations == []
