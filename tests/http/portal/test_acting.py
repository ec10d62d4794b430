"""In which role somebody of the office works: platform says which there are, whoever has two chooses, one may end."""

import pytest

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

PAGE, CHOICE = "/kerja/survei", "/kerja/masuk-sebagai"


def test_whoever_holds_two_roles_chooses_and_comes_where_they_wanted(browser, stub, enter_office):
    stub.roles = ["ketua", "ti"]
    enter_office(browser)
    assert browser.at == f"{CHOICE}?lanjut=/kerja/survei"
    assert browser.get(PAGE).location.startswith(CHOICE), "no page of the staff before"
    form = browser.form(browser.at or CHOICE)
    assert browser.post(CHOICE, form).status_code == 422, "nothing is chosen for anybody"
    chosen = browser.post(f"{CHOICE}?lanjut={PAGE}", form | {"role": "ketua"})
    assert (chosen.status_code, chosen.location) == (303, PAGE)
    assert browser.get(PAGE).status_code == 200 and stub.seen[-1][2].startswith("Bearer ketua.")
    changed = browser.post(CHOICE, browser.form(CHOICE, role="ti"))
    assert changed.location == "/kerja" and browser.get(PAGE).status_code == 403
    assert browser.get("/kerja/peran").status_code == 200 and stub.seen[-1][2].startswith("Bearer ti.")


def test_what_a_role_is_for_is_said_in_the_choice_and_beside_the_role(browser, stub, enter_office):
    stub.roles, stub.scopes = ["ketua", "ti"], {"ketua": {"unit": None, "period": "CPNS-2031"}}
    enter_office(browser)
    assert "Ketua" in (page := browser.get(CHOICE).text) and "– CPNS-2031" in page
    browser.post(CHOICE, browser.form(CHOICE, role="ketua"))
    assert ", CPNS-2031</span>" in browser.get(PAGE).text
    browser.post(CHOICE, browser.form(CHOICE, role="ti"))
    assert "CPNS-2031</span>" not in browser.get("/kerja/peran").text, "it goes with the role"


def test_whoever_was_given_none_works_as_a_civil_servant_and_is_told_whom_to_ask(browser, stub, enter_office):
    stub.roles = []
    enter_office(browser, "pegawai1", "/masuk/pegawai/mulai")
    assert browser.at == "/kerja"
    page = browser.get(CHOICE).text
    assert "belum diberi peran" in page and "pegawai1" in page


def test_a_role_that_is_over_is_said_to_be_and_another_one_is_chosen(browser, stub, enter_office, pass_):
    enter_office(browser)
    assert browser.get(PAGE).status_code == 200
    stub.over = "Peran ini tidak Anda pegang sekarang."
    pass_(16 * 60)
    page = browser.get(PAGE)
    assert page.status_code == 403 and stub.over in page.text and CHOICE in page.text
    assert browser.get(PAGE).location.startswith(CHOICE)
    refused = browser.post(CHOICE, browser.form(CHOICE, role="ketua"))
    assert refused.status_code == 403 and stub.over in refused.text
    stub.over = ""
    assert browser.post(CHOICE, browser.form(CHOICE, role="pegawai")).location == "/kerja"


def test_a_service_that_heard_that_a_role_was_taken_away_ends_it_at_once(browser, stub, enter_office):
    enter_office(browser)
    stub.revoked = "Peran Anda sudah dicabut."
    page = browser.get(PAGE)
    assert page.status_code == 403 and stub.revoked in page.text
    assert browser.get(PAGE).location.startswith(CHOICE)


def test_while_platform_is_away_nobody_is_signed_out(browser, stub, enter_office):
    stub.refused = "all"
    enter_office(browser)
    assert browser.get(browser.at).status_code == 503
    stub.refused = ""
    assert browser.post(CHOICE, browser.form(CHOICE, role="ketua")).location == "/kerja"
