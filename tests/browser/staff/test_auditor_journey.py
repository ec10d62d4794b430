"""The auditor's way: integrity summary, object history, time machine, evidence package; JavaScript is off.

Then what the way leads to: a finding, a replay, a name that is opened for a reason.
"""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from asn_verify import evidence
from audit.log.publish import ORIGIN
from tlog import proofs
from tlog.checkpoints import Checkpoint
from tlog.notes import Signer

from .. import story
from ..hands import click, fill_day, follow, press, said
from ..people import Applicant
from ..visits import loads
from . import auditing
from .office import Office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]

CODE = "CPNS-2028"
REASON = "Menjawab pengaduan nomor 7."


@pytest.fixture(scope="module")
def city(servers, tmp_path_factory):
    """One application, sent, and a day later found to be in order."""
    made = Office(servers, tmp_path_factory.mktemp("city"))
    period = story.period(CODE, "Seleksi CPNS 2028", timedelta(hours=1))
    made.staff("ketua").post("registration", "/v1/periods", period)
    line = story.publish(made, CODE, [story.nurse(1)])
    rina = Applicant(made, 1, "Rina Lubis")
    rina.upload()
    rina.apply(CODE, line)
    made.flow()
    made.clock.forward(timedelta(days=1))
    story.check_files(made, CODE, refused=set())
    made.held = rina.applications[CODE]["id"]
    made.stream = f"application-{made.held}"
    yield made
    made.stop()


def main(page):
    return page.locator("main").inner_text()


def key(city):
    return city.staff("auditor").get("audit", "/v1/log")["key"]


def reported(city, *found):
    """The standing auditor does what it is asked for, or a round of its schedule."""
    machine = city.auditor()
    asked = machine.get("audit", "/v1/work")["inspections"]
    body = auditing.result(city, *found) | {"inspection": asked[0] if asked else None}
    machine.post("audit", "/v1/inspections/results", body)


def test_the_summary_says_whether_the_record_holds(city, sit, seen):
    page = sit("auditor", "/audit")
    assert "Belum pernah diperiksa" in main(page) and "1 dari 2 ikut menandatangani" in main(page)
    with loads(page) as walk:
        press(page, "Periksa sekarang")
    assert len(walk) == 1 and "Pemeriksaan diminta." in said(page) and "Pemeriksaan sedang berjalan" in main(page)
    assert page.request.get(page.url).headers["refresh"] == "3"
    assert "refresh" not in page.request.get(f"{page.url}?segar=tidak").headers
    seen(page)
    reported(city)
    page.goto(f"{city.url}/audit")
    assert "Tidak ada temuan" in main(page) and "tanpa celah" in main(page)
    assert page.locator(".checks li").count() == len(auditing.CHECKS)


def test_an_event_shows_its_proof_and_its_causes(city, sit, seen):
    page = sit("auditor", "/audit")
    line = city.runtimes["selection"].db.state.find_one({"aggregate": "line"})["_id"]
    page.fill("#objek", f"{line}@1")
    press(page, "Buka jejaknya")
    assert page.locator(".timeline h2").count() >= 1
    seen(page)
    click(page.locator(".timeline h2 a").first)
    assert "sampai ke akar" in main(page) and page.locator("svg[role=img]").count() == 2
    assert page.locator("details", has_text="Lihat sebagai daftar").locator("li").count() >= 2
    seen(page)
    file = page.get_by_role("link", name="Unduh bukti (.tlog-proof)").get_attribute("href")
    proof = proofs.parse(page.request.get(city.url + file).text())
    assert proof.verify(proof.extra, key(city)).size > proof.index
    assert page.locator(".merkle .beside").count() == len(proof.hashes)


def test_the_time_machine_shows_what_was_known_and_what_changed(city, sit, seen):
    page = sit("auditor", f"/audit/objek/{city.stream}")
    click(page.get_by_role("link", name="Keadaan saat itu").nth(1))
    state = page.locator("table").first
    assert state.locator("tr", has_text="status").first.inner_text().split()[-1] == "submitted"
    assert "Berkas diputuskan" in page.locator("table").last.inner_text()
    seen(page)
    page.go_back()
    follow(page, "Bandingkan dua waktu")
    page.fill("#dari", page.input_value("#sampai")[:10] + "T00:00:00")
    press(page, "Bandingkan")
    assert "status: dari “submitted” menjadi “MS”." in main(page)
    assert page.request.get(f"{page.url}&bentuk=csv").body().startswith(b"\xef\xbb\xbf")
    seen(page)


def test_a_list_is_seen_as_it_was(city, sit, seen):
    page = sit("auditor", "/audit/mesin-waktu")
    follow(page, "Lamaran")
    assert "1 baris seperti diketahui pada" in main(page)
    rows = page.request.get(city.url + page.get_by_role("link", name="Unduh CSV").get_attribute("href"))
    assert rows.text().count("\r\n") == 2 and city.held in rows.text()
    page.fill("#saat", "2020-01-01T00:00:00")
    press(page, "Lihat")
    assert "Daftar ini kosong pada saat itu." in main(page)
    follow(page, "Bandingkan dua waktu")
    page.fill("#dari", "2020-01-01T00:00:00")
    press(page, "Bandingkan")
    assert "Saat kedua wajib diisi." in said(page)
    page.fill("#sampai", "2099-01-01T00:00:00")
    press(page, "Bandingkan")
    assert page.locator(".counters dd").all_inner_texts() == ["1", "0", "0"]
    seen(page)


def test_a_package_can_be_checked_without_us(city, sit, seen):
    page = sit("auditor", f"/audit/objek/{city.stream}")
    with loads(page) as walk:
        follow(page, "Buat paket bukti")
    assert page.input_value("#objek") == city.stream
    press(page, "Buat paket")
    assert "Alasan wajib diisi." in said(page)
    page.fill("#reason", REASON)
    page.check("#variant-2")
    seen(page)
    with loads(page) as rest:
        press(page, "Buat paket")
    assert "Paket dibuat." in said(page) and REASON in main(page) and len(walk + rest) == 2
    seen(page)
    file = page.get_by_role("link", name="Unduh ZIP").first.get_attribute("href")
    answer = page.request.get(city.url + file)
    assert answer.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as package:
        sums = package.read(evidence.SUMS)
        assert hashlib.sha256(sums).hexdigest() in main(page)
        digest, name = sums.decode().splitlines()[-1].split("  ")
        assert hashlib.sha256(package.read(name)).hexdigest() == digest
        proved, whole = evidence.check(package, key(city))
    assert proved == whole >= 5


def _answer(city, sit, sentence):
    """At the desk that it was given to: first of what waits there, and gone from it once it was answered."""
    city.flow()
    page = sit("ti")
    assert sentence in page.locator(".next").inner_text() and "Lewat tenggat" in main(page)
    follow(page, "Buka Temuan auditor")
    page.fill("#text", "Baris itu dibangun ulang.")
    press(page, "Kirim tanggapan Anda")
    assert "Tanggapan tercatat" in said(page)
    city.flow()
    page.goto(city.url + "/kerja")
    assert "Menunggu orang lain (1)" in main(page)


def test_an_alarm_becomes_a_finding(city, sit, seen):
    sentence = f"Baris {city.held} tampilan applications disunting: status."
    reported(city, auditing.discovery(city, "views", sentence, "applications"))
    page = sit("auditor", "/audit")
    assert "Alarm: 1 temuan" in page.locator(".panel.bad").inner_text()
    with loads(page) as walk:
        click(page.get_by_role("link", name="Catat sebagai temuan"))
    assert page.input_value("#title") == sentence and page.input_value("#about") == city.stream
    page.fill("#owner", "Bidang Pengolahan Data")
    page.select_option("#desk", "ti")
    fill_day(page, "due", "2020-01-01")
    with loads(page) as rest:
        press(page, "Catat temuan")
    assert "Lewat tenggat" in main(page) and len(walk + rest) == 2
    at = page.url
    _answer(city, sit, sentence)
    page = sit("auditor", "/kerja")
    follow(page, "Tanggapan atas temuan")
    assert page.url == at and "Baris itu dibangun ulang." in main(page)
    follow(page, "Tambah catatan")
    page.fill("#text", "Tampilan dibangun ulang.")
    press(page, "Tambah catatan")
    follow(page, "Tutup temuan")
    page.check("#outcome")
    page.fill("#reason", "x")
    press(page, "Tutup temuan")
    assert page.locator("#reason-error").count() == 1
    page.fill("#reason", "Sudah dibangun ulang dan sama.")
    seen(page)
    press(page, "Tutup temuan")
    assert "Ditutup: Sudah diperbaiki" in main(page)
    listed = page.request.get(f"{city.url}/audit/temuan.csv").text()
    assert sentence in listed and "Ditutup" in listed


def test_a_replay_is_followed_to_its_end(city, sit, seen):
    page = sit("auditor", "/audit/putar-ulang")
    with loads(page) as walk:
        follow(page, "Mulai putar ulang")
        page.check("#services")
        fill_day(page, "since", "2020-01-01")
        page.fill("#reason", REASON)
        press(page, "Mulai putar ulang")
    assert "Menunggu auditor tetap" in main(page) and len(walk) == 2
    id, machine = page.url.rpartition("/")[2], city.auditor()
    progress = {"done": 40, "total": 80, "percent": 50, "events_per_second": 9, "step": "events"}
    machine.post("audit", f"/v1/replays/{id}/progress", progress)
    page.goto(page.url)
    assert page.locator("progress").get_attribute("value") == "40"
    assert page.request.get(page.url).headers["refresh"] == "3"
    seen(page)
    machine.post("audit", f"/v1/replays/{id}/completion", auditing.outcome(auditing.HASH))
    page.goto(page.url)
    assert "Semua sidik jari sama" in main(page) and "refresh" not in page.request.get(page.url).headers


def test_a_log_that_goes_on_continues_an_old_checkpoint(city, sit):
    page = sit("auditor", "/audit/checkpoint")
    old = page.request.get(f"{city.url}/audit/checkpoint/unduh").text()
    city.flow()
    page.fill("#lama", old)
    press(page, "Bandingkan")
    assert "Log sekarang melanjutkan titik periksa lama itu" in main(page)
    page.fill("#lama", old.replace("\n", "\n1", 1))
    press(page, "Bandingkan")
    assert "Ini bukan titik periksa log ini" in said(page)


def test_a_second_history_and_a_wrong_proof_are_told(city, sit):
    """Signed with the log's own key, as a thief would."""
    audit = city.runtimes["audit"]
    signer = Signer.from_pem(ORIGIN, audit.settings.secret("log.key"))
    page = sit("auditor", "/audit/checkpoint")
    page.fill("#lama", signer.sign(Checkpoint(ORIGIN, 3, bytes(32)).text))
    press(page, "Bandingkan")
    assert "Dua riwayat" in main(page)
    entry = audit.db.entries.find_one({"_id": 4})
    audit.db.entries.update_one({"_id": 4}, {"$set": {"leaf": entry["leaf"][::-1]}})
    page.goto(f"{city.url}/audit/peristiwa/4")
    assert "Bukti log tidak benar" in main(page) and page.locator(".merkle").count() == 0
    audit.db.entries.update_one({"_id": 4}, {"$set": {"leaf": entry["leaf"]}})
    page.goto(page.url)
    assert page.locator(".merkle").count() == 1


def test_a_long_list_is_one_moment_through_all_its_pages(city, sit):
    page = sit("auditor", "/audit/mesin-waktu/daftar/audit/view/traces")
    total = int(main(page).partition(" baris seperti")[0].split()[-1])
    seen, rows = [], page.locator(".rows summary code")
    city.staff("auditor").post("audit", "/v1/inspections")
    city.flow()
    while True:
        seen += rows.all_inner_texts()
        following = page.get_by_role("link", name="Berikutnya")
        if not following.count():
            break
        click(following)
    assert len(seen) == len(set(seen)) and total <= len(seen) <= total + 1


def test_a_person_is_looked_at_for_a_reason_that_is_recorded(city, sit, seen):
    page = sit("auditor", f"/audit/penelusuran?objek={city.stream}&jenis=registration.application.submitted")
    follow(page, "Simpan kueri")
    page.fill("#title", "Lamaran Puskesmas")
    press(page, "Simpan kueri")
    assert "Kueri disimpan." in said(page) and "Lamaran Puskesmas" in main(page)
    click(page.locator("td a").first)
    assert "Rina" not in main(page)
    click(page.get_by_role("link", name="Buka nama dengan alasan").first)
    press(page, "Catat dan buka nama")
    assert "Alasan wajib diisi." in said(page)
    page.fill("#reason", REASON)
    press(page, "Catat dan buka nama")
    assert page.locator("h1").inner_text() == "Rina Lubis"
    seen(page)
    follow(page, "Telusuri peristiwa orang ini")
    page.fill("#reason", REASON)
    press(page, "Catat dan telusuri")
    assert "Lamaran dikirim" in main(page)
    city.flow()
    page.goto(f"{city.url}/audit/penelusuran?jenis=audit.record.viewed")
    click(page.locator("td a").first)
    assert page.locator("h1").inner_text() == "Nama di balik nama samaran dibuka" and REASON in main(page)
    other = sit("auditor", f"/audit/penelusuran?pelaku=pelamar:{page.locator('td.value').first.inner_text()}")
    assert "dicatat lebih dahulu" in said(other)
