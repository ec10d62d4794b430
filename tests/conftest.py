"""Real servers for every test that needs them, started once.

This one fixture chooses how: in containers (tests/containers.py) where a Docker-compatible socket
answers, else as local processes. `ASN_TEST_BACKEND=container` or `=process` decides it; a choice that
is not there fails instead of quietly running something else.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from deploy.local import browser
from deploy.local import servers as local_servers

from . import containers
from .databases import Databases
from .timing import Timing

STARTS = {"container": containers.start, "process": local_servers.start}
BACKEND = os.environ.get("ASN_TEST_BACKEND") or ("container" if containers.answer() else "process")
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_configure(config):
    config.pluginmanager.register(Timing())


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
        started = playwright.chromium.launch(executable_path=browser.ensure(), args=CHROMIUM_FLAGS)
        yield started
        started.close()
