"""One round through the public APIs of really running services, and what it leaves behind."""

import os
import subprocess
import sys
import time
from importlib import import_module

import pytest
import requests
from asnkit.service import Runtime
from asnkit.settings import NEIGHBOURS, package_of
from asnkit.verify import settled, verify

from demo import recount
from demo.callers import Services
from deploy.local import places
from tests.invariants import check_audit, settings_for

pytestmark = [pytest.mark.servers, pytest.mark.slow]

SMALL = ("--applicants", "60")
WELL = {"wants": [], "worker": True, "outbox": 0, "oldest": None, "behind": 0, "late": 0, "parked": 0}

FOLLOWS = {
    "registration.vacancy.published": {"selection.line.registered"},
    "registration.vacancy.amended": {"selection.line.amended"},
    "registration.vacancy.closed": {"selection.line.closed", "portal.message.sent"},
    "registration.application.submitted": {"portal.message.sent"},
    "registration.period.amended": {"portal.message.sent"},
    "registration.announcement.corrected": {"portal.message.sent"},
    "registration.announcement.published": {"selection.admission.ordered", "portal.message.sent"},
    "selection.result.published": {"registration.announcement.published"},
    "feedback.gap.found": {"training.need.identified"},
    "training.certificate.revoked": {"portal.message.account_told"},
    "training.certificate.reissued": {"portal.message.account_told"},
    "training.enrolment.applied": {"portal.message.account_told"},
    "training.enrolment.approved": {"portal.message.account_told"},
    "training.enrolment.declined": {"portal.message.account_told"},
    "selection.candidate.appointed": {
        "training.civil_servant.added", "training.enrolment.confirmed", "portal.message.sent",
    },
}  # fmt: skip
"""What another service does because of an event; nothing else crosses from one service to another."""
MONTHS_LATER = {
    "feedback.gap.found": {"training.need.joined"},
    "training.evaluation.asked": {"portal.message.account_told"},
}
"""What follows besides once a second round was driven in the same city: another quarter, and three months passed."""


@pytest.fixture
def events(system, played):
    reader = system.endpoints["kafka"]["users"]["auditor"]
    return recount.read(system.endpoints["kafka"]["bootstrap"], reader["username"], reader["password"])


def name(event):
    return f"{event['source'].removeprefix('/asn/')}.{recount.name_of(event)}"


def trace(event):
    """The trace that the event belongs to; steps of a batch keep it as their correlation."""
    _, found, *_ = event.get("traceparent", f"00-{event['correlationid']}").split("-")
    return found


def test_a_small_round_reconciles(played):
    assert "Everything reconciles" in played
    assert " NO " not in played


def test_which_service_followed_which(events):
    edges, broken = {}, []
    for event in events.values():
        cause = events.get(event.get("causationid"))
        if cause and cause["source"] != event["source"]:
            edges.setdefault(name(cause), set()).add(name(event))
            if trace(event) != trace(cause):
                broken.append((cause["id"], event["id"]))
    later = {cause: found & MONTHS_LATER.get(cause, set()) for cause, found in edges.items()}
    first = {cause: found - later[cause] for cause, found in edges.items() if found - later[cause]}
    assert first == FOLLOWS
    assert broken == []


def test_every_event_carries_a_trace_that_its_correlation_names(events):
    recorded = [event for event in events.values() if "traceparent" in event]
    assert len(recorded) > len(events) * 0.9
    assert all(trace(event) == event["correlationid"] for event in recorded)


def test_the_recount_stands_alone(system, played):
    """Run as another reader would: three settings, no module of this project, no working directory of it."""
    kafka = system.endpoints["kafka"]
    reader = kafka["users"]["auditor"]
    environment = {"PATH": os.environ["PATH"], "KAFKA_BOOTSTRAP": kafka["bootstrap"]}
    environment |= {"KAFKA_USERNAME": reader["username"], "KAFKA_PASSWORD": reader["password"]}
    command = [sys.executable, "-I", str(places.ROOT / "demo" / "recount.py"), "--period", "CPNS-2024"]
    done = subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = dict(line.split(None, 1) for line in done.stdout.splitlines())
    assert (told["registered"], told["submitted"], told["quota"]) == ("60", "58", "81")


@pytest.mark.parametrize("victims", [("registration-worker", "selection-worker")])
def test_a_round_survives_workers_that_are_killed(system, played, victims):
    """kill -9 in the middle of it: the supervisor starts them again, and nothing is lost or doubled."""
    before = {name: system.pid(name) for name in victims}
    demo = system.demo(*SMALL)
    for share, victim in enumerate(victims, start=1):
        until_submitted(system, 20 * share)
        system.kill(victim)
    output, _ = demo.communicate(timeout=300)
    assert demo.returncode == 0, output
    assert all(system.pid(name) != before[name] for name in victims)


@pytest.mark.parametrize("service", NEIGHBOURS)
def test_the_invariants_hold(system, played, service):
    runtime = Runtime(import_module(f"{package_of(service)}.wiring").SERVICE, settings_for(service, system.endpoints))
    report = verify(runtime)
    runtime.close()
    assert report.violations == []


@pytest.mark.parametrize("service", sorted(set(NEIGHBOURS) - {"portal"}))
def test_after_a_round_a_service_says_that_it_works_and_that_nothing_waits_there(system, played, service):
    officer, end = Services(system.endpoints).staff("ti"), time.monotonic() + 60
    while (shown := officer.get(service, "/v1/standing").body) != shown | WELL and time.monotonic() < end:
        time.sleep(0.5)
    assert {name: shown[name] for name in WELL} == WELL


def test_every_event_is_one_audit_entry(system, played):
    report = settled(lambda: check_audit(settings_for("audit", system.endpoints)))
    assert report.violations == [] and report.events == report.entries > 1000


def until_submitted(system, number):
    """Waits until so many have submitted in the second round."""
    address = f"{system.endpoints['services']['registration']['api']}/v1/periods/CPNS-2024-2/counts"
    end = time.monotonic() + 120
    while time.monotonic() < end:
        answer = requests.get(address, timeout=5)
        if answer.ok and answer.json()["applications"]["submitted"] >= number:
            return
        time.sleep(0.05)
    pytest.fail(f"not {number} submitted within two minutes")
