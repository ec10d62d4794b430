"""A real Chromium on two towns: one where everything has happened, one where nothing has.

Now and then a long-lived Chromium answers no more, without an error, and a call to it would wait for
ever. A test that takes too long therefore loses its browser, and is run once more in a new one.
"""

import os
import shutil
import threading

import psutil
import pytest
from _pytest.runner import runtestprotocol
from playwright.sync_api import sync_playwright

from . import story
from .people import Applicant
from .town import Town
from .visits import Visits

PATIENCE_SECONDS = 60
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Chromium:
    """Launches when it is needed, and again when it died; `generation` counts the launches."""

    def __init__(self, playwright, program):
        self._playwright, self._program = playwright, program
        self._browser, self.generation = None, 0

    def new_context(self, **options):
        return self.running().new_context(**options)

    def new_page(self, **options):
        return self.running().new_page(**options)

    def running(self):
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._playwright.chromium.launch(executable_path=self._program, args=FLAGS)
            self.generation += 1
        return self._browser

    def close(self):
        if self._browser is not None and self._browser.is_connected():
            self._browser.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    hung = threading.Event()
    reports = watched(item, nextitem, hung)
    if hung.is_set() and any(report.failed for report in reports):
        item._initrequest()
        reports = watched(item, nextitem, threading.Event())
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def watched(item, nextitem, hung):
    """Run a test; after too long its browser is killed, so that the call which waits for it fails."""

    def kill():
        hung.set()
        for child in psutil.Process().children(recursive=True):
            if child.name().startswith("chrom"):
                child.kill()

    timer = threading.Timer(PATIENCE_SECONDS, kill)
    timer.start()
    try:
        return runtestprotocol(item, nextitem=nextitem, log=False)
    finally:
        timer.cancel()


@pytest.fixture(scope="session")
def chromium():
    program = os.environ.get("ASN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.fail("The browser tests need Chromium: install it, or set ASN_CHROMIUM to its path (`make test` does).")
    with sync_playwright() as playwright:
        made = Chromium(playwright, program)
        yield made
        made.close()


@pytest.fixture(scope="session")
def town(servers, tmp_path_factory):
    made = Town(servers, tmp_path_factory.mktemp("town"))
    story.fill(made)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def bare(servers, tmp_path_factory):
    """Nothing has happened but that one person opened an account."""
    made = Town(servers, tmp_path_factory.mktemp("bare"))
    made.people = {"siti": Applicant(made, 1, "Siti Khadijah Nasution")}
    yield made
    made.stop()


@pytest.fixture(scope="session")
def visits(chromium):
    made = Visits(chromium)
    yield made
    made.close()
