"""A contest over a NIK through its pages: the verifier finds it, both people speak, the chair decides."""

from datetime import timedelta

import pytest

from .. import story
from ..hands import click, follow, press
from ..people import Applicant
from ..town import Town
from ..visits import Visits

pytestmark = [pytest.mark.servers, pytest.mark.filterwarnings("ignore:EdDSA is deprecated")]

CODE, NIK = "CPNS-2026", "1274011808950099"


@pytest.fixture(scope="module")
def city(servers, tmp_path_factory):
    """Two accounts with one NIK; the first one's file is decided, the second's is on a desk."""
    made = Town(servers, tmp_path_factory.mktemp("contest"))
    period = story.period(CODE, "Seleksi CPNS Kota Tanjungbalai Tahun 2026", timedelta(days=60))
    made.staff("ketua").post("registration", "/v1/periods", period)
    line = story.publish(made, CODE, [story.nurse(3)])
    made.people = {}
    for number, (who, name, verifier) in enumerate(
        (("budi", "Budi Santoso", "verifikator1"), ("siti", "Siti Khadijah Nasution", "verifikator2")), 1
    ):
        person = made.people[who] = Applicant(made, number, name, NIK)
        person.upload()
        person.apply(CODE, line)
        officer = made.staff(verifier)
        id = officer.post("registration", "/v1/verifications/next", {"period": CODE})["id"]
        if who == "budi":
            story.decide(officer, id, refused=())
    made.flow()
    yield made
    made.stop()


def main(page):
    return page.locator("main").inner_text()


def test_from_the_desk_to_the_decision(city, chromium, sit, seen):
    second = city.people["siti"].applications[CODE]["id"]
    page = sit("verifikator2", f"/kerja/verifikasi/{second}")
    assert "sudah terbukti milik akun lain" in main(page)
    seen(page)
    follow(page, "Sengketa NIK")
    seen(page)
    press(page, "Kembali ke berkas")
    assert page.url.endswith(f"/kerja/verifikasi/{second}")
    page.goto(f"{city.url}/kerja/sengketa/{second}/buka")
    press(page, "Buka sengketa")
    assert "Belum memberi keterangan." in main(page) and page.get_by_role("button", name="Periksa putusan").count() == 0
    visits = Visits(chromium)
    for who in ("budi", "siti"):
        mine = visits.open(city, who, scripts=False)
        mine.goto(f"{city.url}/saya")
        follow(mine, "Beri keterangan")
        seen(mine)
        follow(mine, "Beri keterangan")
        press(mine, "Kirim keterangan")
        assert "wajib diisi" in main(mine) or mine.locator("[aria-invalid=true]").count() == 1
        mine.fill("#text", "KTP ini milik saya sejak 2012.")
        seen(mine)
        press(mine, "Kirim keterangan")
        assert "Keterangan Anda: KTP ini milik saya sejak 2012." in main(mine)
        seen(mine)

    chair = sit("ketua", "/kerja/sengketa")
    assert "2 dari 2" in main(chair)
    seen(chair)
    click(chair.locator("main tbody a").first)
    opening = chair.get_by_role("button", name="Buka KTP")
    assert opening.count() == 2 and chair.locator("figure img").count() == 0
    seen(chair)
    click(opening.first)
    chair.locator("figure img").wait_for()
    address = chair.locator("figure img").first.get_attribute("src")
    picture = chair.request.get(city.url + address, headers={"Sec-Fetch-Site": "same-origin"})
    assert picture.headers["content-type"] == "image/jpeg"
    seen(chair)
    chair.check("input[value=SECOND_PROVED]")
    press(chair, "Periksa putusan")
    seen(chair)
    press(chair, "Putuskan")
    assert "NIK berpindah" in main(chair)
    seen(chair)
    for who, told in (("budi", "NIK ini milik orang lain"), ("siti", "NIK ini milik Anda")):
        mine = visits.open(city, who, scripts=False)
        mine.goto(f"{city.url}/saya/sengketa")
        assert told in main(mine)
        seen(mine)
