"""What keeps people safe here: the content policy, sessions, where a sign-in may lead, services that are away."""

import re
from contextlib import contextmanager

import pytest
from flask import request
from registration.imports.sheet import read as read_formations

from .people import PASSWORD
from .story import OPEN

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@contextmanager
def away(town, name):
    """A service that the portal cannot reach."""
    urls = town.runtimes["portal"].settings.urls
    kept, urls[name] = urls[name], "http://127.0.0.1:1"
    try:
        yield
    finally:
        urls[name] = kept


def test_headers_of_a_page(town, visits):
    page = visits.open(town)
    headers = page.goto(town.url).headers
    policy = headers["content-security-policy"]
    for part in ("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert "script-src" not in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin" and "camera=()" in headers["permissions-policy"]
    style = page.request.get(town.url + page.locator("link[rel=stylesheet]").get_attribute("href"))
    assert len(style.body()) < 60_000 and "max-age" in style.headers["cache-control"]


def test_a_visitor_gets_no_cookie_before_signing_in(town, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{town.url}/formasi")
    assert context.cookies() == []
    page.goto(f"{town.url}/masuk")
    assert context.cookies() == []
    context.add_cookies([{"name": "sesi", "value": "planted", "url": town.url}])
    page.fill("#email", town.people["siti"].email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    found = {cookie["name"]: cookie for cookie in context.cookies()}
    assert set(found) == {"sesi", "perangkat"}, "the session, and what makes this device known the next time"
    assert {(one["httpOnly"], one["sameSite"]) for one in found.values()} == {(True, "Lax")}
    cookie = found["sesi"]
    assert cookie["value"] != "planted"
    stored = list(town.runtimes["portal"].db.sessions.find())
    assert cookie["value"] not in str(stored) and "access_token" not in str(stored)
    assert not re.search(r"eyJ[\w-]+\.eyJ", str(stored)), "no token: two JSON objects in base64, with a dot between"
    page.get_by_role("button", name="Keluar").click()
    assert "sesi" not in {one["name"] for one in context.cookies()} or page.goto(f"{town.url}/saya").url.startswith(
        f"{town.url}/masuk"
    )
    context.add_cookies([{"name": "sesi", "value": cookie["value"], "url": town.url}])
    page.goto(f"{town.url}/saya")
    assert page.url.startswith(f"{town.url}/masuk")


@pytest.mark.parametrize("onward", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:1"])
def test_signing_in_leads_nowhere_else(town, chromium, onward):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town.url}/masuk?lanjut={onward}")
    page.fill("#email", town.people["siti"].email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    assert page.url == f"{town.url}/saya"


def test_a_form_without_its_token_is_refused(town, visits):
    page = visits.open(town, "siti")
    answer = page.request.post(f"{town.url}/saya/lamaran/baru", form={"vacancy": town.lines[OPEN]})
    assert answer.status == 400 and "Formulir ini sudah tidak berlaku" in answer.text()


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_staff_sign_in_at_the_office_and_out_again(town, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town.url}/kerja")
    assert page.url.startswith(town.urls["identity"])
    page.fill("#username", "verifikator1")
    page.fill("#password", town.logins["verifikator1"]["password"])
    page.click("button")
    assert page.url == f"{town.url}/kerja"
    assert "Verifikator Satu · verifikator" in page.inner_text("header")
    page.get_by_role("button", name="Keluar").click()
    page.goto(f"{town.url}/kerja")
    assert page.url.startswith(town.urls["identity"])


def test_tokens_are_renewed_before_they_end(town, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{town.url}/masuk")
    page.fill("#email", town.people["budi"].email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    [number] = [one["value"] for one in context.cookies() if one["name"] == "sesi"]
    sessions = town.apps["portal"].session_interface
    with town.apps["portal"].app_context():
        _, tokens = sessions.claim_refresh(number)
        sessions.keep_tokens(number, tokens | {"ends": 0})
        assert page.goto(f"{town.url}/saya/berkas").status == 200
        _, renewed = sessions.claim_refresh(number)
    assert renewed["refresh_token"] != tokens["refresh_token"] and renewed["ends"] > 0


def test_a_service_that_is_away_has_a_page_and_loses_no_input(town, visits):
    page = visits.open(town, "siti", scripts=False)
    with away(town, "registration"):
        answer = page.request.get(f"{town.url}/formasi")
        assert answer.status == 503 and answer.headers["retry-after"] == "5"
        assert "Layanan sedang tidak dapat dihubungi" in answer.text()
    page.goto(f"{town.url}/saya/lamaran/{town.people['siti'].applications[OPEN]['id']}/bagian/pendidikan")
    page.fill("#programme", "Ners yang belum tersimpan")
    key = page.input_value("input[name=kunci]")
    fields = {one.get_attribute("name"): one.input_value() for one in page.locator("main form [name]").all()}
    with lost_writes(town):
        answer = page.request.post(page.url, form=fields)
    assert answer.status == 503
    assert "Ners yang belum tersimpan" in answer.text() and f'value="{key}"' in answer.text()
    assert re.search(r"<title>Galat: ", answer.text())


@contextmanager
def lost_writes(town):
    """Registration answers reads and is away for commands."""

    def refuse():
        if request.method == "POST":
            return "", 503

    functions = town.apps["registration"].before_request_funcs.setdefault(None, [])
    functions.insert(0, refuse)
    try:
        yield
    finally:
        functions.remove(refuse)


def test_what_people_typed_is_shown_as_text(town, visits):
    page = visits.open(town)
    page.goto(f"{town.url}/formasi?kata=<script>alert(1)</script>")
    assert page.locator("script").count() == 0
    assert "<script>alert(1)</script>" in page.locator(".chips").inner_text()


def test_lists_are_downloaded_as_they_are_filtered(town, visits):
    page = visits.open(town)
    page.goto(f"{town.url}/formasi?periode={OPEN}&jenis=DISABILITAS")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh CSV").click()
    rows = download.value.path().read_text("utf-8-sig").splitlines()
    assert (len(rows), rows[0].split(";")[0]) == (21, "Kode Jabatan")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh XLSX").click()
    assert len(read_formations(download.value.path().read_bytes()).rows) == 20
