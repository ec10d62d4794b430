"""Visiting pages as a person: signed in once for each town, person and size.

Each has one tab, used again and again: closing a tab sometimes keeps Chromium busy for a minute.
"""

from contextlib import contextmanager

from .people import PASSWORD

SIZES = {"desktop": (1280, 800), "phone": (360, 740)}


def viewport(size):
    width, height = SIZES[size]
    return {"width": width, "height": height}


def wait_for_focus(page):
    """A page that has come gives its focus to what is wrong only when it is drawn, which is after its load event."""
    page.wait_for_function("document.activeElement !== document.body")


@contextmanager
def loads(page):
    """The pages that are asked for meanwhile: what a walk costs whoever walks it."""
    asked = []

    def note(request):
        if request.is_navigation_request() and request.redirected_from is None:
            asked.append(f"{request.method} {request.url}")

    page.on("request", note)
    try:
        yield asked
    finally:
        page.remove_listener("request", note)


class Visits:
    """A person's tab by town, person, size, and whether scripts run."""

    def __init__(self, browser):
        self._browser = browser
        self._tabs = {}

    def open(self, town, who="", size="phone", scripts=True):
        """The tab of this person's browser, signed in."""
        key = (town.url, who, size, scripts)
        if key not in self._tabs:
            context = self._browser.new_context(viewport=viewport(size), java_script_enabled=scripts, locale="id-ID")
            context.set_default_timeout(15_000)
            self._tabs[key] = context.new_page()
            if who:
                self.sign_in(self._tabs[key], town, who)
        return self._tabs[key]

    def sign_in(self, page, town, who):
        page.goto(f"{town.url}/masuk")
        page.fill("#email", town.people[who].email)
        page.fill("#password", PASSWORD)
        page.click("main button")
        assert page.url == f"{town.url}/saya", page.title()
