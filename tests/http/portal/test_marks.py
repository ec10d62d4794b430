"""A form counts when a page of ours sent it, for the person to whom it was shown, whatever cookie came along.

So it can be sent again with the cookie of before, because the first answer was lost, and what needs no sign-in needs no
cookie at all.
"""

import re
import uuid
from urllib.parse import urlsplit

import pytest
from portal import marks

from .conftest import PORTAL, Browser

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

SURVEY, ANSWER = "/survei/one", {"U1": "4"}
OPENING = "/kerja/survei/buka"
OPENED = {"title": "SKM", "unit": "BKPSDM", "service": "Pendaftaran"}
OTHER_VALUES = {"year": 2027, "word": "awal", "act": "kreditkan", "number": 1}
ELSEWHERE = (
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "https://jahat.example"},
    {"Origin": "null"},
)
HERE = ({"Sec_Fetch_Site": "same-origin"}, {"Origin": PORTAL}, {})


def lost(browser, send):
    """The answers to the same step, twice with the cookie of before: the first one never arrived."""
    before = browser.cookie
    first = send()
    browser.cookie = before
    return first, send()


def test_a_visitor_answers_without_a_cookie_and_keeps_none(browser, stub):
    for headers in HERE:
        fields = browser.form(SURVEY, **ANSWER)
        browser.cookie = None
        answer = browser.post(SURVEY, fields, **headers)
        assert (answer.status_code, answer.location) == (303, f"{SURVEY}/terima-kasih")
    assert browser.cookie is None and stub.sent() == ["/v1/surveys/one/responses"] * len(HERE)


def test_a_page_with_a_form_is_the_same_for_nobody_and_is_kept_by_nobody(portal):
    pages = [Browser(portal).get(SURVEY) for _ in range(2)]
    keys = {re.search(r'name="kunci" value="([^"]+)"', page.text).group(1) for page in pages}
    assert len(keys) == 2 and {page.headers["Cache-Control"] for page in pages} == {"no-store"}


def test_a_form_that_needs_no_sign_in_counts_before_during_and_after_one(browser, stub):
    before = browser.form(SURVEY, **ANSWER)
    browser.enter("siti")
    during = browser.form(SURVEY, **ANSWER)
    assert browser.post(SURVEY, before).status_code == 303
    browser.cookie = None
    assert browser.post(SURVEY, during).status_code == 303
    assert stub.sent().count("/v1/surveys/one/responses") == 2


def test_signing_in_whose_answer_was_lost_signs_in(browser):
    assert browser.get("/masuk").status_code == 200 and browser.cookie is None
    fields = browser.form("/masuk", email="siti", password="kata sandi")
    for answer in lost(browser, lambda: browser.post("/masuk", fields)):
        assert (answer.status_code, answer.location) == (303, "/saya")
    assert browser.get("/saya/berkas").status_code != 303


@pytest.mark.parametrize("who", ["pelamar", "ketua"])
def test_signing_out_whose_answer_was_lost_leads_to_the_same_place(browser, enter_office, office, who):
    if who == "pelamar":
        browser.enter("siti")
    else:
        enter_office(browser)
    fields = {"csrf_token": browser.form("/bantuan")["csrf_token"]}
    first, second = lost(browser, lambda: browser.post("/keluar", fields))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert first.location.startswith(office[0] if who == "ketua" else "/")
    assert browser.get("/saya").status_code == 303


def test_coming_back_from_the_office_twice_is_one_sign_in(portal, browser, enter_office):
    start = browser.get("/masuk/pegawai/mulai?lanjut=/kerja/survei")
    assert start.status_code == 302
    kept = browser.cookie
    back = enter_office(browser)
    signed_in = browser.cookie
    assert browser.get("/kerja/survei").status_code == 200
    assert browser.get(back).location == "/kerja", "an address that was opened again leads on"
    for name, where in (("", 303), ("code=", 400), ("state=", 400)):
        other = Browser(portal)
        other.cookie = kept
        answer = other.get(back.replace(name, f"{name}0", 1) if name else back)
        assert answer.status_code == where
        if where == 303:
            assert answer.location == "/kerja/survei" and other.cookie not in (kept, signed_in)
            assert other.get("/kerja/survei").status_code == 200
    thief = Browser(portal)
    assert thief.get(back).status_code == 400


def test_what_another_site_sends_is_not_looked_at(browser, stub):
    browser.enter("siti")
    marked = [(SURVEY, browser.form(SURVEY, **ANSWER)), ("/masuk", browser.form("/masuk", email="x", password="y"))]
    asked = len(stub.seen)
    for path, fields in marked:
        for headers in ELSEWHERE:
            answer = browser.post(path, fields, **headers)
            assert answer.status_code == 400 and "Formulir ini sudah tidak berlaku" in answer.text
    assert not [one for one in stub.seen[asked:] if one[0] == "POST"]


def test_without_a_mark_of_ours_nothing_is_looked_at(browser, enter_office, stub):
    enter_office(browser)
    fields = browser.form(OPENING, **OPENED)
    mark = fields["csrf_token"]
    other = mark.replace("s.", "v.", 1)
    for wrong in ("", "x", mark[:-1] + ("0" if mark[-1] != "0" else "1"), other, mark + "\n"):
        answer = browser.post(OPENING, fields | {"csrf_token": wrong})
        assert answer.status_code == 400, wrong
        assert "belum dikirim" not in answer.text and "mungkin sudah masuk" in answer.text
        assert 'href="/kerja"' in answer.text
    assert stub.sent() == []
    assert browser.post(OPENING, fields).status_code == 303 and stub.sent() == ["/v1/surveys"]


def test_what_was_shown_to_somebody_else_is_not_sent_in_my_name(portal, browser, enter_office, stub):
    enter_office(browser)
    shown = browser.form(OPENING, **OPENED)
    visitors = Browser(portal).form(SURVEY)
    enter_office(browser, "panitia1")
    for mark in (shown["csrf_token"], visitors["csrf_token"]):
        answer = browser.post(OPENING, shown | {"csrf_token": mark})
        assert answer.status_code == 403 and "dibuka oleh orang lain" in answer.text
    assert stub.sent() == []
    enter_office(browser)
    assert browser.post(OPENING, shown).status_code == 303, "the same person signed in anew"


def test_a_mark_says_nothing_of_the_person(portal, browser):
    browser.enter("siti-01a21d7f")
    mark = browser.form("/bantuan")["csrf_token"]
    assert "siti" not in mark and re.fullmatch(r"p\.\d+\.[0-9a-f]{32}\.[0-9a-f]{64}", mark)


def test_every_form_that_sends_is_looked_at(portal):
    """Nothing that can be posted to is left out but what changes nothing, and the one click of a mail program."""
    with portal.test_request_context():
        adapter = portal.url_map.bind(urlsplit(PORTAL).netloc)
    unmarked = set()
    for rule in portal.url_map.iter_rules():
        if "POST" in rule.methods:
            values = dict.fromkeys(rule.arguments, str(uuid.UUID(int=0))) | OTHER_VALUES
            path = adapter.build(rule.endpoint, values)
            if portal.test_client().post(path, base_url=PORTAL).status_code != 400:
                unmarked.add(rule.endpoint)
    assert unmarked == marks.CHANGE_NOTHING | marks.ONE_CLICK
