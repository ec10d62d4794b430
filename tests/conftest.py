"""Real servers for every test that needs them, started once.

This one fixture chooses how: in containers (tests/containers.py) where a Docker-compatible socket
answers, else as local processes. `ASN_TEST_BACKEND=container` or `=process` decides it; a choice that
is not there fails instead of quietly running something else.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from asnkit.sandbox import Sandbox
from hypothesis import settings as properties
from playwright.sync_api import sync_playwright

from deploy.local import servers as local_servers
from deploy.local import tools
from deploy.local.trouble import Trouble

from . import containers, workers
from .databases import Databases
from .figures import Figures
from .timing import Timing

STARTS = {"container": containers.start, "process": local_servers.start}
BACKEND = os.environ.get("ASN_TEST_BACKEND") or ("container" if containers.answer() else "process")
LONG = ("browser/staff", "browser", "rounds", "faults", "journeys", "deploy")
WHY = 400
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


properties.register_profile("suite", deadline=None)  # how busy the machine is says nothing about a rule
properties.load_profile("suite")


def pytest_configure(config):
    config.pluginmanager.register(Timing())
    config.pluginmanager.register(Figures())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return workers.Groups(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(report):
    """A test in which a worker died is named at once, and what the worker had started is ended."""
    print(f"\n{report.longrepr}", flush=True)
    workers.end_children(report.node.workerinput["testrunuid"], report.node.gateway.id)


def pytest_runtest_logreport(report):
    """What failed is told at once: a run that is cut off has said it."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        why = next((line for line in report.longreprtext.splitlines() if line.startswith("E ")), "")
        print(f"\nfailed: {report.nodeid} ({report.when}) {why[:WHY]}", flush=True)


def pytest_collection_modifyitems(items):
    """The long ones come first."""
    items.sort(
        key=lambda item: next((n for n, part in enumerate(LONG) if item.nodeid.startswith(f"tests/{part}/")), len(LONG))
    )


def pytest_collection_finish(session):
    """What is missing is told once, before anything runs, and not by each test that needs it."""
    gc.freeze()  # what was collected stays to the end: it need not be looked through again and again
    if any(item.get_closest_marker("browser") for item in session.items):
        try:
            tools.ensure()
        except Trouble as trouble:
            pytest.exit(str(trouble), returncode=1)


def pytest_report_header():
    return f"servers: {BACKEND}"


@pytest.fixture(scope="session")
def servers():
    """MongoDB and Kafka with every user and right of deploy/rights.yaml."""
    if BACKEND not in STARTS:
        pytest.fail(f"ASN_TEST_BACKEND={BACKEND}: say 'container' or 'process'")
    if BACKEND == "container" and not containers.answer():
        pytest.fail("ASN_TEST_BACKEND=container: no Docker-compatible socket answers; set DOCKER_HOST")
    directory = Path(tempfile.mkdtemp(prefix="asn-tests-"))
    started = STARTS[BACKEND](directory)
    yield started
    started.stop()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(servers):
    lent = Databases(servers.mongo_url("admin"))
    yield lent
    lent.close()


@pytest.fixture(scope="session")
def chromium():
    """A real browser; one for the session, since Playwright runs once in a process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=tools.chromium(), args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sandbox():
    """Of the services, in which uploaded files are read."""
    made = Sandbox("asnkit.pictures", "asnkit.papers")
    yield made
    made.close()
