"""For every k: die before or after the k-th call to MongoDB or Kafka, restart, and find nothing lost or doubled.

The journey: a person's commands are saved, relayed, received by another consumer that reacts with
commands of its own, relayed again, and folded into a view. Every step is driven, so the
points are the same at every run; a restart takes up what the dead process left.
"""

import pytest
from asnkit import consumer as consumers
from asnkit.bus import Subscription
from asnkit.db import connect
from asnkit.errors import Unavailable
from asnkit.events import new_id
from asnkit.testing import Died, Steps
from asnkit.verify import verify

from tests.kit.conftest import context
from tests.kit.toy import Fill, Open

pytestmark = [pytest.mark.servers, pytest.mark.slow]

POINTS = 178


class Process:
    """What dies and is started again: one runtime with its relay and consumers."""

    def __init__(self, make, servers):
        self._make = make
        self._admin = connect(servers.mongo_url("admin"))
        self.start()

    def start(self):
        self.runtime = self._make()
        self.relay = self.runtime.relay()
        self.reactions = self._consumer("reactions")
        self.views = self._consumer("views.1")

    def _consumer(self, name):
        made = self.runtime.consumer(name)
        subscribe = made._subscribe

        def one_at_a_time(group, positions) -> Subscription:
            subscription = subscribe(group, positions)
            subscription._consumer.config["max_poll_records"] = 1
            return subscription

        made._subscribe = one_at_a_time
        return made

    def die(self):
        """What the operating system does: every connection is cut, nothing is said goodbye to."""
        for part in (self.relay, self.reactions, self.views):
            part.close()
        self.runtime.client.close()

    def restart(self):
        self.die()
        # A dead client's open transaction holds its documents until the server's limit for
        # transactions ends it (deploy/local sets five seconds); here that moment comes at once.
        self._admin.admin.command("killAllSessions", [])
        self.start()

    def end(self):
        self.die()
        self._admin.close()


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.setattr(consumers, "MEASURE_SECONDS", 1e9)
    with Steps() as steps:
        yield steps


@pytest.fixture
def process(runtime, another, empty_topic, servers):
    made = Process(another, servers)
    yield made
    made.end()


def journey(number):
    """The commands of one person, each with the id that makes it happen once."""
    box = new_id("box")
    return box, [
        (f"{number}/open/{box}", Open("p1")),
        (f"{number}/fill/{box}", Fill(3)),
        (f"{number}/more/{box}", Fill(4)),
    ]


def drive(process, steps, box, commands):
    """Do everything, dying at most once; returns whether it died."""
    died = False
    work = [lambda c=c: process.runtime.store.run(context(c[0]), lambda tx: tx.decide(box, c[1])) for c in commands]
    work += [lambda: process.relay.drain(), lambda: take(process, "reactions", steps, {box: 3})]
    mirror = box.replace("box-", "mirror-")
    work += [lambda: process.relay.drain(), lambda: take(process, "reactions", steps, {mirror: 2})]
    work += [lambda: take(process, "views", steps, {box: 3, mirror: 2})]
    for step in work:
        while True:
            try:
                step()
                break
            except Died:
                died = True
                steps.revive()
                with steps.looking_on():
                    process.restart()
            except Unavailable:
                assert died, "only a death may disturb"
    return died


def take(process, name, steps, expected):
    """Receive until these streams have arrived at these versions."""
    consumer = getattr(process, name)
    while True:
        with steps.looking_on():
            cursors = process.runtime.db.inbox.find({"consumer": consumer.name, "stream": {"$in": list(expected)}})
            if {cursor["stream"]: cursor["version"] for cursor in cursors} == expected:
                return
        consumer.step(timeout_ms=50)


def settle(process, steps):
    """Take what the last restart sent twice, so that this journey's points are its own."""
    with steps.looking_on():
        for consumer in (process.reactions, process.views):
            while consumer.step(timeout_ms=20):
                pass


def check(process, box):
    store = process.runtime.store
    mirror = store.load(box.replace("box-", "mirror-"))
    assert store.load(box).state == {"owner": "p1", "sum": 7}
    assert store.load(box).version == 3
    assert (mirror.state, mirror.version) == ({"sum": 7}, 2)
    assert process.runtime.views["totals"].find_one({"_id": "all"})["boxes"][box] == 7
    assert process.runtime.db.commits.count_documents({"published": False}) == 0


def test_dying_at_every_point_loses_nothing_and_doubles_nothing(process, steps, capsys):
    box, commands = journey("calm")
    drive(process, steps, box, commands)  # joins the groups, opens the connections
    box, commands = journey("counted")
    steps.begin()
    assert not drive(process, steps, box, commands)
    points = list(steps.points)
    with capsys.disabled():
        print(f"\n{len(points)} points", end=" ")
    assert len(points) == POINTS, "\n".join(points)
    for k in range(1, POINTS + 1):
        settle(process, steps)
        box, commands = journey(k)
        steps.begin(die_at=k)
        assert drive(process, steps, box, commands), f"nothing died at point {k}"
        check(process, box)
    assert verify(process.runtime, settle=0).violations == []
