"""A new account: what its NIK tells is asked about once, and anew for other words."""

import json
import uuid

import pytest

from .life import NEWCOMER

pytestmark = pytest.mark.servers


def test_a_nik_is_asked_about_until_the_same_words_come_again(browser, stub, monkeypatch):
    made, answer = {"id": str(uuid.uuid4())}, stub.answer
    monkeypatch.setattr(stub, "answer", lambda path, body: made if path == "/v1/accounts" else answer(path, body))
    about = {"asked": "1274011808950042 1995-08-18 M"}
    for typed in ({}, about, about | {"birth_date-hari": "19"}, about | {"sex": "F"}):
        assert browser.post("/akun/baru", browser.form("/akun/baru") | NEWCOMER | typed).status_code == 303
    sent = [json.loads(body)["ask"] for _, path, _, body in stub.seen if path == "/v1/accounts"]
    assert sent == [True, False, True, True]


def test_a_form_with_a_fault_in_its_nik_remembers_what_was_asked(browser):
    page = browser.post("/akun/baru", browser.form("/akun/baru") | NEWCOMER | {"nik": " "})
    assert page.status_code == 422 and 'name="asked"' in page.text
    assert 'name="asked"' not in browser.get("/akun/baru").text
