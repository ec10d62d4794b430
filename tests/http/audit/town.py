"""Two services and the log, small enough to be driven step by step, with Kafka and the log's files as they are."""

import uuid

from asnkit.bus import Reader
from asnkit.catalogue import discover
from asnkit.events import new_id
from asnkit.owners import Owners
from asnkit.settings import Settings
from audit.auditor.memory import Memory
from audit.auditor.round import Patience, audit
from audit.auditor.sources import Sources
from audit.log.integrate import Integration
from audit.log.loops import publication
from audit.log.volume import open_volume
from feedback.survey.domain import Open
from feedback.survey.questions import ELEMENTS

from tests import topics
from tests.kit.conftest import context

OWNERS = Owners(Settings.contracts)

SERVICES = ("feedback", "audit")
AT_ONCE = Patience(settle=0.2, promise=0)


class Town:
    def __init__(self, servers, feedback, log, folder):
        self.servers, self.feedback, self.audit = servers, feedback, log
        self.folder = folder
        self._empty_topics()
        self.runtimes = [running.runtime for running in (feedback, log)]
        self.publication = publication(log.runtime)
        self.sources = Sources(
            log.runtime.client,
            log.runtime.settings,
            discover(SERVICES),
            SERVICES,
            {running.runtime.service.name: running.runtime.settings.database for running in (feedback, log)},
        )

    def _empty_topics(self):
        """Other tests' messages would look inserted."""
        topics.empty(self.servers, dict.fromkeys(OWNERS.topics("feedback", "audit"), 12) | {"asn.checkpoints": 1})

    def survey(self) -> str:
        stream = new_id("survey")
        command = Open("RSUD", "Rawat jalan", "Semester 1", 30)
        self.feedback.runtime.store.run(context(actor="aduan:a1"), lambda tx: tx.decide(stream, command))
        return stream

    def answer(self, survey: str) -> dict:
        path = f"/v1/surveys/{survey.partition('-')[2]}/responses"
        answered = self.feedback.public.post(path, {"answers": dict.fromkeys(ELEMENTS, 4)})
        assert answered.status_code == 201, answered.text
        return answered.json()

    def settle(self):
        """Everything is sent, numbered, in tiles, signed, and in the views."""
        for runtime in self.runtimes:
            relay = runtime.relay()
            relay.drain()
            relay.close()
        reader = Reader(self.audit.runtime.settings, OWNERS.topics("feedback", "audit"))
        records = list(reader)
        reader.close()
        self.audit.runtime.consumer("log").apply(records)
        self.audit.runtime.consumer(f"views.{self.audit.runtime.views.live()}").apply(records)
        own = [record for record in records if record.topic in self.feedback.runtime.topics]
        self.feedback.runtime.consumer(f"views.{self.feedback.runtime.views.live()}").apply(own)
        self.publish()

    def publish(self):
        step = Integration(self.audit.runtime.db, open_volume(self.audit.runtime.settings))
        while step.turn():
            pass
        self.publication.step()

    def round(self, patience=AT_ONCE) -> dict:
        return audit(self.sources, Memory(self.folder), patience)

    def sentences(self, patience=AT_ONCE) -> list[str]:
        return [finding["sentence"] for finding in self.round(patience)["findings"]]


def grow(town, answers=3):
    survey = town.survey()
    town.settle()
    given = [town.answer(survey) for _ in range(answers)]
    town.settle()
    return survey, given


def fresh_folder(factory):
    return factory.mktemp(f"auditor-{uuid.uuid4().hex[:6]}")
