"""The sign-in page in a real browser: keyboard alone, without scripts, nothing for axe-core to find."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from deploy.local import identity, ports, rights, secrets
from tests.serving import Served

pytestmark = pytest.mark.browser

REQUEST = "client_id=portal&response_type=code&code_challenge=abc&code_challenge_method=S256&redirect_uri="


@pytest.fixture
def address(tmp_path, monkeypatch):
    monkeypatch.setenv("ASN_ENV", "development")
    secrets.ensure(tmp_path, list(rights.load()))
    port = ports.free()
    issuer = f"http://127.0.0.1:{port}"
    app = identity.create_app(issuer, issuer, tmp_path)
    served = Served(app, port)
    yield f"{issuer}/authorize?{REQUEST}{issuer}/healthz"
    served.stop()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_empty_or_with_an_error(chromium, address, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    assert Axe().run(page).violations_count == 0
    page.fill("#username", "seseorang")
    page.fill("#password", "salah")
    page.click("button")
    page.wait_for_selector("#error")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_signing_in_by_keyboard_without_scripts(chromium, address, tmp_path):
    login = secrets.read(tmp_path / "logins.json")["diklat"]
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    for text in (login["username"], login["password"]):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/healthz?code=**")
