"""Every page, on a phone and on a desktop, empty, wrong and full: axe-core finds nothing serious."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import EMPTY, FULL
from .visits import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PICTURES = os.environ.get("ASN_PICTURES")
"""A folder for a picture of every page, to be looked at."""

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
axe = Axe()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", FULL, ids=lambda page: page.name)
def test_full_town(town, visits, wanted, size):
    check(town, visits, wanted, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", EMPTY, ids=lambda page: page.name)
def test_bare_town(bare, visits, wanted, size):
    check(bare, visits, wanted, size)


def check(town, visits, wanted, size):
    page = visits.open(town, wanted.who, size)
    answer = page.goto(town.url + wanted.path(town))
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
    found = axe.run(page, options=OPTIONS).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in serious]
