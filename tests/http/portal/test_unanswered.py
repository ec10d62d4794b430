"""A service that does not answer: nothing typed is lost, nothing untrue is said, and sending again is one command."""

import html
import re
import threading
import time
from io import BytesIO

import pytest
from portal import client

from .test_unsent import OPENED, OPENING, rows, shown

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

FILLED = OPENED | {"minimum": "30"}
CLOSING = "/kerja/survei/one/tutup"
IMPORT = "/kerja/seleksi/CPNS-2024/formasi/impor"
WELL = {"wants": [], "worker": True, "outbox": 0, "oldest": None, "late": 0, "parked": 0}
MAYBE = "mungkin sudah masuk, mungkin belum"


@pytest.fixture
def chair(browser, enter_office):
    enter_office(browser)
    return browser


def hidden(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: html.unescape(value) for name, value in found}


def test_a_command_that_is_refused_for_a_moment_leaves_the_form_as_it_was(chair, stub):
    typed = chair.form(OPENING, **FILLED)
    stub.refused = "POST"
    page = chair.post(OPENING, typed)
    assert page.status_code == 503 and page.headers["Retry-After"] == "5" and MAYBE in page.text
    again = shown(page)
    assert {name: again[name] for name in (*FILLED, "kunci")} == FILLED | {"kunci": typed["kunci"]}
    stub.refused = ""
    assert chair.post(OPENING, again).status_code == 303
    assert set(stub.keys) == {typed["kunci"]}


def test_an_answer_that_is_lost_or_late_on_a_slow_line_is_asked_for_with_the_same_key(chair, stub, monkeypatch):
    monkeypatch.setattr(client.api, "__defaults__", (1,))
    stub.slow = 0.6
    typed = chair.form(OPENING, **FILLED)
    stub.slow = 1.5
    page = chair.post(OPENING, typed)
    assert page.status_code == 503 and MAYBE in page.text
    stub.slow, stub.dropped = 0, 2
    page = chair.post(OPENING, shown(page))
    assert page.status_code == 503 and MAYBE in page.text
    assert chair.post(OPENING, shown(page)).status_code == 303
    assert set(stub.keys) == {typed["kunci"]} and len(stub.keys) == 4


def test_where_even_the_page_cannot_be_made_the_form_can_be_sent_again(chair, stub):
    typed = chair.form(CLOSING) | {"pasti": "ya", "catatan": 'a "b" <c>'}
    stub.refused = "all"
    page = chair.post(CLOSING, typed)
    assert page.status_code == 503 and page.headers["Retry-After"] == "5" and MAYBE in page.text
    assert "Tidak ada data Anda yang hilang" not in page.text
    assert hidden(page) == typed
    stub.refused = ""
    assert chair.post(CLOSING, hidden(page)).status_code == 303
    assert stub.keys == [typed["kunci"]] and stub.sent() == ["/v1/surveys/one/closing"]


def test_a_file_is_asked_for_again_on_the_form_and_the_rest_is_kept(portal, chair, enter_office, stub):
    mark = chair.form(OPENING)["csrf_token"]
    stub.refused = "all"
    sent = {"csrf_token": mark, "kunci": "k", "aware": "ya", "file": (BytesIO(b"rahasia;dalam;berkas"), "a.csv")}
    page = chair.post(IMPORT, sent)
    assert page.status_code == 503 and MAYBE in page.text and "Isian yang lain kami simpan" in page.text
    assert f'href="{IMPORT}?isian=' in page.text and "<form method" not in page.text.partition("<main")[2]
    assert "rahasia" not in str(rows(portal)) and len(rows(portal)) == 1


def test_an_ordinary_page_that_cannot_be_made_is_told_as_before(chair, stub):
    stub.refused = "all"
    page = chair.get(CLOSING)
    assert page.status_code == 503 and "Muat ulang halaman ini" in page.text and MAYBE not in page.text


def test_the_services_are_asked_at_the_same_time_what_waits(chair, stub, monkeypatch):
    chair.get("/kerja")
    services = len(stub.asked("/v1/waiting"))
    assert services > 1
    all_here, answer = threading.Barrier(services, timeout=20), stub.answer

    def together(path, body):
        if path == "/v1/waiting":
            all_here.wait()
        return answer(path, body)

    monkeypatch.setattr(stub, "answer", together)
    page = chair.get("/kerja")
    assert page.status_code == 200 and "sedang tidak dapat dihubungi" not in page.text


def test_a_service_that_is_away_is_a_sentence_on_the_list_of_what_waits(portal, chair):
    portal.extensions["asn"].settings.urls["selection"] = "http://127.0.0.1:1"
    page = chair.get("/kerja")
    assert page.status_code == 200
    assert re.findall(r">([^<>]+) sedang tidak dapat dihubungi", page.text) == ["Seleksi"]
    assert "Umumkan periode baru" not in page.text and "Tidak ada yang menunggu Anda" not in page.text


def test_one_service_that_is_slow_holds_no_others_standing_back(browser, enter_office, stub, monkeypatch):
    enter_office(browser, "ti", "/masuk/pegawai/mulai?lanjut=/kerja/tertahan")
    well, slow, answer = {**WELL, "checkpoint": None, "backup": None}, [True], stub.answer

    def first_waits(path, body):
        if path != "/v1/standing":
            return answer(path, body)
        if slow and slow.pop():
            time.sleep(3)
        return well

    browser.get("/kerja/sistem")
    monkeypatch.setattr(stub, "answer", first_waits)
    page = browser.get("/kerja/sistem")
    assert page.status_code == 200
    assert (page.text.count("Tidak menjawab"), page.text.count("Berjalan")) == (1, 5)


def test_a_release_that_does_not_know_the_question_holds_nobody_back(browser, enter_office, stub):
    enter_office(browser, "ti", "/masuk/pegawai/mulai?lanjut=/kerja/tertahan")
    stub.unknown = {"/v1/standing"}
    page = browser.get("/kerja/sistem")
    assert (page.status_code, page.text.count("Tidak menjawab")) == (200, 6)
