"""Contrast is asked about once for each look, and what is hard to read is named on every page where it stands."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .contrast import Contrast

pytestmark = pytest.mark.browser

PLAIN = "<p>Mudah dibaca</p>"
PALE = '<p style="color: #aaa">Sukar dibaca</p>'
ON_GREY = '<div style="background: #666"><p>Mudah di tempat lain</p></div>'
SMALL = '<p style="color: #888; font-size: 30px">Besar</p>', '<p style="color: #888; font-size: 12px">Kecil</p>'


@pytest.fixture
def ask(chromium):
    page, contrast = chromium.new_page(), Contrast()

    def named(body):
        page.set_content(f'<html lang="id" style="background: #fff; color: #000"><body>{body}</body></html>')
        page.evaluate(Axe().axe_script)
        return [node["html"] for one in contrast.violations(page) for node in one["nodes"]]

    yield named
    page.close()


def test_what_is_pale_is_named_as_often_as_it_is_seen(ask):
    assert ask(PLAIN) == []
    assert [ask(PLAIN + PALE) for _ in range(2)] == [[PALE]] * 2


def test_a_look_counts_with_what_is_behind_it(ask):
    assert ask(PLAIN) == []
    [named] = ask(PLAIN + ON_GREY)
    assert "Mudah di tempat lain" in named


def test_a_look_counts_with_its_size(ask):
    large, small = SMALL
    assert ask(large) == []
    assert ask(large + small) == [small]


def test_what_was_hidden_when_it_was_seen_first_is_asked_about_when_it_shows(ask):
    assert ask(f"{PLAIN}<div hidden>{PALE}</div>") == []
    assert ask(PLAIN + PALE) == [PALE]
