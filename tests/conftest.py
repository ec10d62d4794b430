"""Real servers for every test that needs them, started once.

This one fixture chooses how: today as local processes. Containers (through testcontainers, where a
Docker-compatible socket answers) come next; asking for them with `ASN_TEST_BACKEND=container` fails
instead of quietly running something else.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from deploy.local import browser
from deploy.local import servers as local_servers

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def servers():
    """MongoDB and Kafka with every user and right of deploy/rights.yaml."""
    backend = os.environ.get("ASN_TEST_BACKEND", "process")
    if backend != "process":
        pytest.fail(f"ASN_TEST_BACKEND={backend}: only the backend 'process' is there")
    directory = Path(tempfile.mkdtemp(prefix="asn-tests-"))
    started = local_servers.start(directory)
    yield started
    started.stop()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    """A real browser; one for the session, since Playwright runs once in a process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.ensure(), args=CHROMIUM_FLAGS)
        yield started
        started.close()
