"""A page that says what will happen is shown only for what the service would do."""

import re
from pathlib import Path

import portal

PAGES = [file.read_text() for file in Path(portal.__file__).parent.glob("*/*.py")]
UNASKED = re.compile(r"not sure\(\):\n(?:\s+[\w, ]+ = .*\n)*\s+return form\.page\(.*")


def test_no_page_with_consequences_is_shown_before_the_service_was_asked():
    assert [found[0] for text in PAGES if (found := UNASKED.search(text))] == []
    assert UNASKED.search('        if not sure():\n            a = 1\n            return form.page("x.html")')


def test_many_pages_ask():
    assert sum("asks(form, " in text for text in PAGES) > 25
