"""The kiosk with its network really cut: nothing that was answered is lost, and nothing counts twice."""

import pytest
import requests

from .story import ELEMENTS

pytestmark = [pytest.mark.browser, pytest.mark.servers]

KEPT = "jawaban tersimpan di tablet ini"


@pytest.fixture
def survey(town):
    body = {"unit": "Puskesmas", "service": "Pendaftaran pasien", "title": "SKM di loket", "minimum": 5}
    return town.staff("aduan").post("feedback", "/v1/surveys", body)["id"]


@pytest.fixture
def tablet(town, chromium, survey):
    """A page of the kiosk, on a tablet of its own."""
    context = chromium.new_context(locale="id-ID", viewport={"width": 800, "height": 1200})
    page = context.new_page()
    page.goto(f"{town.url}/survei/{survey}/kios")
    yield page
    context.close()


def answer(page, place=1):
    page.check(f"input[name={ELEMENTS[place]}] >> nth=2")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.locator("#terima-kasih").wait_for()


def counted(town, survey):
    return requests.get(f"{town.urls['feedback']}/v1/surveys/{survey}", timeout=10).json()["responses"]


def emptied(page):
    """Until everything was sent."""
    page.locator("#menunggu").wait_for(state="hidden")


def test_without_a_network_answers_wait_and_are_sent_once_each_when_it_is_back(town, survey, tablet):
    answer(tablet)
    emptied(tablet)
    assert counted(town, survey) == 1
    tablet.context.set_offline(True)
    for place in range(3):
        answer(tablet, place)
    tablet.get_by_text(f"3 {KEPT}").wait_for()
    assert counted(town, survey) == 1
    tablet.context.set_offline(False)
    emptied(tablet)
    assert counted(town, survey) == 4
    tablet.reload()
    emptied(tablet)
    assert counted(town, survey) == 4


def test_an_answer_whose_reply_was_lost_is_sent_again_and_counts_once(town, survey, tablet):
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)  # it arrives there, and the reply does not arrive here
            return route.abort()
        return route.continue_()

    tablet.route("**/kios", lose)
    with tablet.expect_event("requestfailed"):
        answer(tablet)
    tablet.get_by_text(f"Satu {KEPT}").wait_for()
    assert (lost, counted(town, survey)) == ([303], 1)
    tablet.reload()
    emptied(tablet)
    assert counted(town, survey) == 1


def test_a_survey_that_was_closed_meanwhile_does_not_keep_the_tablet_busy(town, survey, tablet):
    tablet.context.set_offline(True)
    answer(tablet)
    town.staff("aduan").post("feedback", f"/v1/surveys/{survey}/closing", version=1)
    tablet.context.set_offline(False)
    emptied(tablet)
    assert counted(town, survey) == 0


def test_nothing_is_sent_that_answers_nothing(town, survey, tablet):
    tablet.get_by_role("button", name="Kirim jawaban").click()
    tablet.get_by_text("Jawab sedikitnya satu pertanyaan.").wait_for()
    assert not tablet.locator("#menunggu").is_visible() and counted(town, survey) == 0


def test_it_is_the_one_page_that_may_run_a_script_and_a_plain_form_without(town, visits, survey):
    page = visits.open(town, scripts=False)
    policy = page.goto(f"{town.url}/survei/{survey}/kios").headers["content-security-policy"]
    assert "script-src 'self'; connect-src 'self'" in policy and "unsafe" not in policy
    page.check(f"input[name={ELEMENTS[0]}] >> nth=0")
    page.get_by_role("button", name="Kirim jawaban").click()
    assert page.get_by_text("Terima kasih. Jawaban Anda sudah kami terima.").is_visible()
    assert counted(town, survey) == 1
    assert "script-src" not in page.goto(f"{town.url}/survei/{survey}").headers["content-security-policy"]
