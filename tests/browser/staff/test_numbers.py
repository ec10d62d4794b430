"""Any number that people have on paper leads to what it is of, for each role to its own page of it."""

import re

import pytest

from ..hands import click
from ..story import DONE
from ..visits import loads

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]


@pytest.fixture
def found(office, staff):
    """Where the search leads this one of the staff."""

    def look(who, number):
        tab = staff.open(office, who, "desktop", scripts=False)
        answer = tab.request.get(f"{office.url}/kerja/cari", params={"nomor": number})
        assert answer.status == 200
        return re.findall(r'<li class="card"><h2 class="h3"><a href="([^"]*)">', answer.text())

    return look


def test_a_participant_number_leads_each_role_to_its_own_page(office, found):
    one = office.people["siti"].applications[DONE]
    spaced = f" {one['number'][:4]} {one['number'][4:]}"
    assert found("panitia1", spaced) == found("ketua", one["number"]) == [f"/kerja/pembukaan/{one['id']}"]
    assert found("auditor", one["number"]) == [f"/audit/objek/application-{one['id']}"]
    assert found("verifikator1", one["number"]) == [f"/kerja/verifikasi?periode={DONE}"]
    assert found("diklat", one["number"]) == [], "who has nothing to do with applications is told of none"
    mine = office.staff("verifikator1").get("registration", "/v1/verifications/held")["items"][0]
    assert found("verifikator1", mine["participant_no"]) == [f"/kerja/verifikasi/{mine['id']}"]
    assert found("verifikator1", "260000000000") == []


def test_a_letter_a_complaint_a_formation_and_an_event_are_found(office, found):
    letter = office.staff("ti").get("registration", "/v1/announcements", period=DONE)["items"][0]
    assert f"/pengumuman/{letter['id']}" in found("diklat", letter["number"])
    complaint = office.staff("aduan").get("feedback", "/v1/complaints")["items"][0]
    typed = complaint["number"].replace("-", "").lower()
    assert found("aduan", typed) == [f"/kerja/aduan/{complaint['id']}"]
    assert found("panitia1", complaint["number"]) == [], "complaints are their officer's"
    line = office.staff("ti").get("registration", "/v1/vacancies", period=DONE)["items"][0]
    assert f"/formasi/{line['id']}" in found("ti", line["job_name"])
    assert found("ketua", letter["sha256"]) == [f"/bukti?bukti={letter['sha256']}"]
    stream = f"announcement-{letter['id']}"
    assert found("auditor", f"{stream}@1") == [f"/audit/objek/{stream}"] and found("panitia1", stream) == []
    assert found("auditor", "tidak ada di mana-mana") == []


def test_an_auditor_reaches_the_whole_case_of_a_number_with_two_pages(office, staff):
    tab = staff.open(office, "auditor", "desktop", scripts=False)
    tab.goto(f"{office.url}/audit")
    with loads(tab) as walk:
        box = tab.locator(".who").get_by_role("textbox", name="Nomor atau kata")
        box.fill(office.people["siti"].applications[DONE]["number"])
        click(tab.locator(".who").get_by_role("button", name="Cari"))
        click(tab.locator("main .card a"))
    assert len(walk) == 2 and "Objek ini belum pernah tercatat" not in tab.locator("main").inner_text()
