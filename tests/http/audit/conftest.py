"""The audit service with a small history: one civil servant, appointed before anybody here knew it."""

import json

import pytest

from tests.http.running import Running
from tests.unit.audit.given import raw

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
SERVANT = f"civil_servant-{PERSON}"
VACANCY = "vacancy-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
ADDED = {
    "person": PERSON, "period": "CPNS-2024", "candidate": "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0003", "unit": "RSUD",
    "job_code": "JF-1", "job_name": "Perawat", "decree_no": "800/1", "effective_date": "2025-06-01", "status": "CPNS",
}  # fmt: skip
LINE = {
    "period": "CPNS-2024", "code": "F-001", "need_type": "UMUM", "unit": "RSUD", "job_code": "JF-1",
    "job_name": "Perawat", "seats": 2, "education": ["D-III"],
}  # fmt: skip
ENROLMENT = "enrolment-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0004"


def history():
    """(topic, stream, bytes) in the order in which they were recorded."""
    return [
        _of("registration.vacancy.published", LINE, "2025-01-10T02:00:00.000Z", stream=VACANCY),
        _of(
            "training.civil_servant.added", ADDED, "2025-06-20T02:00:00.000Z",
            "2025-06-01T00:00:00+07:00", stream=SERVANT, trace="t1",
        ),
        _of(
            "training.enrolment.confirmed",
            {"person": PERSON, "course": "LATSAR", "title": "Latsar CPNS", "hours": 647},
            "2025-06-21T02:00:00.000Z", stream=ENROLMENT, trace="t1", cause=f"{SERVANT}@1",
        ),
    ]  # fmt: skip


def _of(name, data, *times, stream, **more):
    return raw(name, data, *times, stream=stream, **more)


class Recorded(Running):
    """Everything that is delivered is numbered in the log and found by the search."""

    def deliver(self, *foreign):
        runtime = self.runtime
        made = [self.signers.record(event) for event in foreign] + self.committed()
        runtime.consumer("log").apply(made)
        runtime.consumer(f"views.{runtime.views.live()}").apply(made)
        self.mark()
        return [json.loads(record.raw) for record in made]


@pytest.fixture(scope="module")
def audit(serve):
    made = serve("audit", Recorded)
    made.deliver(*history())
    return made


@pytest.fixture
def auditor(audit):
    return audit.staff("auditor")


@pytest.fixture
def follower(auditor):
    """An auditor who has just recorded why the civil servant is followed."""
    body = {"person": PERSON, "reason": "Aduan 12/2025", "criteria": {}}
    assert auditor.post("/v1/queries/executions", body).status_code == 201
    return auditor
