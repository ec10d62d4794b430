"""Webhooks: what two gave an agency is sent to its machine, signed, in order, until somebody or something ends it."""

import hashlib
import json
import socket
import subprocess
import sys
import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from asnkit.bus import Message, Producer
from asnkit.events import NAMESPACE, format_time
from asnkit.testing import Died, Steps
from asnkit.wib import wib_date
from asnplatform.daily_file.making import make
from asnplatform.delivery.exchange import Exchange
from asnplatform.delivery.guard import networks_of
from asnplatform.delivery.sender import Sender
from asnplatform.delivery.signing import sign
from asnplatform.stream_replay.reading import Replaying
from prometheus_client import REGISTRY

from deploy.local import ports
from deploy.local.places import ROOT
from tests.hosts import OK, Host, answering

from .running import problem
from .test_agencies import Desk

FAILING, GONE = (b"HTTP/1.1 %d No\r\n\r\n" % status for status in (500, 410))
OFFSETS = count()
NAMES = ("registered", "renamed", "moved", "closed")

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def platform(serve):
    return serve("platform")


@pytest.fixture
def host():
    made = Host(answering(OK))
    yield made
    made.close()


class Hook:
    """One endpoint of an agency that is given what training says to everybody."""

    def __init__(self, platform, port, topics=("asn.training.public", "asn.registration.public")):
        self.platform, self.desk = platform, Desk(platform)
        self.desk.give(list(topics))
        self.it = self.desk.first
        self.types = [f"training.unit.{name}" for name in NAMES]
        answer = self.register(port)
        assert answer.status_code == 201, answer.text
        self.id = answer.json()["id"]
        self.path = f"/v1/endpoints/{self.id}"
        self.sender = Sender(platform.runtime, Exchange(networks_of("127.0.0.1/32")))

    def register(self, port, **more):
        body = {"url": f"http://127.0.0.1:{port}/terima", "types": self.types, **more}
        return self.it.post(f"{self.desk.path}/endpoints", body)

    @property
    def shown(self):
        return self.it.get(self.path).json()

    @property
    def stands_in_the_inbox(self):
        items = self.it.get("/v1/waiting").json()["items"]
        return ("endpoint", self.id) in {(one["kind"], one["id"]) for one in items}

    @property
    def secret(self):
        return self.it.get(f"{self.path}/secret").json()["secret"]

    def act(self, step, body=None, person=None):
        answer = (person or self.it).post(f"{self.path}/{step}", body or {}, version=self.shown["version"])
        assert answer.status_code == 200, answer.text

    def unit(self):
        return f"unit-{uuid.uuid4()}"

    def happen(self, stream, *versions, fact=None):
        """Training says this; what is to be sent of it is put down. The messages, as Kafka has them."""
        records = self.said(stream, *versions, fact=fact)
        for name in ("webhooks", "daily"):
            self.platform.runtime.consumer(name).apply(records)
        return records

    def said(self, stream, *versions, fact=None, signer=None):
        """Only said: nobody here has heard of it."""
        records = []
        for version in versions:
            envelope = {
                "specversion": "1.0",
                "id": f"{stream}@{version}",
                "source": "/asn/training",
                "type": f"{NAMESPACE}.training.{fact or 'unit.' + NAMES[version - 1]}.v1",
                "subject": stream,
                "time": format_time(self.platform.runtime.clock.now()),
                "streamversion": version,
                "actor": "diklat:a",
                "correlationid": "c" * 32,
                "data": {},
            }
            raw = json.dumps(envelope).encode()
            records.append(self.platform.signers.record(raw, next(OFFSETS), signer))
        return records

    def send(self, **passing):
        self.platform.clock.forward(timedelta(**passing))
        return self.sender.serve(self.id)

    def deliveries(self, **wanted):
        """{event: (status, outcome)}"""
        items = self.it.get(f"{self.path}/deliveries", params=wanted).json()["items"]
        return {one["event"]: (one["status"], one["outcome"]) for one in items}


def ids(host):
    return [told(head)["webhook-id"] for head, _ in host.requests]


def told(head):
    return dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:])


def listening(port):
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", port)) == 0


def watched(hook):
    """How many webhooks fail, and how many paused by themselves, as the alarms see it."""
    hook.sender.measure()
    return tuple(REGISTRY.get_sample_value("asn_webhooks", {"what": what}) for what in ("failing", "paused"))


def test_what_training_says_is_sent_as_it_was_said_and_signed(platform, host):
    hook, unit = Hook(platform, host.port), f"unit-{uuid.uuid4()}"
    hook.happen(unit, 1)
    hook.happen(f"course-{uuid.uuid4()}", 1, fact="course.published")
    assert hook.send() == 1 and hook.send() == 0
    [(head, body)] = host.requests
    got = told(head)
    assert (got["webhook-id"], json.loads(body)["id"]) == (f"{unit}@1", f"{unit}@1")
    signature = head.partition("webhook-signature: ")[2].partition("\r\n")[0]
    assert signature == sign(hook.secret, f"{unit}@1", int(got["webhook-timestamp"]), body)
    assert hook.deliveries() == {f"{unit}@1": ("delivered", "204")}


def test_the_receiver_of_the_examples_takes_what_is_signed_once_and_nothing_else(platform):
    hook = Hook(platform, port := ports.free())
    line = [sys.executable, "examples/webhook/receiver.py", str(port), hook.secret]
    receiver = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        while not listening(port):
            assert receiver.poll() is None
        hook.happen(unit := hook.unit(), 1)
        assert hook.send() == 1
        assert receiver.stdout.readline() == f"{unit}@1 {NAMESPACE}.training.unit.registered.v1\n"
        hook.act("redeliveries", {"event": f"{unit}@1"})
        hook.act("secret")
        hook.happen(unit, 2)
        assert hook.send() == 1 and hook.send() == 1, "the old secret signs, too, for a day"
        assert receiver.stdout.readline().startswith(f"{unit}@2 "), "what came again is dropped"
        hook.happen(unit, 3)
        hook.send(days=1)
        assert hook.deliveries()[f"{unit}@3"] == ("waiting", "401")
    finally:
        receiver.kill()
        receiver.wait()
        receiver.stdout.close()


def test_a_secret_is_shown_to_whoever_made_it_for_a_quarter_of_an_hour_and_lies_nowhere(platform, host):
    hook = Hook(platform, host.port)
    secret, db = hook.secret, platform.runtime.db
    problem(hook.desk.second.get(f"{hook.path}/secret"), 403, "rahasia-tertutup")
    kept = json.dumps([list(db[name].find()) for name in db.list_collection_names()], default=str)
    assert secret not in kept and secret.removeprefix("whsec_") not in kept
    platform.clock.forward(timedelta(minutes=15))
    problem(hook.it.get(f"{hook.path}/secret"), 403, "rahasia-tertutup")
    hook.act("secret", person=hook.desk.second)
    assert hook.desk.second.get(f"{hook.path}/secret").json()["secret"] != secret


def test_of_one_subject_nothing_overtakes_and_others_do_not_wait_for_it(platform, host):
    hook, (stuck, other) = Hook(platform, host.port), sorted(f"unit-{uuid.uuid4()}" for _ in range(2))
    host.answer = lambda there: there.sendall(FAILING if ids(host)[-1].startswith(stuck) else OK)
    hook.happen(stuck, 1, 2)
    hook.happen(other, 1)
    hook.send()
    assert sorted(ids(host)) == [f"{stuck}@1", f"{other}@1"]
    host.answer = answering(OK)
    assert hook.send(seconds=1) == 0, "it is not tried again before its time"
    assert hook.send(seconds=5) == 1 and hook.send() == 1
    assert ids(host)[2:] == [f"{stuck}@1", f"{stuck}@2"]


def test_a_death_between_a_delivery_and_its_record_sends_it_again_under_the_same_id(platform, host):
    hook = Hook(platform, host.port)
    hook.happen(unit := hook.unit(), 1)
    with Steps() as steps, pytest.raises(Died):
        host.answer = lambda there: (steps.begin(die_at=1), there.sendall(OK))
        hook.send()
    assert hook.deliveries() == {f"{unit}@1": ("waiting", None)}
    host.answer = answering(OK)
    assert hook.send() == 1
    assert ids(host) == [f"{unit}@1"] * 2 and host.requests[0][1] == host.requests[1][1]


def test_a_day_without_one_success_pauses_it_and_whoever_resumes_it_sends_what_waited(platform, host):
    hook = Hook(platform, host.port)
    failing, paused = watched(hook)
    host.answer = answering(FAILING)
    hook.happen(unit := hook.unit(), 1)
    hook.send()
    assert watched(hook) == (failing + 1, paused)
    while hook.shown["status"] == "active":
        hook.send(hours=7)
    assert (hook.shown["cause"], hook.shown["waiting"]) == ("FAILURES", 1)
    assert watched(hook) == (failing, paused + 1)
    assert hook.stands_in_the_inbox
    tried = len(host.requests)
    assert tried > 3
    hook.happen(unit, 2)
    hook.send(days=2)
    assert len(host.requests) == tried, "nothing is sent to who is paused"
    host.answer = answering(OK)
    hook.act("resumption")
    assert not hook.stands_in_the_inbox
    assert [hook.send(), hook.send()] == [1, 1]
    assert ids(host)[-2:] == [f"{unit}@1", f"{unit}@2"]
    assert watched(hook) == (failing, paused)


def test_an_answer_410_pauses_it_at_once_and_a_machine_that_is_away_is_left_alone_for_a_while(platform, host):
    hook = Hook(platform, host.port)
    host.answer = answering(GONE)
    hook.happen(hook.unit(), 1)
    hook.send()
    assert (hook.shown["status"], hook.shown["cause"]) == ("paused", "GONE")
    away = Hook(platform, ports.free())
    away.happen(away.unit(), 1)
    away.happen(away.unit(), 1)
    away.send()
    assert sorted(away.deliveries().values(), key=str) == [("waiting", "connection"), ("waiting", None)]


def test_what_an_agency_loses_is_not_sent_any_more(platform, host):
    hook = Hook(platform, host.port)
    hook.happen(unit := hook.unit(), 1)
    hook.desk.act(hook.it, "pause", {"reason": "Kata sandinya bocor."})
    assert hook.send() == 0 and hook.shown["waiting"] == 1
    hook.desk.act(hook.it, "resumption")
    hook.desk.act(hook.it, "narrowing", {"topics": ["asn.registration.public"]})
    hook.send(minutes=2)
    assert hook.deliveries() == {f"{unit}@1": ("withdrawn", None)} and host.requests == []
    hook.happen(hook.unit(), 1)
    assert len(hook.deliveries()) == 1
    hook.desk.act(hook.it, "end", {"reason": "Kerja sama berakhir."})
    assert hook.shown["status"] == "removed"
    assert platform.runtime.keys.persons.find_one({"_id": hook.id})["wrapped"] is None
    problem(hook.register(host.port), 409, "belum-diberi")


def test_what_is_registered_is_an_address_and_events_that_were_given(platform, host):
    hook = Hook(platform, host.port, ["asn.training.public", "asn.checkpoints"])
    problem(hook.register(host.port, types=["registration.period.announced"]), 422, "di-luar-pemberian", "types")
    for url in ("ftp://a.example/", "https://a.example/?kunci=1", "https://ti@a.example/", "https://a.example/#a"):
        problem(hook.register(host.port, url=url), 422, "isian", "url")
    problem(hook.register(host.port, url="https://a.example:65536/"), 422, "alamat-tidak-sah", "url")
    listed = hook.it.get(f"{hook.desk.path}/endpoints").json()
    assert [one["id"] for one in listed["items"]] == [hook.id]
    assert set(hook.types) < set(listed["offered"]) and "registration.period.announced" not in listed["offered"]
    problem(hook.it.post(f"{hook.path}/redeliveries", {"event": f"unit-{uuid.uuid4()}@1"},
                         version=hook.shown["version"]), 404, "kiriman-tidak-ada", "event")  # fmt: skip
    hook.act("removal")
    problem(hook.it.post(f"{hook.path}/pause", {}, version=hook.shown["version"]), 409, "bukan-saatnya")


def test_a_day_that_is_over_is_one_file_of_what_was_said_whoever_dies_while_it_is_made(platform, host):
    hook, unit, runtime = Hook(platform, host.port), f"unit-{uuid.uuid4()}", platform.runtime
    platform.clock.forward(timedelta(days=1))
    while make(runtime):
        pass
    hook.happen(unit, 1, 2)
    assert make(runtime) == 0, "its day is not over"
    platform.clock.forward(timedelta(days=1))
    for point in count(1):
        with Steps() as steps:
            steps.begin(die_at=point)
            try:
                while make(runtime):
                    pass
                break
            except Died:
                pass
    assert point > 4
    newest, *others = platform.public.get("/v1/daily-files").json()["items"]
    assert newest["events"] == 2 and newest["topic"] == "asn.training.public"
    assert all(one["day"] < newest["day"] for one in others)
    content = platform.public.get(f"/v1/daily-files/{newest['id']}/lines").content
    assert hashlib.sha256(content).hexdigest() == newest["file_sha256"] and len(content) == newest["bytes"]
    assert [json.loads(line)["id"] for line in content.splitlines()] == [f"{unit}@1", f"{unit}@2"]
    assert runtime.db.lines.count_documents({}) == 0


def test_the_worker_serves_every_endpoint_for_which_something_is_due(platform, host):
    hook, other = Hook(platform, host.port), Hook(platform, host.port)
    hook.happen(hook.unit(), 1)
    assert hook.sender.turn() >= 2
    for future in hook.sender.running.values():
        future.result()
    assert hook.shown["waiting"] == other.shown["waiting"] == 0 and len(host.requests) == 2


def test_a_machine_that_hangs_holds_nobody_else_up(platform, host):
    told_to_go = threading.Event()
    slow = Host(lambda there: told_to_go.wait(10))
    stuck, hook = Hook(platform, slow.port), Hook(platform, host.port)
    hook.happen(hook.unit(), 1)
    hook.sender.turn()
    hook.sender.running[hook.id].result(5)
    while not slow.requests:
        assert not hook.sender.running[stuck.id].done()
    assert len(host.requests) == 1
    hook.sender.turn()
    assert len(slow.requests) == 1, "it is not asked a second time at once"
    told_to_go.set()
    hook.sender.running[stuck.id].result(5)
    slow.close()
    assert [outcome for _, outcome in stuck.deliveries().values()] == ["answer"]


class Replay:
    """What of Kafka a replay is given to read: these messages, or what really is there."""

    def __init__(self, hook, records=None, rate=600, since=None):
        self.hook, self.records = hook, records
        self.answer = self.start(rate, since)
        self.reading = Replaying(hook.platform.runtime, self._from if records is not None else None)

    def start(self, rate=600, since=None):
        today = wib_date(self.hook.platform.clock.now())
        body = {"since": (since or today).isoformat(), "rate": rate}
        return self.hook.it.post(f"{self.hook.path}/replays", body)

    def _from(self, topics, places):
        left = [one for one in self.records if one.offset >= places.get((one.topic, one.partition), 0)]
        return len(left), (one for one in left)

    @property
    def shown(self):
        return self.hook.it.get(f"/v1/replays/{self.answer.json()['id']}").json()

    def read(self):
        """Until there is nothing more to do at this time."""
        while self.reading.turn():
            pass
        return self.shown["status"], self.shown["events"]


def test_an_agency_that_lost_what_it_was_sent_is_sent_it_again_in_its_order(platform, host):
    hook = Hook(platform, host.port)
    unit, later = hook.unit(), hook.unit()
    records = [*hook.happen(unit, 1, 2), *hook.said(later, 1)]
    while hook.send():
        pass
    producer = Producer(platform.runtime.settings)
    sent = [Message(one.topic, one.key, one.raw, one.headers) for one in records]
    assert all(producer.send(sent))
    producer.close()
    platform.clock.forward(timedelta(seconds=1))
    replay = Replay(hook)
    hook.happen(unit, 3)
    assert replay.read() == ("completed", 3)
    assert replay.shown["read"] == replay.shown["total"] >= 3
    while hook.send():
        pass
    assert ids(host)[:2] == [f"{unit}@1", f"{unit}@2"]
    again = ids(host)[2:]
    assert sorted(again) == sorted([f"{unit}@1", f"{unit}@2", f"{unit}@3", f"{later}@1"])
    assert [one for one in again if one.startswith(unit)] == [f"{unit}@1", f"{unit}@2", f"{unit}@3"]


def test_a_replay_keeps_to_its_rate_and_tells_how_far_it_is_whoever_leads(platform, host):
    hook = Hook(platform, host.port)
    records = [one for _ in range(5) for one in hook.said(hook.unit(), 1)]
    platform.clock.forward(timedelta(minutes=1))
    replay = Replay(hook, records, rate=2)
    assert [replay.read(), replay.read()] == [("running", 2)] * 2
    assert (replay.shown["read"], replay.shown["total"]) == (2, 5)
    platform.clock.forward(timedelta(minutes=1))
    assert replay.read() == ("running", 4)
    platform.clock.forward(timedelta(minutes=1))
    assert replay.read() == ("completed", 5) and hook.shown["waiting"] == 5
    records = [one for _ in range(5) for one in hook.said(hook.unit(), 1)]
    platform.clock.forward(timedelta(minutes=1))
    replay = Replay(hook, records, rate=1)
    one, other = replay.reading, Replaying(platform.runtime, replay._from)
    for number, worker in enumerate((one, other, other, one, other), 1):
        worker.turn()
        assert (replay.shown["read"], replay.shown["events"], replay.shown["total"]) == (number, number, 5)
        platform.clock.forward(timedelta(minutes=1))
    assert replay.read() == ("completed", 5)
    problem(replay.start(rate=0), 422, "isian", "rate")
    problem(replay.start(since=wib_date(platform.clock.now()) + timedelta(days=1)), 422, "hari-di-depan", "since")


def test_whoever_dies_while_a_replay_is_read_puts_nothing_down_twice_and_nothing_is_missing(platform, host):
    hook = Hook(platform, host.port)
    before = hook.happen(hook.unit(), 1, 2)
    while hook.send():
        pass
    records = [*before, *hook.said(hook.unit(), 1, 2, 3)]
    platform.clock.forward(timedelta(minutes=1))
    for point in count(1):
        replay, died = Replay(hook, records), False
        with Steps() as steps:
            steps.begin(die_at=point)
            try:
                replay.reading.turn()
            except Died:
                died = True
        replay.reading = Replaying(platform.runtime, replay._from)
        assert replay.read() == ("completed", 5), point
        assert hook.shown["waiting"] == 5, point
        while hook.send():
            pass
        if not died:
            break
    assert point > 2
    assert ids(host).count(before[0].key + "@1") == point + 1


def test_a_replay_puts_down_what_is_signed_and_of_its_days_and_given_and_nothing_else(platform, host):
    hook = Hook(platform, host.port)
    platform.clock.forward(timedelta(days=1))
    old = hook.said(hook.unit(), 1)
    platform.clock.forward(timedelta(days=1))
    unit = hook.unit()
    [good] = hook.said(unit, 1)
    [forged] = hook.said(hook.unit(), 1, signer="feedback")
    [bare] = hook.said(hook.unit(), 1)
    others = hook.said(f"course-{uuid.uuid4()}", 1, fact="course.published")
    platform.clock.forward(timedelta(seconds=1))
    replay = Replay(hook, [*old, forged, replace(bare, headers=[]), *others, good])
    [later] = hook.said(hook.unit(), 1)
    replay.records.append(later)
    assert replay.read() == ("completed", 1)
    assert list(hook.deliveries()) == [f"{unit}@1"]
    platform.runtime.consumer("webhooks").apply([good])
    assert hook.shown["waiting"] == 1, "the consumer that comes later finds it there"


def test_a_replay_is_one_at_a_time_is_stopped_by_hand_and_ends_with_what_was_given(platform, host):
    hook = Hook(platform, host.port)
    records = hook.said(hook.unit(), 1, 2)
    platform.clock.forward(timedelta(seconds=1))
    replay = Replay(hook, records, rate=1)
    assert replay.read() == ("running", 1)
    problem(replay.start(), 409, "putar-ulang-berjalan")
    path = f"/v1/replays/{replay.answer.json()['id']}/stop"
    assert hook.it.post(path, {}, version=replay.shown["version"]).status_code == 200
    assert replay.read() == ("stopped", 1) and hook.shown["waiting"] == 1
    problem(hook.it.post(path, {}, version=replay.shown["version"]), 409, "bukan-saatnya")
    late = Replay(hook, [])

    def stopped_meanwhile(_topics, _places):
        path = f"/v1/replays/{late.answer.json()['id']}/stop"
        assert hook.it.post(path, {}, version=late.shown["version"]).status_code == 200
        return 0, (one for one in ())

    late.reading = Replaying(platform.runtime, stopped_meanwhile)
    assert late.read() == ("stopped", 0)
    ended = Replay(hook, records)
    hook.desk.act(hook.it, "end", {"reason": "Kerja sama berakhir."})
    assert ended.read() == ("completed", 0)
    problem(replay.start(), 404, "webhook-tidak-ada")
    listed = hook.it.get(f"{hook.path}/replays").json()["items"]
    assert [one["status"] for one in listed] == ["completed", "stopped", "stopped"]
