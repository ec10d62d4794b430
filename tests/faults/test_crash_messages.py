"""An announcement on its way to everybody in the round, through a portal that dies at every call to MongoDB.

Five people send an application, one of them withdraws, the file check is announced, and the wave goes through them two
at a time. In walk j each step dies at its own j-th point.
"""

import uuid
from dataclasses import replace

import pytest
from asnkit.events import NAMESPACE, Event
from asnkit.service import Runtime
from asnkit.settings import Settings
from portal.message import telling
from portal.wiring import SERVICE

from tests.kit.conftest import context

from .driving import walk

pytestmark = [pytest.mark.servers, pytest.mark.slow]

FEWEST_POINTS = 60
PEOPLE = 5


class Portal:
    """What dies and is started again."""

    def __init__(self, settings):
        self._settings = settings
        self.start()

    def start(self):
        self.runtime = Runtime(SERVICE, self._settings)

    def die(self):
        self.runtime.close()

    def hear(self, event):
        self.runtime.store.run(context(f"hear/{event.id}", answered=False), lambda tx: telling.tell(event, tx))

    def send(self):
        while telling.go_on(self.runtime):
            pass


@pytest.fixture
def portal(settings, databases, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    database = databases.lend("portal")
    made = Portal(replace(settings, service="portal", database=database, contracts=Settings.contracts))
    made.runtime.prepare()
    yield made
    made.die()
    databases.take_back("portal", database)


def event(name, stream, number, **data):
    return Event(
        id=f"{stream}@{number}", source="/asn/registration", type=f"{NAMESPACE}.registration.{name}.v1", subject=stream,
        time=f"2024-09-0{number}T03:00:00.000Z", streamversion=number, data=data, actor="service:test",
        correlationid="c1",
    )  # fmt: skip


def one_walk(portal, steps, admin, die_at=None):
    """One round: the points by step, the number of deaths."""
    period = f"CPNS-{uuid.uuid4().hex[:8].upper()}"
    people = {f"application-{uuid.uuid4()}": str(uuid.uuid4()) for _ in range(PEOPLE)}
    heard = [
        event("application.submitted", one, 1, period=period, vacancy="v1", person=person)
        for one, person in people.items()
    ]
    gone = next(iter(people))
    heard.append(event("application.withdrawn", gone, 2, period=period, person=people[gone], was="submitted"))
    announcement = event(
        "announcement.published", f"announcement-{uuid.uuid4()}", 3, period=period, stage="administrasi"
    )
    heard.append(announcement)
    work = [(portal, lambda one=one: portal.hear(one)) for one in heard]
    found = walk(steps, admin, [*work, (portal, lambda: portal.send())], die_at)
    with steps.looking_on():
        check(portal.runtime, people, gone, announcement.id)
    return found


def check(runtime, people, gone, announcement):
    """Everybody was told everything once: in the history and in the inbox."""
    for stream, person in people.items():
        told = list(runtime.db.state.find({"aggregate": "message", "data.person": person}))
        kinds = sorted(one["data"]["kind"] for one in told)
        assert kinds == (["submitted", "withdrawn"] if stream == gone else ["announced_files", "submitted"])
        assert all(one["version"] == 1 for one in told)
        assert runtime.db.commits.count_documents({"stream": {"$in": [one["_id"] for one in told]}}) == 2
    wave = runtime.db.waves.find_one({"_id": announcement})
    assert wave["done"]


def test_everybody_is_told_once_wherever_the_portal_dies(portal, steps, admin, capsys):
    one_walk(portal, steps, admin)  # opens the connections
    points, _ = one_walk(portal, steps, admin)
    lengths = [len(found) for found in points]
    with capsys.disabled():
        print(f"\n{sum(lengths)} points in {len(lengths)} steps", end=" ")
    assert sum(lengths) >= FEWEST_POINTS, points
    deaths = sum(one_walk(portal, steps, admin, number)[1] for number in range(1, max(lengths) + 1))
    assert deaths >= sum(lengths)


def test_who_joins_after_the_announcement_was_heard_is_told_as_well(portal):
    period, person = "CPNS-2031", str(uuid.uuid4())
    portal.hear(event("announcement.published", f"announcement-{uuid.uuid4()}", 3, period=period, stage="administrasi"))
    portal.send()
    about = {"period": period, "person": person, "vacancy": str(uuid.uuid4())}
    late = event("application.submitted", f"application-{uuid.uuid4()}", 1, **about)
    for _ in range(2):
        portal.hear(late)
    told = portal.runtime.db.state.find({"aggregate": "message", "data.person": person})
    assert sorted(one["data"]["kind"] for one in told) == ["announced_files", "submitted"]


def test_who_begins_after_a_period_moved_is_not_told_of_it_however_late_the_portal_goes_on(portal):
    period, people = "CPNS-2032", [str(uuid.uuid4()) for _ in range(2)]
    about = {"period": period, "vacancy": str(uuid.uuid4())}
    first, second = (f"application-{uuid.uuid4()}" for _ in people)
    portal.hear(event("application.started", first, 1, person=people[0], **about))
    portal.hear(event("period.amended", f"period-{uuid.uuid4()}", 2, code=period))
    portal.hear(event("application.started", second, 3, person=people[1], **about))
    portal.send()
    told = portal.runtime.db.state.find({"aggregate": "message", "data.person": {"$in": people}})
    assert [(one["data"]["person"], one["data"]["kind"]) for one in told] == [(people[0], "period_moved")]
