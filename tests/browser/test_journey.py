"""One new applicant, with JavaScript off: from the account to the receipt that proves itself."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from tlog import proofs

from tests.papers import PDF, jpeg

from .hands import click, follow, press
from .people import PASSWORD, PICTURES
from .story import DONE, OBJECTING, OPEN
from .visits import loads

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PHOTO = jpeg(4000, 3000) + bytes(7_000_000)
"""As large as a telephone makes it."""


@pytest.fixture(scope="module")
def page(town, visits):
    return visits.open(town, size="phone", scripts=False)


def test_an_account_is_opened_on_the_way_to_a_formation(town, page):
    page.goto(f"{town.url}/formasi?kata=perawat&periode={OPEN}")
    follow(page, "Perawat Ahli Pertama")
    follow(page, "Buat akun")
    page.fill("#nik", "1274 0118 0895 0042")
    page.fill("#family_card_no", "1274010101010042")
    page.fill("#name", "Ahmad Fauzi")
    page.fill("#birth_date", "18")
    page.fill("#birth_date-bulan", "8")
    page.fill("#birth_date-tahun", "1995")
    page.get_by_label("Laki-laki").check()
    page.fill("#email", "ahmad@contoh.id")
    page.fill("#phone", "081234567890")
    page.fill("#password", PASSWORD)
    press(page, "Buat akun")
    assert page.title().startswith("Galat: ")
    summary = page.locator(".summary")
    assert "Setujui pemrosesan data" in summary.inner_text() and summary.locator("a").count() == 1
    assert page.input_value("#nik") == "1274 0118 0895 0042"
    page.get_by_label("Data saya diproses untuk seleksi.").check()
    page.get_by_label("Hasil saya diumumkan").check()
    page.fill("#password", PASSWORD)
    press(page, "Buat akun")
    assert page.get_by_role("heading", name="Buktikan surel Anda").count() == 1
    code = town.code("ahmad@contoh.id")
    page.fill("#code", f"{(int(code) + 1) % 1_000_000:06d}")
    press(page, "Lanjutkan")
    assert page.locator("#code-error").inner_text().endswith("Kode tidak cocok. Periksa surat yang terakhir.")
    press(page, "Kirim kode baru")
    assert page.get_by_role("status").inner_text() == "Kode baru dikirim. Kode sebelumnya tidak berlaku lagi."
    newer = town.code("ahmad@contoh.id")
    page.fill("#code", f" {newer[:3]} {newer[3:]} ")
    press(page, "Lanjutkan")
    assert page.url == f"{town.url}/saya/lamaran/baru?vacancy={town.lines[OPEN]}"
    assert page.get_by_role("status").inner_text() == "Akun Anda sudah dibuat."


def test_the_application_is_filled_in_part_by_part(town, page):
    press(page, "Mulai lamaran")
    assert page.locator(".tasks li").count() == 6
    assert page.locator(".tasks").get_by_role("link", name="Periksa jawaban dan kirim").count() == 0
    follow(page, "Pendidikan")
    press(page, "Simpan dan lanjut")
    asked = ["Jenjang", "Program studi atau jurusan", "Perguruan tinggi atau sekolah"]
    assert page.locator(".summary a").all_inner_texts() == [f"{label}: Wajib diisi." for label in asked]
    page.select_option("#level", "PROFESI")
    page.fill("#programme", "Ners")
    page.fill("#institution", "Universitas Sumatera Utara")
    page.fill("#gpa", "9,9")
    press(page, "Simpan dan lanjut")
    assert page.locator("#gpa-error").inner_text().endswith("Paling tinggi 4,00.")
    page.fill("#gpa", "3,45")
    press(page, "Simpan dan lanjut")
    follow(page, "Pernyataan lima poin")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Simpan dan lanjut")
    follow(page, "Berkas persyaratan")
    for link in [one.get_attribute("href") for one in page.locator(".tasks a").all()]:
        page.goto(town.url + link)
        kind = re.search(r"unggah/(\w+)", link).group(1)
        content = PHOTO if kind in PICTURES else PDF
        page.set_input_files("#file", {"name": f"{kind}.bin", "mimeType": "", "buffer": content})
        press(page, "Simpan berkas")
        if kind in PICTURES:
            see_the_photo(page)
        assert page.url.endswith("/bagian/berkas"), page.inner_text("main")
    follow(page, "Kembali ke daftar bagian")
    expect(page.locator(".done")).to_have_count(4)


def see_the_photo(page):
    """What was made of it is shown, and another may be chosen."""
    assert page.locator("h1").inner_text() == "Terbaca?"
    shown = page.locator("figure img")
    assert (shown.evaluate("one => one.naturalWidth"), shown.evaluate("one => one.naturalHeight")) == (2000, 1500)
    asked = page.url
    follow(page, "Tidak, pilih foto lain")
    assert "/saya/berkas/unggah/" in page.url and "Anda masih dapat mengunggah" in page.inner_text("main")
    page.goto(asked)
    follow(page, "Ya, pakai foto ini")


def test_sending_twice_is_one_application_and_its_receipt_holds(town, page):
    follow(page, "Periksa jawaban dan kirim")
    press(page, "Kirim lamaran")
    assert page.locator(".summary a").count() == 2
    page.check("#truthful")
    page.check("#data_use")
    form = page.locator("main form").last
    fields = {one.get_attribute("name"): one.input_value() for one in form.locator("input").all()}
    first, second = (page.request.post(page.url, form=fields, max_redirects=0) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    page.goto(town.url + first.headers["location"])
    assert page.locator("h1").inner_text() == "Lamaran terkirim"
    number = page.locator(".done-banner strong").inner_text()
    assert re.fullmatch(r"\d{12}", number)
    id = re.search(r"lamaran/([^/]+)/", page.url).group(1)
    commits = town.runtimes["registration"].db.commits
    assert commits.count_documents({"stream": f"application-{id}", "events.type": {"$regex": "submitted"}}) == 1

    sent = page.request.get(f"{page.url.rpartition('/')[0]}/tanda-terima.pdf")
    assert sent.body().startswith(b"%PDF-") and number in sent.headers["content-disposition"]
    promise = page.request.get(f"{page.url.rpartition('/')[0]}/tanda-terima.txt").text()
    assert promise.startswith("asn-promise/v1\n")

    check(page, town, promise)
    assert "Belum tercatat" in page.inner_text("main")
    page.set_input_files("#berkas", {"name": "tanda-terima.pdf", "mimeType": "application/pdf", "buffer": sent.body()})
    press(page, "Cek berkas")
    assert page.input_value("#bukti").split() == promise.split() and "Belum tercatat" in page.inner_text("main")
    town.flow()
    check(page, town, promise)
    shown = page.inner_text("main")
    assert "Tercatat dan cocok" in shown
    assert re.search(r"Entri [\d.]+ ada di pohon berisi [\d.]+ entri: jalurnya, \d+ langkah, sampai ke akar", shown)
    assert "Akar itu ditandatangani oleh log id.go.tanjungbalai.asn/log" in shown
    address = page.get_by_text("Unduh bukti (.tlog-proof)").get_attribute("href")
    proof = page.request.get(town.url + address).text()
    assert proofs.parse(proof).index >= 0
    check(page, town, proof)
    assert "Tercatat" in page.inner_text("main") and "Akar itu ditandatangani" in page.inner_text("main")
    check(page, town, proof.replace("\nindex ", "\nindex 1"))
    assert "Bukti ini tidak benar" in page.inner_text(".summary")
    with_proof = page.request.get(f"{town.url}/saya/lamaran/{id}/tanda-terima.pdf")
    assert b"bukti.tlog-proof" in with_proof.body() and b"bukti.tlog-proof" not in sent.body()
    with broken_tiles(town):
        check(page, town, promise)
        assert "Bukti log tidak benar" in page.inner_text("main") and "Tercatat dan cocok" not in page.inner_text(
            "main"
        )
    check(page, town, promise.replace("\ntime 2", "\ntime 1"))
    assert "Tanda tangannya tidak cocok" in page.inner_text(".summary")


def test_applying_takes_twenty_eight_pages(town, visits):
    """From the front page to "Lamaran terkirim", without an account before and without a mistake, with eight files."""
    page = visits.open(town, size="desktop", scripts=False)
    with loads(page) as walk:
        page.goto(town.url)
        click(page.get_by_role("link", name="Cari formasi", exact=True).first)
        page.fill("#kata", "perawat")
        press(page, "Terapkan")
        follow(page, "Perawat Ahli Pertama")
        follow(page, "Buat akun")
        fill_in(page, "#nik 1274015203970043", "#family_card_no 1274010101010043", "#email nurul@contoh.id")
        fill_in(page, "#name Nurul Aini", "#birth_date 12", "#birth_date-bulan 3", "#birth_date-tahun 1997")
        fill_in(page, "#phone 081234567891", f"#password {PASSWORD}")
        for label in ("Perempuan", "Data saya diproses untuk seleksi.", "Hasil saya diumumkan"):
            page.get_by_label(label).check()
        press(page, "Buat akun")
        fill_in(page, f"#code {town.code('nurul@contoh.id')}")
        press(page, "Lanjutkan")
        press(page, "Mulai lamaran")
        follow(page, "Pendidikan")
        page.select_option("#level", "PROFESI")
        fill_in(page, "#programme Ners", "#institution Universitas Sumatera Utara", "#gpa 3,45")
        press(page, "Simpan dan lanjut")
        follow(page, "Pernyataan lima poin")
        for box in page.get_by_role("checkbox").all():
            box.check()
        press(page, "Simpan dan lanjut")
        follow(page, "Berkas persyaratan")
        click(page.locator(".tasks a").first)
        while "/saya/berkas/unggah/" in page.url:
            kind = re.search(r"unggah/(\w+)", page.url).group(1)
            content = jpeg(800, 600) if kind in PICTURES else PDF
            page.set_input_files("#file", {"name": f"{kind}.bin", "mimeType": "", "buffer": content})
            click(page.locator("main form button").first)
            if kind in PICTURES:
                follow(page, "Ya, pakai foto ini")
        follow(page, "Kembali ke daftar bagian")
        follow(page, "Periksa jawaban dan kirim")
        page.check("#truthful")
        page.check("#data_use")
        press(page, "Kirim lamaran")
        assert page.locator("h1").inner_text() == "Lamaran terkirim"
    assert len(walk) == 28, walk
    click(page.get_by_role("button", name="Keluar"))


def fill_in(page, *typed):
    """Each is a field and what is written into it."""
    for one in typed:
        page.fill(*one.split(" ", 1))


def test_where_one_stands_is_on_the_first_page(town, page):
    with loads(page) as walk:
        page.goto(f"{town.url}/saya")
        assert "Sudah kami terima." in page.inner_text("main")
    assert len(walk) == 1


@contextmanager
def broken_tiles(town):
    """Two leaf hashes of every tile changed on disk: whatever proof is made of them leads to another root."""
    places = [
        p for p in (town.apps["audit"].extensions["asn"].settings.log_dir / "tile" / "0").rglob("*") if p.is_file()
    ]
    kept = {place: place.read_bytes() for place in places}
    for place, content in kept.items():
        place.write_bytes(bytes(64) + content[64:])
    yield
    for place, content in kept.items():
        place.write_bytes(content)


def check(page, town, text):
    with loads(page) as walk:
        page.goto(f"{town.url}/bukti")
        page.fill("#bukti", text)
        press(page, "Cek")
    assert len(walk) == 2


def test_a_citizen_finds_a_number_on_an_announced_list_with_three_pages(town, visits):
    page = visits.open(town, scripts=False)
    number = town.people["siti"].applications[DONE]["number"]
    with loads(page) as walk:
        page.goto(town.url)
        click(page.locator("main").get_by_role("link", name=re.compile("Hasil Akhir")).first)
        page.fill("#peserta", number)
        press(page, "Cari")
    assert len(walk) == 3 and number in page.inner_text("main")


def test_the_pictures_of_a_period_are_one_page_away(town, visits):
    page = visits.open(town, scripts=False)
    page.goto(town.url)
    with loads(page) as walk:
        click(page.get_by_role("link", name="Transparansi").first)
    assert len(walk) == 1 and page.locator("figure").count() >= 2


def test_a_reason_is_two_pages_away(town, visits):
    page = visits.open(town, "dewi", scripts=False)
    with loads(page) as walk:
        page.goto(f"{town.url}/saya")
        click(page.locator(f"a[href$='{town.people['dewi'].applications[OBJECTING]['id']}']").first)
    assert len(walk) == 2 and "Alasannya:" in page.inner_text("main")


def test_an_objection_is_filed_once(town, visits):
    page = visits.open(town, "dewi", scripts=False)
    page.goto(f"{town.url}/saya/lamaran/{town.people['dewi'].applications[OBJECTING]['id']}")
    with loads(page) as walk:
        follow(page, "Ajukan sanggah")
    page.get_by_role("checkbox").first.check()
    page.fill("#text", "Ijazah saya terbaca jelas pada kedua halamannya.")
    press(page, "Periksa")
    assert "Ijazah saya terbaca jelas" in page.inner_text("main"), "looked at once more"
    press(page, "Ubah dahulu")
    assert page.input_value("#text").startswith("Ijazah saya") and page.get_by_role("checkbox").first.is_checked()
    with loads(page) as rest:
        press(page, "Periksa")
        press(page, "Kirim sanggahan")
    assert len(walk + rest) == 3, "from the application: written, looked at once more, sent"
    assert page.get_by_role("status").inner_text() == "Sanggahan Anda sudah kami terima."
    assert "Menunggu jawaban" in page.inner_text("main")
    page.goto(f"{page.url}/sanggah")
    assert "hanya satu kali" in page.inner_text("main").lower() and page.locator("#text").count() == 0


def test_withdrawing_asks_once_more(town, visits):
    page = visits.open(town, "rina", scripts=False)
    page.goto(f"{town.url}/saya/lamaran/{town.people['rina'].applications[OPEN]['id']}/tarik")
    assert "Tidak dapat dibatalkan" in page.inner_text("main")
    press(page, "Tarik lamaran")
    assert page.get_by_role("status").inner_text() == "Lamaran Anda sudah ditarik."
    assert any(text.endswith("Mundur") for text in page.locator(".card .badge").all_inner_texts())


def test_a_survey_that_is_sent_twice_counts_once(town, visits):
    page = visits.open(town, scripts=False)
    page.goto(f"{town.url}/survei/{town.surveys['open']}")
    for question in page.locator("main fieldset:has([type=radio])").all():
        question.get_by_role("radio").nth(2).check()
    fields = {one.get_attribute("name"): one.input_value() for one in page.locator("main input:checked").all()}
    fields |= {one.get_attribute("name"): one.input_value() for one in page.locator("main input[type=hidden]").all()}
    before = town.people["siti"].get("feedback", f"/v1/surveys/{town.surveys['open']}")["responses"]
    assert [page.request.post(page.url, form=fields, max_redirects=0).status for _ in range(2)] == [303, 303]
    after = town.people["siti"].get("feedback", f"/v1/surveys/{town.surveys['open']}")["responses"]
    assert after == before + 1
