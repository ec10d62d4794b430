"""Second signatures and decisions of weight are judged while the log is read: nothing piles up for the end."""

import hashlib

import pytest
from asnkit.catalogue import discover
from asnkit.events import Event
from asnkit.messages import Delivery
from asnkit.settings import Settings
from asnkit.testing import Signers
from audit.auditor.entries import Entry
from audit.auditor.findings import Report
from audit.auditor.signing import Signing
from audit.auditor.sources import Sources
from audit.log.sequence import Log
from pymongo import MongoClient

from tests.unit.audit.given import raw

pytestmark = pytest.mark.servers

STREAM = "score_batch-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
AT = "2026-08-01T02:00:00.000Z"
STAGED = raw("selection.score_batch.staged", {}, AT, stream=STREAM, actor="panitia:p1")


class Case:
    """The log's entries, and one look at them."""

    def __init__(self, db, folder):
        self._signers = Signers(folder, ["selection"], Settings.contracts)
        settings = Settings("audit", "", "", folder, keys=self._signers.folder)
        sources = Sources(db.client, settings, discover(["selection"]), ["selection"], {"audit": db.name})
        self._log, self._report = Log(sources.db("audit")), Report()
        self._signing = Signing(sources, sources.signers, self._report)

    def look(self, content, last=False):
        """Whether anything waits, and what was found of first signatures so far."""
        one = self._signed(content)
        self._signing.look(Entry(0, one.event, one.raw, one.note, one.path))
        return self.judge(last)

    def judge(self, last=False):
        self._signing.judge(last)
        said = [one.sentence.partition(": ")[2] for one in self._report.findings if one.check == "signatures"]
        return bool(self._signing._seconds), said

    def number(self, content):
        self._log.apply([self._signed(content)], None)

    def _signed(self, content):
        headers = {name: value.decode() for name, value in self._signers.record(content).headers}
        return Delivery(Event.parse(content), content, headers["asn-note"], headers["asn-path"])


@pytest.fixture
def case(servers, databases, tmp_path):
    with MongoClient(servers.mongo_url("admin")) as client:
        yield Case(client[databases.lend("audit")], tmp_path)


def approved(actor="ketua:k1"):
    named = {"event": f"{STREAM}@1", "sha256": hashlib.sha256(STAGED).hexdigest()}
    return raw("selection.score_batch.approved", {"staged": named}, AT, stream=STREAM, version=2, actor=actor)


def test_a_second_signature_is_judged_as_soon_as_the_first_is_in_the_log(case):
    case.number(STAGED)
    assert case.look(approved()) == (False, [])
    assert case.look(approved("panitia:p1")) == (False, ["kedua tanda tangannya dari orang yang sama."])


def test_a_first_signature_that_comes_later_is_waited_for_and_one_that_never_comes_is_named(case):
    assert case.look(approved()) == (True, [])
    assert case.judge() == (True, [])
    assert case.judge(last=True) == (
        False,
        ["peristiwa penanda tangan pertama yang disebutnya tidak ada dalam log."],
    )


def test_a_first_signature_that_came_after_the_second_is_found(case):
    assert case.look(approved()) == (True, [])
    case.number(STAGED)
    assert case.judge() == (False, [])
