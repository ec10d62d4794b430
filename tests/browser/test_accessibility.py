"""Every page, empty, wrong and full: it fits a phone and a desktop, and axe-core finds nothing serious."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from . import contrast
from .pages import CITIZENS, FULL, PLAIN, with_plain
from .visits import SIZES, viewport

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PICTURES = os.environ.get("ASN_PICTURES")
"""A folder for a picture of every page, to be looked at."""

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "rules": {contrast.RULE: {"enabled": False}},
}
axe = Axe()
contrasts = contrast.Contrast()


@pytest.mark.parametrize("wanted", with_plain(FULL, CITIZENS), ids=lambda page: page.name)
def test_full_town(town, visits, wanted):
    check(town, visits, wanted)


@pytest.mark.parametrize("wanted", [page for page in PLAIN if page.who in CITIZENS], ids=lambda page: page.name)
def test_bare_town(bare, visits, wanted):
    check(bare, visits, wanted, "kosong-")


def check(town, visits, wanted, where=""):
    """`where` tells the pictures of two towns apart."""
    page = visits.open(town, wanted.who)
    answer = page.goto(town.url + wanted.address(town))
    if wanted.act:
        page.set_viewport_size(viewport("phone"))
        with page.expect_navigation() as sent:
            wanted.act(page)
        answer = sent.value
    assert answer.status == wanted.status
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.locator("h1").count() == 1
    if wanted.state == "error":
        assert page.title().startswith("Galat: ") or wanted.name == "bukti-belum"
    look(page, where + wanted.name)


def look(page, name):
    """The page at every size, first the one that it came in; on a phone, where things are closest, axe-core, too."""
    for size in sorted(SIZES, key=lambda one: viewport(one) != page.viewport_size):
        page.set_viewport_size(viewport(size))
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{wide} pixels too wide for a {size}"
        if size == "phone":
            found = axe.run(page, options=OPTIONS).response["violations"] + contrasts.violations(page)
            serious = [one for one in found if one["impact"] in ("serious", "critical")]
            assert not serious, [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in serious]
