"""The offices of the town, and its people signed in at the office's provider."""

import pytest

from .. import test_accessibility as accessibility
from ..visits import Visits
from . import office as story
from .office import Office


class StaffVisits(Visits):
    """The same for the logins of the office."""

    def sign_in(self, page, town, who):
        page.goto(f"{town.url}/masuk/pegawai")
        page.click("main a.button")
        page.fill("#username", town.logins[who]["username"])
        page.fill("#password", town.logins[who]["password"])
        page.click("button")
        page.wait_for_url(f"{town.url}/**")
        assert page.get_by_role("button", name="Keluar").count() == 1, page.title()


@pytest.fixture(scope="package")
def staff(chromium):
    return StaffVisits(chromium)


@pytest.fixture(scope="package")
def office(servers, tmp_path_factory):
    made = Office(servers, tmp_path_factory.mktemp("office"))
    story.fill(made)
    yield made
    made.stop()


@pytest.fixture(scope="package")
def vacant(servers, tmp_path_factory):
    """Offices in which nothing has happened."""
    made = Office(servers, tmp_path_factory.mktemp("vacant"))
    yield made
    made.stop()


@pytest.fixture
def sit(city, staff):
    """Sit down at a page as somebody of the office, without scripts; `city` is the test file's own."""

    def open_page(who, path="/kerja"):
        page = staff.open(city, who, "desktop", scripts=False)
        page.goto(city.url + path)
        return page

    return open_page


@pytest.fixture(scope="module")
def seen(city, chromium):
    """Pages between a form and its step are looked at, too: the same document with scripts, for axe-core."""
    other = chromium.new_page()

    def look(page):
        content = page.content()
        other.unroute_all()
        other.route(f"{city.url}/dilihat", lambda route: route.fulfill(body=content, content_type="text/html"))
        other.goto(f"{city.url}/dilihat")
        accessibility.look(other, "-".join(page.locator("h1").inner_text().lower().split())[:40].strip("?"))

    return look
