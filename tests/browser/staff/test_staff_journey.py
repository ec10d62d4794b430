"""One selection from its announcement to lesson hours, as the offices do it in the browser, with JavaScript off."""

import datetime

import pytest
from asnkit.wib import WIB
from registration.imports.sheet import read as read_formations

from tests.unit.portal.reading import text_of

from ..hands import click, fill_day, follow, press, said
from ..people import Applicant
from ..visits import loads
from .lists import HEADER
from .office import SKD_HEADER, Office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]

CODE = "CPNS-2027"
AT = f"/kerja/seleksi/{CODE}"
LINES = HEADER + (
    b"JF-1;Perawat Ahli Pertama;Fungsional;UPTD Puskesmas;Profesi Ners;Umum;1;18;35;KepmenPANRB 293/2024\r\n"
    b"JF-2;Bidan Ahli Pertama;Fungsional;UPTD Puskesmas;Profesi Bidan;Umum;1;18;35;KepmenPANRB 293/2024\r\n"
)


@pytest.fixture(scope="module")
def city(servers, tmp_path_factory):
    made = Office(servers, tmp_path_factory.mktemp("city"))
    yield made
    made.stop()


def upload(page, content, name="berkas.csv"):
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    press(page, "Unggah dan periksa")


def downloaded(page, link):
    """What one gets by following this link, with a click."""
    with page.expect_download() as download:
        click(page.get_by_role("link", name=link, exact=True).first)
    return download.value.path().read_bytes()


def test_a_period_is_announced(city, sit, seen):
    page = sit("panitia1")
    with loads(page) as walk:
        follow(page, "Buka Umumkan periode baru")
    now = datetime.datetime.now(WIB).replace(second=0, microsecond=0, tzinfo=None)
    page.fill("#code", "cpns 2027")
    page.fill("#name", "Pengadaan CPNS Tahun 2027")
    page.fill("#budget_year", "2027")
    page.fill("#registration_opens", (now - datetime.timedelta(days=1)).isoformat())
    page.fill("#registration_closes", (now + datetime.timedelta(hours=2)).isoformat())
    page.fill("#decree", "KepmenPANRB 1/2027")
    press(page, "Periksa")
    assert "kode seperti CPNS-2024" in said(page) and page.title().startswith("Galat: ")
    page.fill("#code", CODE)
    press(page, "Periksa")
    assert page.locator("h1").inner_text() == "Umumkan periode ini?"
    seen(page)
    press(page, "Ubah dahulu")
    assert page.input_value("#name") == "Pengadaan CPNS Tahun 2027"
    with loads(page) as rest:
        press(page, "Periksa")
        press(page, "Umumkan periode")
    assert page.url == city.url + AT and "diumumkan" in said(page)
    assert len(walk + rest) == 3


def test_formations_are_imported_after_a_look_at_them(city, sit):
    page = sit("panitia1", f"{AT}/formasi")
    with loads(page) as walk:
        follow(page, "Impor daftar formasi")
    upload(page, LINES.replace(b"Umum;1", b"Umum;satu", 1))
    row = page.locator("tbody tr").first.inner_text().split()
    assert row[:2] == ["2", "Jumlah"]
    faults = downloaded(page, "Unduh semua kesalahan (CSV)").decode("utf-8-sig").splitlines()
    assert faults[0] == "Baris;Kolom;Kesalahan" and faults[1].startswith("2;Jumlah;")
    assert downloaded(page, "Unduh contoh (XLSX)").startswith(b"PK")
    with loads(page) as rest:
        upload(page, LINES.replace(b";Dasar", b";Dasar;Catatan").replace(b"293/2024", b"293/2024;x"))
    assert "Catatan: 2 sel berisi" in page.locator("main").inner_text()
    assert page.locator("tbody tr").count() == 2 and "Terbitkan 2 formasi?" in page.locator("main").inner_text()
    with loads(page) as end:
        press(page, "Terbitkan formasi")
    assert "2 formasi diterbitkan." in said(page) and len(walk + rest + end) == 3
    city.flow()
    page.goto(f"{city.url}{AT}/formasi")
    again = [read_formations(downloaded(page, f"Unduh {form}")) for form in ("CSV", "XLSX")]
    assert again[0] == again[1] and [line["job_code"] for line in again[0].rows] == ["JF-2", "JF-1"]


def test_rules_are_locked_by_a_second_person(city, sit):
    page = sit("panitia1", f"{AT}/aturan")
    with loads(page) as walk:
        press(page, "Buat seleksi")
        assert page.input_value("#rule_set") == "", "nothing is chosen for anybody"
        assert "(KEPMEN321-2024)" in page.locator("#rule_set option").nth(1).inner_text(), "the newest first"
        page.select_option("#rule_set", "KEPMEN321-2024")
        press(page, "Baca aturan ini")
        press(page, "Usulkan aturan ini")
    assert "Orang yang mengusulkan tidak dapat menguncinya sendiri" in page.locator("main").inner_text()
    follow(page, "Baca dan kunci")
    assert_not_asked(page, "Kunci aturan")
    chair = sit("ketua")
    with loads(chair) as signing:
        chair.goto(f"{city.url}{AT}/aturan/kunci")
        press(chair, "Kunci aturan")
    assert "Terkunci dengan dua tanda tangan" in chair.locator("main").inner_text()
    assert len(walk + signing) == 5, "created, read, proposed; read and locked"


def test_files_are_checked(city, sit, seen):
    lines = city.staff("panitia1").get("registration", "/v1/vacancies", period=CODE)["items"]
    line = next(one["id"] for one in lines if one["job_name"].startswith("Perawat"))
    names = ("Siti Aminah", "Budi Hartono", "Rina Lubis")
    city.people = {name: Applicant(city, 70 + number, name) for number, name in enumerate(names)}
    for person in city.people.values():
        person.upload()
        person.apply(CODE, line)
    city.flow()
    page = sit("verifikator1", f"/kerja/verifikasi?periode={CODE}")
    assert page.locator("h2").first.inner_text() == "0/3 diverifikasi"
    press(page, "Ambil berkas berikutnya")
    _look_at_the_card(city, page)
    follow(page, "Kembalikan ke antrean")
    seen(page)
    press(page, "Kembalikan ke antrean")
    assert "kembali ke antrean" in said(page)
    press(page, "Ambil berkas berikutnya")
    for _ in names:
        number = page.locator("h1").inner_text().rpartition(" ")[2]
        if number == city.people["Rina Lubis"].applications[CODE]["number"]:
            page.check("#alasan-PHOTO")
            open_everything(page)
            assert page.is_checked("#alasan-PHOTO")
            page.goto(page.url.partition("#")[0])
            assert page.is_checked("#alasan-PHOTO"), "also when the desk is opened again"
            page.uncheck("#alasan-PHOTO")
            page.check("#verdict-2")
            press(page, "Periksa putusan")
            assert page.title().startswith("Galat: ") and page.is_checked("#verdict-2")
            page.check("#alasan-DIPLOMA")
            press(page, "Periksa putusan")
            assert "Ijazah tidak terbaca" in page.locator("main").inner_text()
            press(page, "Putuskan TMS dan ambil berikutnya")
        else:
            page.check("#verdict")
            press(page, "Periksa putusan")
            assert "Buka dahulu, baru putuskan: KTP" in said(page)
            with loads(page) as walk:
                open_everything(page)
                page.check("#verdict")
                press(page, "Periksa putusan")
                seen(page)
                press(page, "Putuskan MS dan ambil berikutnya")
            assert len(walk) == 3, "with the next file on the desk; twelve with pages for each document"
        assert number in said(page)
    assert "Tidak ada lamaran yang menunggu." in page.locator("main").inner_text()
    city.flow()
    page.goto(page.url)
    assert page.locator("h2").first.inner_text() == "3/3 diverifikasi"


def open_everything(page):
    """Every document at once; then each of its pages is there to be looked at, and none is left."""
    assert "berkas belum Anda buka" in page.locator(".shown").inner_text()
    content = page.content()
    assert content.index('class="asked"') < content.index('class="shown"'), "on a phone the data come before the papers"
    press(page, "Buka semua berkas")
    assert "Semua berkas sudah Anda buka" in page.locator(".shown").inner_text()
    assert (
        page.locator(".paper").count() == page.locator("fieldset[id^=b-]").count() == page.locator(".seen img").count()
    )


def _look_at_the_card(city, page):
    """A page is shown as a picture, larger and turned by a button; it can do nothing. A paper is saved, too."""
    click(page.locator("fieldset[id^=b-]", has_text="KTP").first.get_by_role("button"))
    press(page, "Perbesar")
    press(page, "Putar – KTP")
    address = page.locator(".seen img").get_attribute("src")
    assert address.endswith("/1?longest=1600&turn=90")
    astray = page.request.get(city.url + address, max_redirects=0)
    assert (astray.status, astray.headers["location"]) == (303, address.partition("/berkas/")[0])
    answer = page.request.get(city.url + address, headers={"Referer": page.url})
    assert answer.headers["content-type"] == "image/jpeg" and answer.body()[:2] == b"\xff\xd8"
    assert (
        answer.headers["x-content-type-options"] == "nosniff" and "sandbox" in answer.headers["content-security-policy"]
    )
    assert answer.headers["cache-control"] == "private, no-store"
    click(page.get_by_role("button", name="Buka – Ijazah"))
    paper = page.get_by_role("link", name="Unduh PDF – Ijazah").get_attribute("href")
    saved = page.request.get(city.url + paper, headers={"Referer": page.url})
    assert saved.headers["content-disposition"].startswith("attachment") and saved.body()[:4] == b"%PDF"


def test_the_list_is_announced_and_objections_answered(city, sit, seen):
    city.clock.forward(datetime.timedelta(hours=3))
    page = sit("panitia1", f"{AT}/pengumuman/administrasi")
    _announce(page, seen)
    assert "Sudah terbit" in page.locator("main").inner_text()
    city.clock.forward(datetime.timedelta(days=1))
    rina = city.people["Rina Lubis"]
    rina.sign_in()
    body = {"application": rina.applications[CODE]["id"], "contests": ["DIPLOMA"], "text": "Ijazah saya terbaca."}
    rina.post("registration", "/v1/objections", body)
    page = sit("verifikator2")
    with loads(page) as walk:
        follow(page, "sanggahan menunggu jawaban")
        click(page.locator("td a"))
    assert "Ijazah saya terbaca." in page.locator("main").inner_text()
    page.select_option("#reason_code", "APPLICANT_ERROR")
    page.fill("#answer", "Ijazah terbaca; verifikator keliru.")
    press(page, "Periksa jawaban")
    assert page.locator("#alasan-DIPLOMA-error").count() == 1
    page.check("#alasan-DIPLOMA-2")
    press(page, "Periksa jawaban")
    assert page.locator("#reason_code-error").count() == 1
    page.select_option("#reason_code", "COMMITTEE_ERROR")
    with loads(page) as rest:
        press(page, "Periksa jawaban")
        seen(page)
        press(page, "Usulkan diterima")
    assert len(walk + rest) == 4
    assert "Orang lain harus membacanya" in said(page)
    assert "usulan Anda" in page.locator("main").inner_text()
    chair = sit("ketua", f"/kerja/sanggahan?periode={CODE}")
    assert "Menunggu orang kedua" in chair.locator("main").inner_text()
    click(chair.locator("td a"))
    follow(chair, "Baca dan terima")
    assert "Ijazah terbaca; verifikator keliru." in chair.locator("main").inner_text()
    seen(chair)
    press(chair, "Terima sanggahan")
    assert "Lamaran menjadi MS" in said(chair)
    city.flow()
    city.clock.forward(datetime.timedelta(days=4))
    page = sit("panitia1", f"{AT}/pengumuman/pasca_sanggah")
    _announce(page, seen)
    letter = page.request.get(f"{city.url}{AT}/pengumuman/pasca_sanggah.pdf")
    assert letter.headers["content-type"] == "application/pdf"
    numbers = [person.applications[CODE]["number"] for person in city.people.values()]
    text = text_of(letter.body())
    assert "800/1/BKPSDM/2027" in text and all(number in text for number in numbers)
    assert not any(name in text for name in city.people)
    city.flow()


def _announce(page, seen):
    press(page, "Periksa sebelum terbit")
    assert "Nomor surat wajib diisi." in said(page)
    page.fill("#number", "800/1/BKPSDM/2027")
    press(page, "Periksa sebelum terbit")
    seen(page)
    press(page, "Terbitkan pengumuman")


@pytest.mark.parametrize(("stage", "ranked"), [("SKD", "SKD"), ("SKB", "FINAL")])
def test_scores_become_a_published_result(city, sit, seen, stage, ranked):
    numbers = [person.applications[CODE]["number"] for person in city.people.values()]
    page = sit("panitia1", f"{AT}/nilai/{stage}/unggah")
    upload(page, _scores(stage, [*numbers, "270000000000"]), "cat.csv")
    assert "tidak ada pada seleksi ini" in page.locator("tbody").inner_text()
    _upload_after_a_look(
        page, seen, downloaded(page, "Unduh contoh berisi nomor peserta (XLSX)"), _scores(stage, numbers)
    )
    assert_not_asked(page, "Setujui dan catat nilai")
    chair = sit("ketua", page.url.removeprefix(city.url))
    press(chair, "Setujui dan catat nilai")
    assert "0 dari 3 baris dicatat" in chair.locator("main").inner_text()
    city.flow()
    chair.goto(chair.url)
    assert "3 tercatat + 0 ditolak = 3 baris" in chair.locator("main").inner_text()
    follow(chair, "Ke peringkat")
    press(chair, "Hitung peringkat semua formasi")
    assert "0 dari 2 formasi dihitung" in chair.locator("main").inner_text()
    seen(chair)
    city.flow()
    chair.goto(chair.url)
    assert "2 dihitung + 0 belum dapat dihitung = 2 formasi" in chair.locator("main").inner_text()
    follow(chair, "Ke peringkat")
    click(chair.get_by_role("link", name="Perawat Ahli Pertama"))
    assert "diputus oleh" in chair.locator("tbody").inner_text()
    city.flow()
    _two_signatures(sit, seen, ranked)
    city.flow()


def _upload_after_a_look(page, seen, template, content):
    """What nobody reads is named first, absence is renounced by a tick, and only then the file is signed."""
    upload(page, template, "contoh.xlsx")
    assert "kesalahan" in page.locator("main").inner_text()
    lines = content.decode("utf-8-sig").splitlines()
    named = "\r\n".join(f"{line};{mark}" for line, mark in zip(lines, "abcd", strict=False))
    upload(page, named.replace("keterangan", "catatan").encode(), "cat.csv")
    assert "Tidak ada kolom keterangan" in page.locator("tbody").inner_text()
    page.check("#all_present")
    upload(page, named.replace("keterangan", "catatan").encode(), "cat.csv")
    assert "Berkas ini memuat yang tidak dibaca: catatan, a" in said(page)
    assert "3 hadir" in page.locator("main").inner_text()
    seen(page)
    page.check("#aware")
    upload(page, named.encode(), "cat.csv")
    assert page.locator("h1").inner_text() == "cat.csv"
    assert "a: 3 sel berisi" in page.locator("main").inner_text()
    seen(page)


def _scores(stage, numbers):
    """The first two are equal in total and are told apart by TKP."""
    if stage == "SKD":
        points = ["150;155;200", "145;155;205", "100;100;170", "100;100;170"]
        rows = [SKD_HEADER, *(f"{number};{score};" for number, score in zip(numbers, points, strict=False))]
    else:
        rows = ["nomor_peserta;nilai_cat;maks_cat;keterangan", *(f"{number};350,5;500;" for number in numbers)]
    return "\r\n".join(rows).encode("utf-8-sig")


def assert_not_asked(page, button):
    """Whoever signed first reads why somebody else signs second, and has no button to try it."""
    assert "Tidak dapat Anda lakukan sekarang." in page.locator("main").inner_text()
    assert "oleh orang lain daripada yang meng" in page.locator("main").inner_text()
    assert page.get_by_role("button", name=button).count() == page.locator("#read").count() == 0


def _two_signatures(sit, seen, stage):
    page = sit("panitia1", f"{AT}/hasil/{stage}")
    follow(page, "Usulkan hasil ini")
    seen(page)
    press(page, "Tanda tangani dan usulkan")
    assert "Orang yang mengusulkan tidak dapat menyetujuinya sendiri" in page.locator("main").inner_text()
    follow(page, "Baca dan setujui")
    assert_not_asked(page, "Tanda tangani dan setujui")
    chair = sit("ketua")
    with loads(chair) as walk:
        follow(chair, "Hasil SKD" if stage == "SKD" else "Hasil akhir")
        follow(chair, "Baca dan setujui")
    assert len(walk) == 2, "from the home page to what is signed; before, nobody was told where"
    press(chair, "Tanda tangani dan setujui")
    assert "Centang bahwa Anda sudah membacanya." in said(chair)
    seen(chair)
    chair.check("#read")
    press(chair, "Tanda tangani dan setujui")
    follow(chair, "Terbitkan")
    chair.fill("#number", f"800/{stage}/BKPSDM/2027")
    press(chair, "Periksa sebelum terbit")
    assert chair.locator("code.hash").count() == 2
    seen(chair)
    press(chair, "Terbitkan hasil")
    assert "Edisi 1 sudah terbit" in chair.locator("main").inner_text()
    minutes = chair.request.get(f"{chair.url.partition('/kerja')[0]}{AT}/hasil/{stage}/berita-acara.pdf")
    assert minutes.ok and text_of(minutes.body()).count("Nama dan NIP") == 2


def test_the_winner_is_appointed(city, sit, seen):
    page = sit("ketua", f"{AT}/pengangkatan")
    assert page.locator("tbody tr").count() == 1
    page.fill("#decree_no", "800/9/BKPSDM/2027")
    fill_day(page, "effective_date", "2027-06-01")
    press(page, "Periksa nama dan angkat")
    assert "Masa sanggah hasil akhir belum berakhir." in said(page)
    city.clock.forward(datetime.timedelta(days=5))
    press(page, "Periksa nama dan angkat")
    assert "Budi Hartono" in page.locator("tbody").inner_text()
    seen(page)
    press(page, "Angkat 1 orang")
    assert "0 dari 1 orang dikerjakan" in page.locator("main").inner_text()
    assert page.request.get(page.url).headers["refresh"] == "3"
    assert "refresh" not in page.request.get(f"{page.url}?segar=tidak").headers
    city.flow()
    page.goto(page.url)
    assert "1 diangkat + 0 ditolak = 1 pemenang" in page.locator("main").inner_text()
    page.goto(city.url + AT)
    assert page.locator(".tasks .done").count() == 11


def test_lesson_hours_are_credited(city, sit, seen):
    page = sit("diklat", "/kerja/diklat")
    follow(page, "Budi Hartono")
    follow(page, "Kreditkan JP Pelatihan Dasar CPNS")
    fill_day(page, "completed_on", "2001-01-01")
    press(page, "Periksa")
    assert page.locator("#completed_on-error").count() == 1
    seen(page)
    page.goto(city.url + "/kerja/diklat")
    with loads(page) as walk:
        follow(page, "Kreditkan JP banyak peserta")
        fill_day(page, "completed_on", city.clock.now().astimezone(WIB).date())
        press(page, "Periksa")
        seen(page)
        press(page, "Kreditkan JP")
    assert len(walk) == 3 and "JP 1 peserta dikreditkan." in said(page), "as many for everybody on the list"
    city.flow()
    page.goto(city.url + "/kerja/diklat")
    assert page.locator("tbody td.n").inner_text() == "647"


def test_a_survey_becomes_an_index(city, sit, seen):
    page = sit("aduan", "/kerja/survei")
    follow(page, "Buka survei baru")
    page.fill("#title", "SKM Pendaftaran 2027")
    page.fill("#unit", "BKPSDM")
    page.fill("#service", "Pendaftaran")
    page.fill("#minimum", "5")
    press(page, "Buka survei")
    id = page.url.rpartition("/")[2]
    elements = city.staff("aduan").get("feedback", f"/v1/surveys/{id}")["questions"]
    follow(page, "Tutup survei")
    seen(page)
    press(page, "Batal")
    for _ in range(6):
        answers = {element["key"]: 3 for element in elements}
        city.people["Siti Aminah"].post("feedback", f"/v1/surveys/{id}/responses", {"answers": answers})
    page.goto(page.url)
    assert "6 jawaban, paling sedikit 5" in page.locator("main").inner_text()
    follow(page, "Tutup survei")
    press(page, "Tutup survei")
    city.flow()
    follow(page, "Usulkan penerbitan IKM")
    seen(page)
    press(page, "Hitung dan usulkan")
    assert page.get_by_role("link", name="Tanda tangani dan terbitkan").count() == 0, "a second person does"
    where = page.url.removeprefix(city.url)
    page = sit("pimpinan", where)
    follow(page, "Tanda tangani dan terbitkan")
    seen(page)
    press(page, "Tanda tangani dan terbitkan")
    assert page.locator("[role=alert]").count() == 1, "it wants the tick"
    page.check("#read")
    press(page, "Tanda tangani dan terbitkan")
    assert "IKM terbit" in page.locator("main").inner_text()
    page.goto(f"{city.url}/survei/{id}")
    follow(page, "Lihat hasilnya")
    assert "75,00" in page.locator("main").inner_text()


def test_everything_can_be_followed_in_the_log(city, sit):
    city.flow()
    page = sit("auditor", "/audit")
    assert "tanpa celah" in page.locator("main").inner_text()
    rina = city.people["Rina Lubis"].applications[CODE]["id"]
    page.fill("#objek", f"application-{rina}@3")
    press(page, "Buka jejaknya")
    what = page.locator(".timeline h2").all_inner_texts()
    assert what[0] == what[1] == "Berkas diputuskan" and what[-1] == "Lamaran dimulai"
    page.goto(f"{city.url}/audit/penelusuran?jenis=registration.account.created")
    click(page.locator("td a").first)
    assert page.locator("td .badge").count() >= 3 and "Rina" not in page.locator("main").inner_text()
    account = city.url + page.locator("a[href^='/audit/objek/account-']").first.get_attribute("href")
    page.goto(account)
    assert page.locator("h1").inner_text() == "Telusuri orang" and page.locator("#person").input_value() in account
    page.fill("#reason", "Aduan 12/2027")
    press(page, "Catat dan telusuri")
    page.goto(account)
    assert page.locator(".timeline h2").last.inner_text() == "Akun dibuat"
    page.goto(f"{city.url}/audit/penelusuran?jenis=training.enrolment.confirmed")
    click(page.locator("td a").first)
    click(page.locator(".chain a").first)
    assert page.locator("h1").inner_text() == "Diangkat sebagai calon aparatur"
    listed = page.request.get(f"{city.url}/audit/penelusuran.csv?objek=application-{rina}")
    assert page.request.get(listed.url.replace(".csv", ".xlsx")).body().startswith(b"PK")
    assert listed.body().startswith(b"\xef\xbb\xbf") and listed.body().count(b"\r\n") > len(what) + 1
