"""The offices of the town, and its people signed in at the office's provider."""

import pytest

from ..visits import SIZES
from . import office as story
from .office import Office


class StaffVisits:
    """Opens pages as a login of the office; contexts are kept, since signing in takes longer than a page."""

    def __init__(self, browser):
        self._browser = browser
        self._contexts = {}

    def open(self, town, who, size="phone", scripts=True):
        """A new tab of this person's browser. Close it after use."""
        self._browser.running()
        key = (self._browser.generation, town.url, who, size, scripts)
        if key not in self._contexts:
            width, height = SIZES[size]
            view = {"width": width, "height": height}
            context = self._browser.new_context(viewport=view, java_script_enabled=scripts, locale="id-ID")
            context.set_default_timeout(15_000)
            self._contexts[key] = context
            self._sign_in(context, town, who)
        return self._contexts[key].new_page()

    def _sign_in(self, context, town, who):
        page = context.new_page()
        page.goto(f"{town.url}/masuk/pegawai")
        page.click("main a.button")
        page.fill("#username", town.logins[who]["username"])
        page.fill("#password", town.logins[who]["password"])
        page.click("button")
        page.wait_for_url(f"{town.url}/**")
        assert page.locator(".who button").count() == 1, page.title()
        page.close()

    def close(self):
        for (generation, *_), context in self._contexts.items():
            if generation == self._browser.generation:
                context.close()


@pytest.fixture(scope="session")
def staff(chromium):
    visits = StaffVisits(chromium)
    yield visits
    visits.close()


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
