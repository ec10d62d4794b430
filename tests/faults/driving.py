"""A process whose every step is driven, and the journey that it is driven through."""

from asnkit.bus import Subscription
from asnkit.errors import Unavailable
from asnkit.testing import Died

from tests.kit.conftest import context
from tests.kit.toy import Fill, Open

PATIENCE_POLLS = 600
"""Half a minute in which nothing arrives."""


class Process:
    """What dies and is started again: one runtime with its relay and consumers."""

    def __init__(self, make, consumers=("reactions.mirrors", "views")):
        self._make = make
        self._names = consumers
        self.start()

    def start(self):
        self.runtime = self._make()
        self.relay = self.runtime.relay()
        self.consumers = {name: self._consumer(name) for name in self._names}

    def _consumer(self, name):
        """`views` is the live generation's."""
        made = self.runtime.consumer(f"views.{self.runtime.views.live()}" if name == "views" else name)
        subscribe = made._subscribe

        def one_at_a_time(group, positions) -> Subscription:
            subscription = subscribe(group, positions)
            subscription._consumer.config["max_poll_records"] = 1
            # What is asked of the broker after a fetch waits until the fetch is answered.
            subscription._consumer._fetcher.config["fetch_max_wait_ms"] = 20
            return subscription

        made._subscribe = one_at_a_time
        return made

    def die(self):
        """What the operating system does: every connection is cut."""
        self.rest()
        self.runtime.client.close()

    def rest(self):
        for part in (self.relay, *self.consumers.values()):
            part.close()


def commands_of(box):
    """One person's commands, each with the id that makes it happen once."""
    return [(f"open/{box}", Open("p1")), (f"fill/{box}", Fill(3)), (f"more/{box}", Fill(4))]


def mirror_of(box):
    return box.replace("box-", "mirror-")


def work_of(process, steps, box, commands):
    """The whole journey as functions: commands, relay, reactions, relay, reactions, views."""
    run = [lambda c=c: process.runtime.store.run(context(c[0]), lambda tx: tx.decide(box, c[1])) for c in commands]
    mirror = mirror_of(box)
    return [
        *run,
        lambda: process.relay.drain(),
        lambda: take(process, "reactions.mirrors", steps, [box], 3),
        lambda: process.relay.drain(),
        lambda: take(process, "reactions.mirrors", steps, [mirror], 2),
        lambda: take(process, "views", steps, [box, mirror], 5),
    ]


def take(process, name, steps, streams, events):
    """Receive until so many events of these streams have arrived."""
    consumer = process.consumers[name]
    for _ in range(PATIENCE_POLLS):
        with steps.looking_on():
            cursors = process.runtime.db.inbox.find({"consumer": consumer.name, "stream": {"$in": list(streams)}})
            arrived = sum(cursor["version"] for cursor in cursors)
        if arrived == events:
            return
        consumer.step(timeout_ms=50)
    raise AssertionError(f"{arrived} of {events} events arrived at {consumer.name}")


def settle(process, steps):
    """Take what the last restart sent twice, so that this journey's points are its own."""
    with steps.looking_on():
        for consumer in process.consumers.values():
            while consumer.step(timeout_ms=50) or not consumer.caught_up():
                pass


def carry_out(process, step, steps, admin):
    """Do one step of a journey, taken up again by a new process if it dies; returns whether it died."""
    died = False
    while True:
        try:
            step()
            return died
        except Died:
            died = True
            steps.revive()
            with steps.looking_on():
                process.die()
                # A dead client's open transaction holds its documents until the server's limit
                # (five seconds, deploy/local/mongodb.py) ends it; here that moment comes at once.
                admin.command("killAllSessions", [])
                process.start()
        except Unavailable:
            assert died, "only a death may disturb"


def walk(steps, admin, journey, die_at=None):
    """Take a journey's (process, function) steps; each dies at its own `die_at`-th point, if it has as many.

    The points of each step and the number of deaths. The longest step's length is the number of walks that meet
    every point, where dying once a walk would need as many walks as there are points.
    """
    points, deaths = [], 0
    for process, step in journey:
        steps.begin(die_at)
        deaths += carry_out(process, step, steps, admin)
        points.append(list(steps.points))
    return points, deaths


def check(runtime, box):
    """Everything happened once: in the history, in the reaction, in the view, on the way out."""
    mirror = runtime.store.load(mirror_of(box))
    assert runtime.store.load(box).state == {"owner": "p1", "sum": 7}
    assert runtime.store.load(box).version == 3
    assert (mirror.state, mirror.version) == ({"sum": 7}, 2)
    assert runtime.views["totals"].find_one({"_id": "all"})["boxes"][box] == 7
    assert runtime.db.commits.count_documents({"published": False}) == 0
