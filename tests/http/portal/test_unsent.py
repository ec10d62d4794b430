"""What was typed in when the session had ended comes back filled in, to the person who typed it and to nobody else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from portal import unsent

from .conftest import Browser

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

OPENING = "/kerja/survei/buka"
OPENED = {"title": "SKM yang lama ditulis", "unit": "BKPSDM", "service": "Pendaftaran <b>", "minimum": "tiga puluh"}
HOUR = 3600


@pytest.fixture
def left(browser, enter_office, pass_):
    """(what was typed in, the answer to sending it): the chair signed in and wrote for longer than a session lasts."""
    enter_office(browser)
    typed = browser.form(OPENING, **OPENED)
    pass_(12 * HOUR + 1)
    return typed, browser.post(OPENING, typed)


def shown(page):
    """Fields of the page's form by name."""
    found = re.findall(r'<input[^>]* name="(\w+)"[^>]*? value="([^"]*)"', page.text)
    return {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in found}


def test_it_comes_back_after_the_same_person_signed_in(portal, browser, enter_office, stub, left):
    typed, answer = left
    assert answer.status_code == 303 and answer.location.startswith("/masuk/pegawai/mulai?lanjut=")
    assert stub.sent() == []
    enter_office(browser, start=answer.location)
    page = browser.get(browser.at)
    assert page.status_code == 200 and "Isian Anda masih ada di bawah" in page.text
    fields = shown(page)
    assert {name: fields[name] for name in (*OPENED, "kunci")} == OPENED | {"kunci": typed["kunci"]}
    assert fields["csrf_token"] != typed["csrf_token"] and stub.sent() == []
    done = browser.post(browser.at or OPENING, fields | {"minimum": "30"})
    assert done.status_code == 303 and stub.sent() == ["/v1/surveys"]


def test_once_it_is_sent_nothing_of_it_is_kept(portal, browser, enter_office, left):
    enter_office(browser, start=left[1].location)
    there = browser.at
    fields = shown(browser.get(there))
    assert browser.post(there, fields).status_code == 422 and rows(portal), "a fault in it is no end of it"
    assert browser.post(there, fields | {"minimum": "30"}).status_code == 303 and not rows(portal)


def test_another_person_sees_nothing_of_it(browser, enter_office, left):
    enter_office(browser, "panitia1", start=left[1].location)
    assert "isian=" in browser.at
    page = browser.get(browser.at)
    assert page.status_code == 200 and "SKM yang lama" not in page.text and "Isian Anda masih ada" not in page.text


def test_another_page_and_a_visitor_see_nothing_of_it(portal, browser, enter_office, left):
    enter_office(browser, start=left[1].location)
    number = browser.at.partition("isian=")[2]
    assert "SKM yang lama" not in browser.get(f"/kerja/survei?isian={number}").text
    assert browser.get(f"{OPENING}?isian=x{number}").status_code == 200
    assert "SKM yang lama" not in browser.get(f"{OPENING}?isian=x{number}").text
    assert Browser(portal).get(f"{OPENING}?isian={number}").status_code == 303


def test_it_lies_sealed_and_not_for_long(portal, browser, enter_office, pass_, left):
    [row] = rows(portal)
    assert set(row) == {"_id", "owner", "content", "ends"}
    number = left[1].location.rpartition("%3D")[2]
    assert number and number not in str(row)
    for word in (*OPENED.values(), OPENING, "ketua", "title"):
        assert word.encode() not in bytes(row["content"]) and word not in str(row)
    database = portal.extensions["asn"].db
    assert any("expireAfterSeconds" in one for one in database.unsent.index_information().values())
    enter_office(browser, start=left[1].location)
    pass_(2 * HOUR + 1)
    assert "SKM yang lama" not in browser.get(browser.at).text


def test_a_form_that_was_open_for_longer_than_a_session_is_shown_once_more(browser, enter_office, pass_, stub):
    enter_office(browser)
    typed = browser.form(OPENING, **OPENED | {"minimum": "30"})
    pass_(12 * HOUR + 1)
    enter_office(browser)
    answer = browser.post(OPENING, typed)
    assert answer.status_code == 303 and answer.location.startswith(f"{OPENING}?isian=") and stub.sent() == []
    again = shown(browser.get(answer.location))
    assert again["kunci"] == typed["kunci"]
    assert browser.post(answer.location, again).status_code == 303 and stub.sent() == ["/v1/surveys"]


def test_passwords_files_and_more_than_a_form_holds_are_not_kept(portal, browser, enter_office, left):
    fields = left[0] | {"password": "rahasia sekali"}
    unsent_before = len(rows(portal))
    assert browser.post(OPENING, fields | {"title": "x" * (unsent.LARGEST + 1)}).location.endswith("buka")
    assert len(rows(portal)) == unsent_before
    answer = browser.post(OPENING, fields)
    number = answer.location.rpartition("%3D")[2]
    with portal.test_request_context():
        row = portal.extensions["asn"].db.unsent.find_one({"_id": unsent._key(number)})
        owner = fields["csrf_token"].split(".")[2]
        content = unsent._seal().open(row["content"], unsent._place(number, owner))
    assert "password" not in dict(content["fields"]) and "csrf_token" not in dict(content["fields"])


def test_the_newest_of_one_person_are_kept_and_no_more(portal, browser, enter_office, left):
    for _ in range(unsent.MOST + 5):
        answer = browser.post(OPENING, left[0])
    assert len(rows(portal)) == unsent.MOST
    enter_office(browser, start=answer.location)
    assert shown(browser.get(browser.at))["title"] == OPENED["title"]


def rows(portal):
    now = datetime.now(UTC) - timedelta(days=1)
    return list(portal.extensions["asn"].db.unsent.find({"ends": {"$gt": now}}))
