"""Everything with the keyboard alone: the skip link, what is wrong first, a form from end to end."""

import pytest

from .people import PASSWORD
from .visits import SIZES, wait_for_focus

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def focused(page):
    return page.evaluate(
        "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_first_key_offers_to_skip_to_the_content(town, visits, size):
    page = visits.open(town, size=size)
    page.goto(town.url)
    page.keyboard.press("Tab")
    assert focused(page) == "skip" and page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert focused(page) == "isi"


def test_after_an_error_the_summary_has_the_focus_and_leads_to_the_field(town, visits):
    page = visits.open(town)
    page.goto(f"{town.url}/masuk")
    page.focus("#password")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    wait_for_focus(page)
    assert focused(page) == "summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "email"
    assert page.get_attribute("#email", "aria-invalid") == "true"
    assert page.get_attribute("#email", "aria-describedby") == "email-error"


def test_signing_in_with_keys_alone(town, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{town.url}/masuk")
    page.focus("#email")
    page.keyboard.insert_text(town.people["budi"].email)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{town.url}/saya"


@pytest.mark.parametrize("path", ["/", "/formasi", "/transparansi", "/survei", "/akun/baru"])
def test_targets_are_large_and_the_focus_shows(town, visits, path):
    """WCAG 2.2: targets of 24 pixels and more, but for links inside a sentence; a visible outline."""
    page = visits.open(town)
    page.goto(town.url + path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
            .filter(e => e.offsetParent && !e.closest("p, dd, li.card") && !e.matches(".skip"))
            .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
            .filter(([html, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )
    assert small == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
