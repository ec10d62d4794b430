"""Every page of the auditor, in every state (see ..pages.Page)."""

import re

from ..hands import click, press
from ..pages import Page
from ..story import DONE


def _held(path):
    return lambda town: path.format(f"application-{town.held}")


def _made(path, name):
    return lambda town: path.format(town.audit[name])


def _person(town):
    """The pseudonym behind the application on the desk."""
    state = town.staff("auditor").get("audit", f"/v1/history/objects/application-{town.held}")["state"]
    return state["person"]


def _opened(town):
    body = {"person": _person(town), "about": None, "reason": "Menjawab pengaduan nomor 12."}
    return f"/audit/pembukaan/{town.staff('auditor').post('audit', '/v1/records', body)['id']}"


def _followed(town, **criteria):
    body = {"person": _person(town), "criteria": criteria, "reason": "Menjawab pengaduan nomor 12."}
    id = town.staff("auditor").post("audit", "/v1/queries/executions", body)["id"]
    return f"/audit/penelusuran/orang/{id}"


def _entry(name):
    def path(town):
        found = town.staff("auditor").get("audit", "/v1/entries", name=name, limit=1)["items"]
        return f"/audit/peristiwa/{found[0]['index']}"

    return path


def _send(page):
    """Send the last form as it is: nothing filled in."""
    click(page.locator("main form[method=post]").last.locator("button").first)


def _refused(page):
    """A package of nothing."""
    page.fill("#objek", "tidak-ada-sama-sekali")
    page.fill("#reason", "Mencoba lingkup yang kosong.")
    _send(page)


def _compare(change):
    def act(page):
        click(page.locator("summary", has_text="teks titik periksa"))
        note = page.locator("main pre").inner_text()
        page.fill("#lama", change(note))
        press(page, "Bandingkan")

    return act


PAST = "/audit/mesin-waktu"
OBJECT = f"{PAST}/objek/{{}}"
VIEW = f"{PAST}/daftar/registration/view/applications"
STATES = f"{PAST}/daftar/registration/states/period"
WHEN = "dari=2026-01-01T00:00:00&sampai=2099-01-01T00:00:00"

FULL = [
    Page("log", "full", "auditor", "/audit"),
    Page("log-jenis", "full", "auditor", "/audit?tampil=jenis"),
    Page("pemeriksaan", "full", "auditor", "/audit/pemeriksaan"),
    Page("pemeriksaan-baik", "full", "auditor", _made("/audit/pemeriksaan/{}", "good")),
    Page("pemeriksaan-buruk", "full", "auditor", _made("/audit/pemeriksaan/{}", "bad")),
    Page("pemeriksaan-tidak-ada", "error", "auditor", "/audit/pemeriksaan/tidak-ada", None, 404),
    Page("penelusuran", "full", "auditor", "/audit/penelusuran"),
    Page("penelusuran-tersaring", "full", "auditor", "/audit/penelusuran?jenis=registration.&dari=2026-01-01"),
    Page("penelusuran-tanpa-hasil", "empty", "auditor", "/audit/penelusuran?objek=tidak-ada"),
    Page("penelusuran-galat", "error", "auditor", "/audit/penelusuran?dari=kemarin", None, 422),
    Page(
        "penelusuran-orang-lain",
        "error",
        "auditor",
        lambda town: f"/audit/penelusuran?pelaku=pelamar:{_person(town)}",
        None,
        403,
    ),
    Page("kueri-simpan", "empty", "auditor", _held("/audit/kueri/simpan?objek={}")),
    Page("kueri-simpan-galat", "error", "auditor", _held("/audit/kueri/simpan?objek={}"), _send, 422),
    Page("kueri-buang", "full", "auditor", _made("/audit/kueri/{}/buang", "query")),
    Page("telusuri-orang", "empty", "auditor", lambda town: f"/audit/penelusuran/orang?person={_person(town)}"),
    Page("telusuri-orang-galat", "error", "auditor", "/audit/penelusuran/orang?person=siapa", _send, 422),
    Page("peristiwa-orang", "full", "auditor", _followed),
    Page("peristiwa-orang-kosong", "empty", "auditor", lambda town: _followed(town, name="audit.")),
    Page("peristiwa-orang-tidak-ada", "error", "auditor", "/audit/penelusuran/orang/tidak-ada", None, 404),
    Page("buka-nama", "empty", "auditor", lambda town: f"/audit/orang/{_person(town)}?dari=application-{town.held}@4"),
    Page("buka-nama-galat", "error", "auditor", lambda town: f"/audit/orang/{_person(town)}", _send, 422),
    Page("nama-terbuka", "full", "auditor", _opened),
    Page("peristiwa", "full", "auditor", _entry("registration.application.submitted")),
    Page("peristiwa-sebab", "full", "auditor", _entry("training.enrolment.confirmed")),
    Page("peristiwa-banyak-akibat", "full", "auditor", _entry("registration.import.approved")),
    Page("peristiwa-tidak-ada", "error", "auditor", "/audit/peristiwa/999999999", None, 404),
    Page("jejak", "full", "auditor", _held("/audit/objek/{}")),
    Page("jejak-tidak-ada", "error", "auditor", "/audit/objek/tidak-ada", None, 404),
    Page("mesin-waktu", "full", "auditor", PAST),
    Page("dahulu", "full", "auditor", _held(OBJECT)),
    Page("dahulu-berlaku", "full", "auditor", _held(f"{OBJECT}?menurut=berlaku&saat=2099-01-01T00:00:00")),
    Page("dahulu-belum-ada", "empty", "auditor", _held(f"{OBJECT}?saat=2020-01-01T00:00:00")),
    Page("dahulu-galat", "error", "auditor", _held(f"{OBJECT}?saat=kemarin"), None, 422),
    Page("dahulu-tidak-ada", "error", "auditor", f"{PAST}/objek/tidak-ada", None, 404),
    Page("beda", "full", "auditor", _held(f"{OBJECT}/beda?{WHEN}")),
    Page("beda-pilih", "empty", "auditor", _held(f"{OBJECT}/beda")),
    Page("beda-sama", "empty", "auditor", _held(f"{OBJECT}/beda?dari=2020-01-01&sampai=2020-02-01")),
    Page("beda-galat", "error", "auditor", _held(f"{OBJECT}/beda?dari=2020-01-01T00:00:00"), None, 422),
    Page("beda-terbalik", "error", "auditor", _held(f"{OBJECT}/beda?dari=2021-01-01&sampai=2020-01-01"), None, 422),
    Page("daftar-dahulu", "full", "auditor", VIEW),
    Page("daftar-dahulu-banyak", "full", "auditor", f"{PAST}/daftar/registration/view/vacancies"),
    Page("daftar-dahulu-keadaan", "full", "auditor", f"{STATES}?field=code&value={DONE}"),
    Page("daftar-dahulu-kosong", "empty", "auditor", f"{VIEW}?saat=2020-01-01T00:00:00"),
    Page("daftar-dahulu-tanpa-hasil", "empty", "auditor", f"{VIEW}?field=status&value=tidak-ada"),
    Page("daftar-dahulu-galat", "error", "auditor", f"{VIEW}?saat=nanti", None, 422),
    Page("daftar-tidak-ada", "error", "auditor", f"{PAST}/daftar/registration/view/tidak-ada", None, 404),
    Page("daftar-beda", "full", "auditor", f"{VIEW}/beda?{WHEN}"),
    Page("terlambat", "full", "auditor", f"{PAST}/terlambat"),
    Page("putar-ulang", "full", "auditor", "/audit/putar-ulang"),
    Page("putar-ulang-baru", "empty", "auditor", "/audit/putar-ulang/baru"),
    Page("putar-ulang-galat", "error", "auditor", "/audit/putar-ulang/baru", _send, 422),
    Page("putar-ulang-berjalan", "full", "auditor", _made("/audit/putar-ulang/{}", "running")),
    Page("putar-ulang-sama", "full", "auditor", _made("/audit/putar-ulang/{}?segar=tidak", "same")),
    Page("putar-ulang-beda", "full", "auditor", _made("/audit/putar-ulang/{}", "differing")),
    Page("putar-ulang-gagal", "full", "auditor", _made("/audit/putar-ulang/{}", "failed")),
    Page("titik-periksa", "full", "auditor", "/audit/checkpoint"),
    Page("titik-periksa-sama", "full", "auditor", "/audit/checkpoint", _compare(lambda note: note)),
    Page(
        "titik-periksa-galat",
        "error",
        "auditor",
        "/audit/checkpoint",
        _compare(lambda note: re.sub(r"\n\d+\n", "\n1\n", note, count=1)),
        422,
    ),
    Page("paket", "full", "auditor", "/audit/paket"),
    Page("paket-baru", "empty", "auditor", _held("/audit/paket/baru?objek={}")),
    Page("paket-galat", "error", "auditor", "/audit/paket/baru", _send, 422),
    Page("paket-lingkup-kosong", "error", "auditor", "/audit/paket/baru", _refused, 422),
    Page("temuan", "full", "auditor", "/audit/temuan"),
    Page("temuan-tanpa-hasil", "empty", "auditor", "/audit/temuan?owner=siapa+pun"),
    Page("temuan-baru", "empty", "auditor", "/audit/temuan/baru"),
    Page("temuan-baru-galat", "error", "auditor", "/audit/temuan/baru", _send, 422),
    Page("temuan-satu", "full", "auditor", _made("/audit/temuan/{}", "overdue")),
    Page("temuan-ditanggapi", "full", "auditor", _made("/audit/temuan/{}", "answered")),
    Page("temuan-diminta", "full", "panitia1", _made("/kerja/temuan/{}", "overdue")),
    Page("temuan-diminta-galat", "error", "panitia1", _made("/kerja/temuan/{}", "overdue"), _send, 422),
    Page("temuan-diminta-ditanggapi", "full", "ti", _made("/kerja/temuan/{}", "answered")),
    Page("temuan-ditutup", "full", "auditor", _made("/audit/temuan/{}", "closed")),
    Page("temuan-penanggung", "full", "auditor", _made("/audit/temuan/{}/penanggung-jawab", "overdue")),
    Page("temuan-catatan-galat", "error", "auditor", _made("/audit/temuan/{}/catatan", "overdue"), _send, 422),
    Page("temuan-tutup", "full", "auditor", _made("/audit/temuan/{}/tutup", "overdue")),
    Page("temuan-tutup-galat", "error", "auditor", _made("/audit/temuan/{}/tutup", "overdue"), _send, 422),
]

EMPTY = [Page("daftar-dahulu-tanpa-isi", "empty", "auditor", VIEW)]
