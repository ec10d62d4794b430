"""A real Chromium on two towns: one where everything has happened, one where nothing has."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from . import story
from .people import Applicant
from .town import Town
from .visits import Visits

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    program = os.environ.get("ASN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.fail("The browser tests need Chromium: install it, or set ASN_CHROMIUM to its path (`make test` does).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


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
    return Visits(chromium)
