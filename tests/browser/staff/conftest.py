"""The offices of the town, and its people signed in at the office's provider."""

import pytest

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
        assert page.locator(".who button").count() == 1, page.title()


@pytest.fixture(scope="session")
def staff(chromium):
    return StaffVisits(chromium)


@pytest.fixture(scope="session")
def office(servers, tmp_path_factory):
    made = Office(servers, tmp_path_factory.mktemp("office"))
    story.fill(made)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def vacant(servers, tmp_path_factory):
    """Offices in which nothing has happened."""
    made = Office(servers, tmp_path_factory.mktemp("vacant"))
    yield made
    made.stop()
