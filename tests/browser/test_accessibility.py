"""Every page, empty, wrong and full: it fits a phone and a desktop, and axe-core finds nothing serious."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import CITIZENS, FULL, PLAIN, with_plain
from .visits import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PICTURES = os.environ.get("ASN_PICTURES")
"""A folder for a picture of every page, to be looked at."""

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
EXAMINED = "phone"
"""The size at which axe-core looks at a page: the one where things are closest together."""
axe = Axe()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", with_plain(FULL, CITIZENS), ids=lambda page: page.name)
def test_full_town(town, visits, wanted, size):
    check(town, visits, wanted, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", [page for page in PLAIN if page.who in CITIZENS], ids=lambda page: page.name)
def test_bare_town(bare, visits, wanted, size):
    check(bare, visits, wanted, size)


def check(town, visits, wanted, size):
    page = visits.open(town, wanted.who, size)
    answer = page.goto(town.url + wanted.address(town))
    if wanted.act:
        with page.expect_navigation() as sent:
            wanted.act(page)
        answer = sent.value
    assert answer.status == wanted.status
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{wanted.name}-{size}.png", full_page=True)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.locator("h1").count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels too wide"
    if wanted.state == "error":
        assert page.title().startswith("Galat: ") or wanted.name == "bukti-belum"
    if size == EXAMINED:
        examine(page)


def examine(page):
    """axe-core's opinion of a page; what it looks at is the same at every size."""
    found = axe.run(page, options=OPTIONS).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in serious]
