"""Visiting pages as a person: signed in once for each town, person and size."""

from .people import PASSWORD

PAGES_A_BROWSER = 40
SIZES = {"phone": (360, 740), "desktop": (1280, 800)}


class Visits:
    """Opens pages in Chromium; contexts are kept, since signing in takes longer than a page."""

    def __init__(self, browser):
        self._browser = browser
        self._contexts = {}
        self._pages = 0

    def rest(self):
        """Between pages: a new browser after every forty, since an old one may stop answering."""
        self._pages += 1
        if self._pages % PAGES_A_BROWSER == 0:
            self._browser.close()

    def open(self, town, who="", size="phone", scripts=True):
        """A new tab of this person's browser. Close it after use."""
        self._browser.running()
        key = (self._browser.generation, town.url, who, size, scripts)
        if key not in self._contexts:
            width, height = SIZES[size]
            viewport = {"width": width, "height": height}
            context = self._browser.new_context(viewport=viewport, java_script_enabled=scripts, locale="id-ID")
            context.set_default_timeout(15_000)
            self._contexts[key] = context
            if who:
                self._sign_in(context, town, who)
        return self._contexts[key].new_page()

    def _sign_in(self, context, town, who):
        page = context.new_page()
        page.goto(f"{town.url}/masuk")
        page.fill("#email", town.people[who].email)
        page.fill("#password", PASSWORD)
        page.click("main button")
        assert page.url == f"{town.url}/saya", page.title()
        page.close()

    def close(self):
        for (generation, *_), context in self._contexts.items():
            if generation == self._browser.generation:
                context.close()
