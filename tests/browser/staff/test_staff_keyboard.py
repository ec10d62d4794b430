"""The desk with the keyboard alone, and what may be pressed on a phone."""

import pytest

from ..story import DONE, OPEN
from ..visits import wait_for_focus

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]

SMALL = """() => [...document.querySelectorAll("main a, main button, main select, main input:not([type=hidden])")]
  .filter(one => getComputedStyle(one).display !== "inline" && one.getBoundingClientRect().height > 0)
  .filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML.slice(0, 120))"""


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def press_until(page, wanted, most=80):
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached")


def test_a_verdict_is_asked_for_with_keys_alone(office, staff):
    page = staff.open(office, "verifikator1", "desktop")
    page.goto(f"{office.url}/kerja/verifikasi/{office.held}")
    press_until(page, "Periksa putusan")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    wait_for_focus(page)
    assert focused(page).startswith("Ada yang perlu diperbaiki")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "verdict"
    page.keyboard.press("Space")
    press_until(page, "Periksa putusan")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    wait_for_focus(page)
    assert "Buka dahulu, baru putuskan: KTP" in page.locator(".summary").inner_text(), "nobody is asked about it"
    assert page.is_checked("#verdict") and page.title().startswith("Galat: Meja verifikasi")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("verifikator1", f"/kerja/verifikasi?periode={OPEN}"),
        ("panitia1", "/kerja/seleksi"),
        ("panitia1", f"/kerja/seleksi/{DONE}"),
        ("panitia1", f"/kerja/seleksi/{DONE}/peringkat/SKD"),
        ("auditor", "/audit"),
    ],
)
def test_targets_are_large(office, staff, who, path):
    page = staff.open(office, who)
    page.goto(office.url + path)
    assert page.evaluate(SMALL) == []
