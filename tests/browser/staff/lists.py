"""Every page of the staff, in every state, with what it takes to get there (see ..pages.Page)."""

from asnkit.events import uuid_of
from training.streams import place_stream

from ..hands import click
from ..pages import Page
from ..story import DONE, OBJECTING, OPEN

ROUND = f"/kerja/seleksi/{DONE}"


def _desk(rest=""):
    return lambda town: f"/kerja/verifikasi/{town.held}{rest}"


def _complaint(name, rest=""):
    return lambda town: f"/kerja/aduan/{town.complaints[name]['id']}{rest}"


def _amendment(rest=""):
    return lambda town: f"/kerja/kalender/{town.decree}{rest}"


def _agency(status, rest=""):
    return lambda town: f"/kerja/instansi/{town.agencies[status]}{rest}"


def _role(status, rest=""):
    return lambda town: f"/kerja/peran/{town.roles[status]}{rest}"


def _hook(rest=""):
    return lambda town: f"/kerja/instansi/webhook/{town.endpoint}{rest}"


def _quiet_hook(town):
    return f"/kerja/instansi/webhook/{town.quiet_endpoint}/putar-ulang"


def _new_hook(town):
    return f"/kerja/instansi/webhook/baru/{town.agencies['granted']}"


def _plan_of_work(town):
    return f"/kerja/kinerja/{town.cycle}/rencana"


def _index(way, rest=""):
    return lambda town: f"{way}/{town.valued}{rest}"


def _sanction(town):
    return f"/kerja/ip-asn/orang/{town.valued}/hukuman/{town.sanction}"


def _paper(rest=""):
    return lambda town: f"/kerja/ip-asn/bukti/{town.paper}{rest}"


def _appraisal(name, rest=""):
    return lambda town: f"/kerja/kinerja/penilaian/{town.appraisals[name]}{rest}"


def _application(at, who, rest=""):
    """By the place of this login in `town.served`."""
    return lambda town: f"{at}/permohonan/{uuid_of(place_stream(town.served[who], town.approving))}{rest}"


def _report(rest=""):
    return lambda town: f"/kerja/integritas/{town.report}{rest}"


def _counter(town):
    return f"/kerja/aduan/loket/{town.complaints['new']['id']}"


def _publication(rest=""):
    return lambda town: f"/kerja/survei/{town.surveys['signing']}/penerbitan/{town.publication}{rest}"


def _moving(rest=""):
    return lambda town: f"/kerja/siklus/{town.cycle}/perubahan{rest.format(town.moving)}"


def _comment(name, rest=""):
    return lambda town: f"/kerja/tanggapan/{town.comments[name]}{rest}"


def _photo(act):
    return lambda town: _complaint("answered", f"/foto/{town.photo}/{act}")(town)


def _file(name):
    return lambda town: f"{ROUND}/nilai/SKD/{town.files[name]}"


def _ranking(stage, query=""):
    """The page of the first line of a stage."""

    def path(town):
        chair = town.staff("ketua")
        lines = chair.get("selection", f"/v1/rounds/{town.round(DONE)}/rankings", stage=stage)["items"]
        return f"{ROUND}/peringkat/{stage}/{lines[0]['id']}{query}"

    return path


def _correction(town):
    """The form for a correction of somebody's SKD."""
    return f"{ROUND}/koreksi/baru?nomor={_number(town)}&tahap=SKD"


def _number(town):
    return town.people["siti"].applications[DONE]["number"]


def _enrolment(rest=""):
    """Somebody on the roster, or the place on Latsar."""

    def path(town):
        one = _learner(town)
        return f"/kerja/diklat/{one['person']}" + (f"/jp/{one['enrolments'][0]['id']}" if rest else "")

    return path


def _person(rest):
    return lambda town: f"/kerja/diklat/{_learner(town)['person']}{rest}"


def _learner(town):
    """The first one on the roster with a place in Latsar that has not begun here."""
    found = town.staff("diklat").get("training", "/v1/roster", limit=200)["items"]
    return next(one for one in found if one["enrolments"] and not one["enrolments"][0]["latsar"])


def _activity(status, rest="", part=""):
    return lambda town: f"/kerja/kegiatan-luar{part}/{town.activities[status]}{rest}"


def _latsar(name, rest=""):
    return lambda town: f"/kerja/diklat/latsar/{getattr(town, name)}{rest}"


def _decreed(rest=""):
    """Somebody for whom a decree waits for its second signature."""
    return lambda town: f"/kerja/diklat/{town.decreed}{rest}"


def _unbegun(town):
    """The form for somebody whose Latsar has not begun."""
    one = _learner(town)
    return f"/kerja/diklat/latsar/{one['enrolments'][0]['id']}/mulai/{one['person']}"


def _send(page):
    """Send the last form as it is: nothing filled in."""
    click(page.locator("main form[method=post]").last.locator("button").first)


def _clear(page):
    page.fill("#targets", "")
    _send(page)


def _no_hours(page):
    page.fill("#hours", "")
    _send(page)


def _decide(page):
    """Ask for a verdict or a decision without saying which."""
    click(page.get_by_role("button", name="Periksa putusan"))


def _upload(content):
    def act(page):
        page.set_input_files("#file", {"name": "berkas.csv", "mimeType": "text/csv", "buffer": content})
        _send(page)

    return act


def _change(rest=""):
    """What waits for a second signature in the open period."""
    return lambda town: f"/kerja/seleksi/{OPEN}/perubahan/{town.change}{rest}"


def _line(rest):
    """A page of the first line of the open period."""
    return lambda town: f"/kerja/seleksi/{OPEN}/formasi/{town.lines[OPEN]}{rest}"


def _line_change(rest=""):
    return lambda town: f"/kerja/seleksi/{OPEN}/formasi/perubahan/{town.line_change}{rest}"


def _letter(rest):
    """A page of the letter that was corrected."""
    return lambda town: f"{ROUND}/koreksi-pengumuman/baru/{town.corrected}{rest}"


def _letter_change(rest=""):
    """The correction that waits for a second signature."""
    return lambda town: f"{ROUND}/koreksi-pengumuman/{town.letter_change}{rest}"


def _stuck(town):
    """The page of what stands still, with something on it."""
    one = {
        "consumer": "feedback.reactions.appointments", "source": "registration",
        "stream": "application-0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004", "version": 2, "reason": "error",
        "type": "id.go.tanjungbalai.asn.registration.application.verified.v1", "error": "KeyError",
        "at": town.clock.now(),
    }  # fmt: skip
    town.runtimes["feedback"].db.parked.replace_one({"_id": "stuck"}, one, upsert=True)
    return "/kerja/tertahan"


def _template(kind, rest=""):
    """The words of a kind of message: of "announced_skd" others wait, of "announced_files" two editions were in use."""
    return f"/kerja/templat/{kind}/id{rest}"


def _reword(page):
    """Other words, as far as the page that shows them filled."""
    page.get_by_label("Judul").fill("Hasil pemeriksaan berkas {periode} terbit")
    _send(page)


def _misword(page):
    page.get_by_label("Teks").fill("Gaji Anda {gaji}.")
    _send(page)


def _learning(rest):
    """A page of the session that some of the roster take part in."""
    return lambda town: f"/kerja/diklat/sesi/{town.session}{rest}"


def _items(rest=""):
    return lambda town: f"/kerja/diklat/katalog/{town.course}/soal{rest}"


def _rewrite(page):
    page.get_by_label("Soal").fill("\n\n".join(f"Pertanyaan {n}?\n* benar\n- salah" for n in range(5)))
    _send(page)


def _unkey(page):
    page.get_by_label("Soal").fill("Pertanyaan tanpa kunci?\n- satu\n- dua")
    _send(page)


def _unhour(page):
    page.get_by_label("Pukul").fill("")
    _send(page)


def _certificate(name, rest=""):
    return lambda town: f"/kerja/diklat/sertifikat/{getattr(town, name)}{rest}"


def _unit(rest=""):
    return lambda town: f"/kerja/diklat/unit/{town.unit}{rest}"


def _post(rest=""):
    return lambda town: f"/kerja/diklat/jabatan/{town.post}{rest}"


def _brought(rest):
    return lambda town: f"/kerja/diklat/impor/{town.brought}{rest}"


def _need(rest=""):
    return lambda town: f"/kerja/diklat/kebutuhan/{town.need}{rest}"


def _plan(rest="", ahead=0):
    return lambda town: f"/kerja/diklat/rencana/{town.year + ahead}{rest}"


def _beside(town):
    return f"{_person('/kompetensi')(town)}?jabatan={town.post}"


def _roster_list(town):
    return f"/kerja/diklat/impor/{town.roster_list}"


def _unit_list(town):
    return f"/kerja/diklat/unit/impor/{town.unit_list}"


def _first_day(town):
    day = town.staff("diklat").get("training", f"/v1/sessions/{town.session}")["days"][0]["date"]
    return f"/kerja/diklat/sesi/{town.session}/hadir/{day}"


HEADER = (
    b"Kode Jabatan;Nama Jabatan;Jenis Jabatan;Unit Penempatan;Kualifikasi Pendidikan;Jenis Kebutuhan;Jumlah;"
    b"Usia Minimal;Usia Maksimal;Dasar\r\n"
)
WRONG_LINES = HEADER + b"JF-1;Perawat;Honorer;Puskesmas;Ners;Umum;nol;18;35;Kepmen\r\n" * 400
WRONG_ROSTER = (
    b"NIP;Nama;Tanggal Lahir;Status;Golongan;Unit;Kode Jabatan;Nama Jabatan;Nomor Keputusan;TMT\r\n"
    + b"1985;Ani Lubis;kemarin;honorer;;Dinas Kesehatan;JF-1;Perawat;821/1;2020-04-01\r\n" * 100
)
WRONG_UNITS = b"Nama Unit;Jenis;Unit Induk;Berlaku Mulai;Dasar\r\nPustu;Cabang;Dinas Lain;kemarin;Perwali 8\r\n" * 200
WRONG_SCORES = b"nomor_peserta;twk;tiu;tkp;keterangan\r\n" + b"12;65;80;166;\r\n" * 1000

FULL = [
    Page("kerja-verifikator", "full", "verifikator1", "/kerja"),
    Page("antrean", "full", "verifikator1", f"/kerja/verifikasi?periode={OPEN}&hal=3"),
    Page("antrean-tanpa-hasil", "empty", "verifikator1", f"/kerja/verifikasi?periode={OPEN}&formasi={'0' * 36}"),
    Page("meja", "full", "verifikator1", _desk()),
    Page("meja-galat", "error", "verifikator1", _desk(), _decide, 422),
    Page("meja-bukan-pemegang", "error", "verifikator2", _desk(), None, 409),
    Page("kembalikan", "full", "verifikator1", _desk("/kembalikan")),
    Page("sanggahan", "full", "verifikator1", f"/kerja/sanggahan?periode={OBJECTING}"),
    Page("sanggahan-kosong", "empty", "verifikator1", f"/kerja/sanggahan?periode={OPEN}"),
    Page("jawab", "full", "verifikator2", lambda town: f"/kerja/sanggahan/{town.objection}"),
    Page("jawab-pemutus", "full", "verifikator1", lambda town: f"/kerja/sanggahan/{town.objection}"),
    Page("terima", "full", "ketua", lambda town: f"/kerja/sanggahan/{town.objection}/terima"),
    Page("jawab-galat", "error", "panitia1", lambda town: f"/kerja/sanggahan/{town.objection}", _send, 422),
    Page("sengketa", "full", "ketua", lambda town: f"/kerja/sengketa/{town.contest}"),
    Page("sengketa-galat", "error", "ketua", lambda town: f"/kerja/sengketa/{town.contest}", _decide, 422),
    Page("sengketa-buka", "full", "verifikator1", lambda town: f"/kerja/sengketa/{town.held}/buka"),
    Page("perbaikan-data", "full", "ketua", "/kerja/perbaikan-data"),
    Page("perbaikan-data-satu", "full", "ketua", lambda town: f"/kerja/perbaikan-data/{town.correction}"),
    Page(
        "perbaikan-data-galat",
        "error",
        "verifikator1",
        lambda town: f"/kerja/perbaikan-data/{town.correction}",
        _decide,
        422,
    ),
    Page("kerja-panitia", "full", "panitia1", "/kerja"),
    Page("kerja-satu-periode", "full", "ketua", f"/kerja?periode={DONE}"),
    Page(
        "cari", "full", "panitia1", lambda town: f"/kerja/cari?nomor={town.people['siti'].applications[DONE]['number']}"
    ),
    Page("cari-kosong", "empty", "aduan", "/kerja/cari?nomor=ZZZZ-ZZZZ"),
    Page("berita-acara-hasil", "full", "panitia1", f"{ROUND}/hasil/FINAL/berita-acara"),
    Page("berita-acara-nilai", "full", "auditor", lambda town: f"{_file('staged')(town)}/berita-acara"),
    Page("seleksi", "full", "panitia1", "/kerja/seleksi"),
    Page("periode-baru", "empty", "panitia1", "/kerja/seleksi/baru"),
    Page("periode-baru-galat", "error", "panitia1", "/kerja/seleksi/baru", _send, 422),
    Page("langkah", "full", "panitia1", ROUND),
    Page("buka-tidak-ada", "error", "panitia1", f"/kerja/pembukaan?periode={OPEN}&peserta=1", None, 422),
    Page("buka-alasan", "full", "panitia1", lambda town: f"/kerja/pembukaan/{town.held}"),
    Page("buka-alasan-galat", "error", "ketua", lambda town: f"/kerja/pembukaan/{town.held}", _send, 422),
    Page("buka-terbuka", "full", "panitia2", lambda town: f"/kerja/pembukaan/{town.opened}"),
    Page("penghapusan-minta", "full", "ti", lambda town: f"/kerja/penghapusan/{town.asking}"),
    Page("penghapusan-galat", "error", "ti", lambda town: f"/kerja/penghapusan/{town.asking}", _send, 422),
    Page("penghapusan-pastikan", "full", "ti", lambda town: f"/kerja/penghapusan/{town.leaving}/pastikan"),
    Page("penghapusan-hentikan", "full", "ti", lambda town: f"/kerja/penghapusan/{town.leaving}/hentikan"),
    Page("perubahan", "full", "panitia1", f"/kerja/seleksi/{OPEN}/perubahan"),
    Page("perubahan-kosong", "empty", "panitia1", f"{ROUND}/perubahan"),
    Page("perubahan-jadwal", "full", "panitia1", f"/kerja/seleksi/{OPEN}/perubahan/jadwal"),
    Page("perubahan-jadwal-galat", "error", "panitia1", f"/kerja/seleksi/{OPEN}/perubahan/jadwal", _send, 422),
    Page("pembatalan", "full", "ketua", f"/kerja/seleksi/{OPEN}/perubahan/pembatalan"),
    Page("pembatalan-galat", "error", "ketua", f"/kerja/seleksi/{OPEN}/perubahan/pembatalan", _send, 422),
    Page("perubahan-usulan", "full", "panitia1", _change()),
    Page("perubahan-setujui", "full", "ketua", _change("/persetujuan")),
    Page("perubahan-orang-sama", "full", "panitia1", _change("/persetujuan")),
    Page("perubahan-tolak", "full", "ketua", _change("/penolakan")),
    Page("templat", "full", "panitia1", "/kerja/templat"),
    Page("templat-bawaan", "empty", "panitia1", _template("submitted")),
    Page("templat-riwayat", "full", "panitia1", _template("announced_files")),
    Page("templat-ubah", "full", "panitia1", _template("announced_files", "/ubah?edisi=1")),
    Page("templat-galat", "error", "panitia1", _template("announced_files", "/ubah"), _misword, 422),
    Page("templat-contoh", "full", "panitia1", _template("announced_files", "/ubah"), _reword),
    Page("templat-usulan", "full", "ketua", _template("announced_skd")),
    Page("templat-usulan-sendiri", "full", "panitia1", _template("announced_skd")),
    Page("templat-sahkan", "full", "ketua", _template("announced_skd", "/pengesahan")),
    Page("templat-tolak", "full", "ketua", _template("announced_skd", "/penolakan")),
    Page("laju", "full", "panitia1", f"{ROUND}/verifikator"),
    Page("tarik", "full", "panitia1", f"/kerja/seleksi/{OPEN}/verifikator/tarik?nama=verifikator:verifikator1"),
    Page(
        "tarik-galat",
        "error",
        "panitia1",
        f"/kerja/seleksi/{OPEN}/verifikator/tarik?nama=verifikator:verifikator1",
        _send,
        422,
    ),
    Page("langkah-awal", "empty", "panitia1", f"/kerja/seleksi/{OPEN}"),
    Page("formasi-panitia", "full", "panitia1", f"/kerja/seleksi/{OPEN}/formasi"),
    Page("tertahan", "full", "ti", _stuck),
    Page("perubahan-formasi", "full", "panitia1", f"/kerja/seleksi/{OPEN}/formasi/perubahan"),
    Page("perubahan-formasi-kosong", "empty", "panitia1", f"{ROUND}/formasi/perubahan"),
    Page("perubahan-formasi-baru", "full", "panitia1", _line("/perubahan")),
    Page("perubahan-formasi-galat", "error", "panitia1", _line("/perubahan"), _send, 422),
    Page("penutupan-formasi", "full", "panitia1", _line("/penutupan")),
    Page("penutupan-formasi-galat", "error", "panitia1", _line("/penutupan"), _send, 422),
    Page("perubahan-formasi-usulan", "full", "panitia1", _line_change()),
    Page("perubahan-formasi-setujui", "full", "ketua", _line_change("/persetujuan")),
    Page("perubahan-formasi-tolak", "full", "ketua", _line_change("/penolakan")),
    Page("koreksi-pengumuman", "full", "panitia1", f"{ROUND}/koreksi-pengumuman"),
    Page("koreksi-pengumuman-kosong", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/koreksi-pengumuman"),
    Page("koreksi-pengumuman-baru", "full", "panitia1", _letter("")),
    Page("koreksi-pengumuman-galat", "error", "panitia1", _letter(""), _send, 422),
    Page("koreksi-pengumuman-usulan", "full", "panitia1", _letter_change()),
    Page("koreksi-pengumuman-setujui", "full", "ketua", _letter_change("/persetujuan")),
    Page("koreksi-pengumuman-tolak", "full", "ketua", _letter_change("/penolakan")),
    Page("impor-formasi", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/formasi/impor"),
    Page("impor-formasi-galat", "error", "panitia1", f"/kerja/seleksi/{OPEN}/formasi/impor", _send, 422),
    Page(
        "impor-formasi-baris",
        "error",
        "panitia1",
        f"/kerja/seleksi/{OPEN}/formasi/impor",
        _upload(WRONG_LINES),
        422,
    ),
    Page("umumkan", "full", "panitia1", f"/kerja/seleksi/{OBJECTING}/pengumuman/pasca_sanggah"),
    Page("umumkan-galat", "error", "panitia1", f"/kerja/seleksi/{OPEN}/pengumuman/administrasi", _send, 422),
    Page("umumkan-sudah", "full", "panitia1", f"{ROUND}/pengumuman/administrasi"),
    Page("aturan-terkunci", "full", "panitia1", f"{ROUND}/aturan"),
    Page("aturan-diusulkan", "full", "ketua", f"/kerja/seleksi/{OBJECTING}/aturan"),
    Page("aturan-kunci", "full", "ketua", f"/kerja/seleksi/{OBJECTING}/aturan/kunci"),
    Page("aturan-pilih", "empty", "panitia1", f"/kerja/seleksi/{OBJECTING}/aturan/ganti"),
    Page("aturan-baca", "full", "panitia1", f"/kerja/seleksi/{OBJECTING}/aturan/ganti?rule_set=KEPMEN1023-2021"),
    Page("aturan-belum", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/aturan"),
    Page("nilai", "full", "panitia1", f"{ROUND}/nilai/SKD"),
    Page("nilai-kosong", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/nilai/SKD"),
    Page("nilai-unggah", "empty", "panitia1", f"{ROUND}/nilai/SKD/unggah"),
    Page("nilai-unggah-galat", "error", "panitia1", f"{ROUND}/nilai/SKD/unggah", _send, 422),
    Page("nilai-unggah-baris", "error", "panitia1", f"{ROUND}/nilai/SKD/unggah", _upload(WRONG_SCORES), 422),
    Page("nilai-menunggu", "full", "ketua", _file("staged")),
    Page("nilai-orang-sama", "full", "panitia1", _file("staged")),
    Page("nilai-berjalan", "full", "ketua", _file("running")),
    Page("peringkat", "full", "panitia1", f"{ROUND}/peringkat/SKD"),
    Page("peringkat-kosong", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/peringkat/SKD"),
    Page("peringkat-galat", "error", "panitia1", f"/kerja/seleksi/{OBJECTING}/peringkat/SKD", _send, 409),
    Page("peringkat-skd", "full", "panitia1", _ranking("SKD", "?hal=2")),
    Page("peringkat-skd-tabel", "full", "panitia1", _ranking("SKD", "?tampil=tabel")),
    Page("peringkat-akhir", "full", "panitia1", _ranking("FINAL")),
    Page("koreksi", "full", "panitia1", f"{ROUND}/koreksi"),
    Page("koreksi-kosong", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/koreksi"),
    Page("koreksi-baru", "full", "panitia1", _correction),
    Page("koreksi-baru-galat", "error", "panitia1", _correction, _send, 422),
    Page("koreksi-menunggu", "full", "panitia1", lambda town: f"{ROUND}/koreksi/{town.amendment}"),
    Page("koreksi-setujui", "full", "ketua", lambda town: f"{ROUND}/koreksi/{town.amendment}/persetujuan"),
    Page("koreksi-tolak", "full", "ketua", lambda town: f"{ROUND}/koreksi/{town.amendment}/penolakan"),
    Page("sanggah-hasil", "full", "panitia1", f"{ROUND}/sanggah-hasil"),
    Page("sanggah-hasil-kosong", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/sanggah-hasil"),
    Page("sanggah-hasil-auditor", "full", "auditor", f"{ROUND}/sanggah-hasil"),
    Page("sanggah-hasil-baca", "full", "panitia1", lambda town: f"{ROUND}/sanggah-hasil/{town.contested}"),
    Page(
        "sanggah-hasil-galat", "error", "panitia1", lambda town: f"{ROUND}/sanggah-hasil/{town.contested}", _send, 422
    ),
    Page(
        "sanggah-hasil-terima",
        "full",
        "panitia1",
        lambda town: f"{ROUND}/sanggah-hasil/{town.contested}/terima?tahap=SKB",
    ),
    Page("sanggah-hasil-putuskan", "full", "ketua", lambda town: f"{ROUND}/sanggah-hasil/{town.contested}/putusan"),
    Page("seri", "empty", "panitia1", f"{ROUND}/seri"),
    Page("hasil-terbit", "full", "panitia1", f"{ROUND}/hasil/FINAL"),
    Page("hasil-kosong", "empty", "panitia1", f"/kerja/seleksi/{OPEN}/hasil/SKD"),
    Page("hasil-usul", "full", "panitia1", f"{ROUND}/hasil/SKD/usulan"),
    Page("pengangkatan", "full", "ketua", f"{ROUND}/pengangkatan"),
    Page("pengangkatan-kosong", "empty", "ketua", f"/kerja/seleksi/{OPEN}/pengangkatan"),
    Page("kerja-ketua", "full", "ketua", "/kerja"),
    Page("kerja-diklat", "full", "diklat", "/kerja"),
    Page("diklat", "full", "diklat", "/kerja/diklat"),
    Page("diklat-tanpa-hasil", "empty", "diklat", "/kerja/diklat?unit=Tidak+ada"),
    Page("aparatur", "full", "diklat", _enrolment()),
    Page("kredit", "empty", "diklat", _enrolment("jp")),
    Page("kredit-galat", "error", "diklat", _enrolment("jp"), _send, 422),
    Page("kredit-banyak-galat", "error", "diklat", "/kerja/diklat/jp", _send, 422),
    Page("unit-tanpa-hasil", "empty", "diklat", "/kerja/diklat/unit?kata=tidak+ada"),
    Page("unit-semua", "full", "diklat", "/kerja/diklat/unit?semua=ya"),
    Page("unit-satu", "full", "diklat", _unit()),
    Page("unit-baru-galat", "error", "diklat", "/kerja/diklat/unit/baru", _send, 422),
    Page("unit-nama-galat", "error", "diklat", "/kerja/diklat/unit/nama-lain", _send, 422),
    Page("unit-impor-baris", "error", "diklat", "/kerja/diklat/unit/impor", _upload(WRONG_UNITS), 422),
    Page("unit-pratinjau", "full", "diklat2", _unit_list),
    Page("unit-pratinjau-sama", "full", "diklat", _unit_list),
    Page("impor-asn-baris", "error", "diklat", "/kerja/diklat/impor/unggah", _upload(WRONG_ROSTER), 422),
    Page("impor-asn-satu", "full", "diklat2", _roster_list),
    Page("impor-asn-tarik-galat", "error", "diklat", _brought("/tarik"), _send, 422),
    Page("impor-asn-tarik-setuju", "full", "diklat2", _brought("/tarik/setuju")),
    Page("impor-asn-tarik-sama", "full", "diklat", _brought("/tarik/setuju")),
    Page("impor-asn-sama", "full", "diklat", _roster_list),
    Page("unit-ubah", "full", "diklat", _unit("/ubah")),
    Page("unit-ubah-galat", "error", "diklat", _unit("/ubah"), _send, 422),
    Page("unit-kepala", "full", "diklat", _unit("/kepala")),
    Page("unit-kepala-galat", "error", "diklat", _unit("/kepala"), _send, 422),
    Page("unit-kosong", "full", "diklat", _unit("/kepala/kosong")),
    Page("unit-kosong-galat", "error", "diklat", _unit("/kepala/kosong"), _send, 422),
    Page("jabatan-baru-galat", "error", "diklat", _unit("/jabatan"), _send, 422),
    Page("jabatan", "full", "diklat", _post()),
    Page("jabatan-standar", "full", "diklat", _post("/standar")),
    Page("jabatan-standar-galat", "error", "diklat", _post("/standar"), _send, 422),
    Page("jabatan-tutup-galat", "error", "diklat", _post("/tutup"), _send, 422),
    Page("unit-akhiri", "full", "diklat", _unit("/akhiri")),
    Page("unit-akhiri-galat", "error", "diklat", _unit("/akhiri"), _send, 422),
    Page("mutasi", "full", "diklat", _person("/mutasi")),
    Page("mutasi-galat", "error", "diklat", _person("/mutasi"), _send, 422),
    Page("golongan-galat", "error", "diklat", _person("/pangkat"), _send, 422),
    Page("cuti-galat", "error", "diklat", _person("/cuti"), _send, 422),
    Page("kompetensi", "full", "diklat", _beside),
    Page("kompetensi-nilai-galat", "error", "diklat", _person("/kompetensi/nilai"), _send, 422),
    Page("masa-kerja-galat", "error", "diklat", _person("/akhiri"), _send, 422),
    Page("keputusan-pns-galat", "error", "diklat", _person("/keputusan/pns"), _send, 422),
    Page("keputusan-berhenti", "full", "diklat", _person("/keputusan/pemberhentian")),
    Page("keputusan-menunggu", "full", "diklat", _decreed()),
    Page("keputusan-sahkan", "full", "diklat2", _decreed("/keputusan/sahkan")),
    Page("keputusan-tolak", "full", "diklat", _decreed("/keputusan/tolak")),
    Page("kebutuhan-ditolak", "empty", "diklat", "/kerja/diklat/kebutuhan?keadaan=DECLINED"),
    Page("kebutuhan-satu", "full", "diklat", _need()),
    Page("kebutuhan-diterima", "full", "diklat", lambda town: f"/kerja/diklat/kebutuhan/{town.answered}"),
    Page("kebutuhan-baru-galat", "error", "diklat", "/kerja/diklat/kebutuhan/baru", _send, 422),
    Page("kebutuhan-celah-galat", "error", "diklat", "/kerja/diklat/kebutuhan/celah", _send, 422),
    Page("kebutuhan-gabung", "full", "diklat", _need("/gabung")),
    Page("kebutuhan-tolak-galat", "error", "diklat", _need("/tolak"), _send, 422),
    Page("rencana-menunggu", "full", "diklat", _plan()),
    Page("rencana-disusun", "full", "diklat", _plan(ahead=1)),
    Page("rencana-kosong", "empty", "diklat", _plan(ahead=2)),
    Page("rencana-program", "full", "diklat", lambda town: _plan(f"/program?kebutuhan={town.answered}", 1)(town)),
    Page("rencana-program-galat", "error", "diklat", _plan("/program", 1), _send, 422),
    Page("rencana-keluar", "full", "diklat", lambda town: _plan(f"/program/{town.answered}/keluar", 1)(town)),
    Page("rencana-usulkan", "full", "diklat", _plan("/usulkan", 1)),
    Page("rencana-usulkan-galat", "error", "diklat", _plan("/usulkan", 1), _send, 422),
    Page("kerja-pimpinan", "full", "pimpinan", "/kerja"),
    Page("rencana-tahun", "full", "pimpinan", "/kerja/diklat/rencana"),
    Page("rencana-pimpinan", "full", "pimpinan", _plan()),
    Page("rencana-sahkan", "full", "pimpinan", _plan("/sahkan")),
    Page("rencana-kembalikan", "full", "pimpinan", _plan("/kembalikan")),
    Page("rencana-kembalikan-galat", "error", "pimpinan", _plan("/kembalikan"), _send, 422),
    Page("sertifikat-satu", "full", "diklat", _certificate("certificate")),
    Page("sertifikat-usulkan-galat", "error", "diklat", _certificate("certificate", "/usulkan"), _send, 422),
    Page("sertifikat-menunggu", "full", "diklat", _certificate("doubted")),
    Page("sertifikat-menunggu-kedua", "full", "diklat2", _certificate("doubted")),
    Page("sertifikat-cabut", "full", "diklat2", _certificate("doubted", "/cabut")),
    Page("sertifikat-tolak-galat", "error", "diklat2", _certificate("doubted", "/tolak"), _send, 422),
    Page("sertifikat-ganti-galat", "error", "diklat", _certificate("certificate", "/ganti"), _send, 422),
    Page("sertifikat-penggantian", "full", "diklat", _certificate("misspelt")),
    Page("sertifikat-terbitkan", "full", "diklat2", _certificate("misspelt", "/terbitkan")),
    Page("sertifikat-penggantian-tolak", "full", "diklat2", _certificate("misspelt", "/tolak")),
    Page("sertifikat-berkas-kosong", "empty", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/sertifikat"),
    Page(
        "sertifikat-berkas-tidak-ada",
        "error",
        "diklat",
        lambda town: f"/kerja/diklat/sesi/{town.sat}/sertifikat",
        _send,
        422,
    ),
    Page("sertifikat-berkas", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.session}/sertifikat"),
    Page(
        "sertifikat-berkas-disiapkan",
        "full",
        "diklat",
        lambda town: f"/kerja/diklat/sesi/{town.other_session}/sertifikat?segar=tidak",
    ),
    Page("sertifikat-lewat", "full", "diklat", _certificate("expired")),
    Page("sertifikat-sudah-diganti", "full", "diklat", _certificate("replaced")),
    Page("sertifikat-dicabut", "full", "ketua", _certificate("revoked")),
    Page("sertifikat-daftar-dicabut", "full", "diklat", "/kerja/diklat/sertifikat?keadaan=REVOKED"),
    Page("sertifikat-tanpa-hasil", "empty", "diklat", "/kerja/diklat/sertifikat?nomor=TIDAK/001"),
    Page("latsar-tidak-lulus", "full", "diklat", "/kerja/diklat/latsar?keadaan=FAILED"),
    Page("latsar-kosong", "empty", "diklat", "/kerja/diklat/latsar?keadaan=PASSED"),
    Page("latsar-satu", "full", "diklat", _latsar("latsar")),
    Page("latsar-remedial", "full", "diklat", _latsar("weak")),
    Page("latsar-gagal", "full", "auditor", _latsar("failed")),
    Page("latsar-uji", "full", "diklat", _latsar("weak", "/uji")),
    Page("latsar-uji-galat", "error", "diklat", _latsar("weak", "/uji"), _send, 422),
    Page("kegiatan-luar-diakui", "full", "diklat", "/kerja/kegiatan-luar?status=accepted"),
    Page("kegiatan-luar-satu", "full", "diklat", _activity("waiting")),
    Page("kegiatan-luar-akui-galat", "error", "diklat", _activity("waiting", "/akui"), _no_hours, 422),
    Page("kegiatan-luar-tolak-galat", "error", "diklat", _activity("waiting", "/tolak"), _send, 422),
    Page("buku-jp", "full", "diklat", lambda town: f"/kerja/kegiatan-luar/buku/{town.learner}"),
    Page("buku-jp-batalkan-galat", "error", "diklat", _activity("accepted", "/batalkan", "/jp"), _send, 422),
    Page("latsar-mulai", "full", "diklat", _unbegun),
    Page("latsar-mulai-galat", "error", "diklat", _unbegun, _send, 422),
    Page("latsar-tunda-galat", "error", "diklat", _latsar("latsar", "/tunda"), _send, 422),
    Page("latsar-hasil-galat", "error", "diklat", _latsar("latsar", "/hasil"), _send, 422),
    Page("katalog-baru-galat", "error", "diklat", "/kerja/diklat/katalog/baru", _send, 422),
    Page("katalog-satu", "full", "diklat", lambda town: f"/kerja/diklat/katalog/{town.course}"),
    Page("sesi-baru", "empty", "diklat", lambda town: f"/kerja/diklat/katalog/{town.course}/sesi"),
    Page("sesi-baru-galat", "error", "diklat", lambda town: f"/kerja/diklat/katalog/{town.course}/sesi", _send, 422),
    Page("sesi-satu", "full", "diklat", _learning("")),
    Page("sesi-kesan", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}"),
    Page("usul", "full", "diklat", _learning("/usul")),
    Page("usul-galat", "error", "diklat", _learning("/usul"), _send, 422),
    Page("kode-ruang", "full", "diklat", _learning("/kode")),
    Page("daftar-hadir", "full", "diklat", _first_day),
    Page("sesi-ubah", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.other_session}/ubah"),
    Page(
        "sesi-ubah-galat", "error", "diklat", lambda town: f"/kerja/diklat/sesi/{town.other_session}/ubah", _send, 422
    ),
    Page("lembar-hadir", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.session}/lembar"),
    Page(
        "lembar-hadir-galat",
        "error",
        "diklat",
        lambda town: f"/kerja/diklat/sesi/{town.session}/lembar",
        _upload(b"Kepesertaan;Nama;Hari 1 (2026-12-01)\r\nx;Siti;mungkin\r\n"),
        422,
    ),
    Page("daftar-hadir-galat", "error", "diklat", _first_day, _send, 422),
    Page("uji-sesi", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/uji"),
    Page("uji-sesi-tabel", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/uji?tampil=tabel"),
    Page("uji-sesi-sedikit", "full", "diklat", _learning("/uji")),
    Page("uji-buka", "full", "diklat", _learning("/uji/akhir")),
    Page("uji-buka-galat", "error", "diklat", _learning("/uji/akhir"), _unhour, 422),
    Page("siasn-galat", "error", "diklat", "/kerja/diklat/siasn", _send, 422),
    Page("dampak", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/dampak"),
    Page("dampak-tabel", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/dampak?tampil=tabel"),
    Page("dampak-belum", "empty", "diklat", _learning("/dampak")),
    Page("dampak-pembanding", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/dampak/pembanding"),
    Page("dampak-pembanding-galat", "error", "diklat", _learning("/dampak/pembanding"), _send, 422),
    Page("dampak-ukur", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.sat}/dampak/ukur"),
    Page("soal", "full", "diklat", _items()),
    Page("soal-tulis", "full", "diklat", _items("/tulis")),
    Page("soal-tulis-galat", "error", "diklat", _items("/tulis"), _unkey, 422),
    Page("soal-periksa", "full", "diklat", _items("/tulis"), _rewrite),
    Page("hasil-pelatihan", "full", "diklat", _learning("/hasil")),
    Page("hasil-pelatihan-galat", "error", "diklat", _learning("/hasil"), _send, 422),
    Page("batal-sesi", "empty", "diklat", _learning("/batal")),
    Page("batal-sesi-galat", "error", "diklat", _learning("/batal"), _send, 422),
    Page("kerja-aduan", "full", "aduan", "/kerja"),
    Page("aduan-masuk", "full", "aduan", "/kerja/aduan"),
    Page("aduan-menunggu", "full", "aduan", "/kerja/aduan?meja=reporter"),
    Page("aduan-tanpa-hasil", "empty", "aduan", "/kerja/aduan?unit=Tidak+ada"),
    Page("aduan-berkas", "full", "aduan", _complaint("new")),
    Page("aduan-dijawab-petugas", "full", "aduan", _complaint("answered")),
    Page("aduan-foto-tampilkan", "full", "aduan", _photo("tampilkan")),
    Page("aduan-foto-tarik", "full", "aduan", _photo("tarik")),
    Page("aduan-umumkan", "full", "aduan", _complaint("closed2", "/pokok/umumkan")),
    Page("aduan-umumkan-galat", "error", "aduan", _complaint("closed2", "/pokok/umumkan"), _send, 422),
    Page("aduan-kabar", "full", "aduan", _complaint("answered", "/pokok/kabar")),
    Page("aduan-pokok-tarik", "full", "aduan", _complaint("answered", "/pokok/tarik")),
    Page("aduan-catatan", "full", "aduan", _complaint("answered", "/catatan")),
    Page("aduan-catatan-galat", "error", "aduan", _complaint("answered", "/catatan"), _send, 422),
    Page("aduan-prioritas-galat", "error", "aduan", _complaint("new", "/biasa"), _send, 422),
    Page("aduan-jawab-templat", "full", "penghubung", _complaint("unit", "/jawab")),
    Page("aduan-templat", "full", "aduan", "/kerja/aduan/templat"),
    Page("aduan-templat-ubah", "full", "aduan", lambda town: f"/kerja/aduan/templat/{town.wording}"),
    Page("aduan-templat-tarik", "full", "aduan", lambda town: f"/kerja/aduan/templat/{town.wording}/tarik"),
    Page("aduan-templat-galat", "error", "aduan", "/kerja/aduan/templat/baru", _send, 422),
    Page("aduan-loket", "empty", "aduan", "/kerja/aduan/loket"),
    Page("aduan-loket-tercatat", "full", "aduan", _counter),
    Page("aduan-loket-galat", "error", "aduan", "/kerja/aduan/loket", _send, 422),
    Page("tanggapan-masuk", "full", "aduan", "/kerja/tanggapan"),
    Page("tanggapan-baca", "full", "aduan", _comment("unread")),
    Page("tanggapan-tampil", "full", "aduan", _comment("edited")),
    Page("tanggapan-tampilkan", "full", "aduan", _comment("unread", "/tampilkan")),
    Page("tanggapan-yakin", "full", "aduan", _comment("unread", "/tampilkan"), _send),
    Page("tanggapan-tahan-galat", "error", "aduan", _comment("unread", "/tahan"), _send, 422),
    Page("aduan-teruskan", "full", "aduan", _complaint("new", "/teruskan")),
    Page("aduan-yakin", "full", "aduan", _complaint("new", "/teruskan"), _send),
    Page("aduan-gabung-galat", "error", "aduan", _complaint("new", "/gabung"), _send, 422),
    Page("aduan-dikembalikan", "full", "aduan", _complaint("returned")),
    Page("aduan-di-unit", "full", "penghubung", _complaint("unit")),
    Page("aduan-unit-menunggu", "empty", "penghubung", "/kerja/aduan?meja=reporter"),
    Page("aduan-kembalikan", "full", "penghubung", _complaint("unit", "/kembalikan")),
    Page("aduan-kembalikan-galat", "error", "penghubung", _complaint("unit", "/kembalikan"), _send, 422),
    Page("perbaikan-petugas", "full", "aduan", "/kerja/janji"),
    Page("perbaikan-janji-galat", "error", "aduan", "/kerja/janji/baru", _send, 422),
    Page("perbaikan-unit", "empty", "penghubung", "/kerja/janji"),
    Page("perbaikan-selesai", "full", "aduan", lambda town: f"/kerja/janji/{town.improvement}/selesai"),
    Page("perbaikan-meleset", "full", "aduan", lambda town: f"/kerja/janji/{town.missed}/meleset"),
    Page("perbaikan-meleset-galat", "error", "aduan", lambda town: f"/kerja/janji/{town.missed}/meleset", _send, 422),
    Page(
        "perbaikan-pokok",
        "full",
        "aduan",
        lambda town: f"/kerja/janji/pokok/{town.complaints['answered']['id']}",
    ),
    Page("kalender", "full", "aduan", "/kerja/kalender"),
    Page("kalender-galat", "error", "aduan", "/kerja/kalender/ubah", _send, 422),
    Page("kalender-usulan", "full", "aduan", _amendment()),
    Page("kalender-sahkan", "full", "ketua", _amendment("/sahkan")),
    Page("kalender-tolak", "full", "ketua", _amendment("/tolak")),
    Page("kerja-pegawai", "full", "pegawai3", "/kerja"),
    Page("kinerja-pegawai", "full", "pegawai2", "/kerja/kinerja"),
    Page("kinerja-tanpa-atasan", "full", "pegawai3", "/kerja/kinerja"),
    Page("kerja-atasan", "full", "pegawai2", "/kerja"),
    Page("bawahan-pimpin", "full", "pegawai2", "/kerja/bawahan"),
    Page("bawahan-formulir", "full", "pegawai2", lambda town: f"/kerja/bawahan/{town.evaluated}"),
    Page("bawahan-formulir-galat", "error", "pegawai2", lambda town: f"/kerja/bawahan/{town.evaluated}", _send, 422),
    Page("bawahan-tanpa-bawahan", "empty", "pegawai1", "/kerja/bawahan"),
    Page("permohonan", "full", "pegawai2", _application("/kerja/bawahan", 0)),
    Page("permohonan-tolak", "full", "pegawai2", _application("/kerja/bawahan", 0, "/tolak")),
    Page("permohonan-tolak-galat", "error", "pegawai2", _application("/kerja/bawahan", 0, "/tolak"), _send, 422),
    Page("permohonan-tanpa-atasan", "full", "diklat", _application("/kerja/diklat", 2)),
    Page("permohonan-tanpa-atasan-tolak", "full", "diklat", _application("/kerja/diklat", 2, "/tolak")),
    Page("sesi-permohonan", "full", "diklat", lambda town: f"/kerja/diklat/sesi/{town.approving}"),
    Page("pelatihan-pegawai", "full", "pegawai2", "/kerja/pelatihan"),
    Page("pelatihan-pegawai-dimohon", "full", "pegawai1", "/kerja/pelatihan"),
    Page("kursi-pegawai", "full", "pegawai2", lambda town: f"/kerja/pelatihan/{town.other_session}/daftar"),
    Page("lepas-pegawai", "empty", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught_place}/lepas"),
    Page("hadir-pegawai", "empty", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught}/hadir?kode=123456"),
    Page("hadir-pegawai-galat", "error", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught}/hadir", _send, 422),
    Page("kesan-pegawai", "full", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught}/kesan"),
    Page("uji-pegawai", "full", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught}/uji/awal"),
    Page("uji-pegawai-soal", "full", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught}/uji/awal/1"),
    Page(
        "uji-pegawai-kumpulkan", "full", "pegawai2", lambda town: f"/kerja/pelatihan/{town.taught}/uji/awal/kumpulkan"
    ),
    Page("latsar-pegawai", "full", "pegawai2", lambda town: f"/kerja/pelatihan/latsar/{town.own_latsar}"),
    Page("serahkan-pegawai", "empty", "pegawai2", "/kerja/pelatihan/buku-jp/serahkan/teknis"),
    Page("proyek-pegawai", "empty", "pegawai2", lambda town: f"/kerja/pelatihan/latsar/{town.own_latsar}/proyek"),
    Page("sertifikat-pegawai", "full", "pegawai2", lambda town: f"/kerja/pelatihan/{town.own_revoked}/sertifikat"),
    Page("minta-pegawai-galat", "error", "pegawai2", "/kerja/pelatihan/minta", _send, 422),
    Page("kinerja-rencana", "full", "pegawai2", _plan_of_work),
    Page("kinerja-rencana-galat", "error", "pegawai2", _plan_of_work, _clear, 422),
    Page("penilaian-satu", "full", "pegawai1", _appraisal("reviewed")),
    Page("penilaian-lapor", "full", "pegawai2", _appraisal("agreed", "/lapor")),
    Page("penilaian-lapor-galat", "error", "pegawai2", _appraisal("agreed", "/lapor"), _send, 422),
    Page("penilaian-nilai", "full", "pegawai3", _appraisal("agreed", "/nilai")),
    Page("penilaian-nilai-galat", "error", "pegawai3", _appraisal("agreed", "/nilai"), _send, 422),
    Page("penilaian-rekan", "full", "pegawai2", _appraisal("colleague", "/rekan")),
    Page("penilaian-rekan-galat", "error", "pegawai2", _appraisal("colleague", "/rekan"), _send, 422),
    Page("penilaian-rekan-tutup", "full", "pegawai3", _appraisal("agreed", "/tutup-rekan")),
    Page("penilaian-kode", "full", "pegawai1", lambda town: f"/kerja/kinerja/rekan/{town.appraisals['agreed']}"),
    Page("penilaian-terima", "full", "pegawai1", _appraisal("reviewed", "/terima")),
    Page("kerja-penilai", "full", "penilai", "/kerja"),
    Page("ip-asn-saya", "full", "pegawai1", "/kerja/kinerja/indeks"),
    Page("ip-asn-bawahan", "full", "pegawai2", _index("/kerja/kinerja/indeks")),
    Page("ip-asn-bukti-galat", "error", "pegawai1", "/kerja/kinerja/bukti/ijazah", _send, 422),
    Page("ip-asn-orang", "full", "penilai", _index("/kerja/ip-asn/orang")),
    Page("ip-asn-hukuman-galat", "error", "penilai", _index("/kerja/ip-asn/orang", "/hukuman"), _send, 422),
    Page("ip-asn-tarik-galat", "error", "penilai", _sanction, _send, 422),
    Page("ip-asn-kota", "full", "penilai", "/kerja/ip-asn"),
    Page("ip-asn-rencana", "full", "penilai", "/kerja/ip-asn/rencana"),
    Page("ip-asn-rencana-tidak-ada", "empty", "penilai", "/kerja/ip-asn/rencana?naik=15"),
    Page("ip-asn-harga", "full", "penilai", "/kerja/ip-asn/harga"),
    Page("ip-asn-harga-galat", "error", "penilai", "/kerja/ip-asn/harga/teknis", _send, 422),
    Page("ip-asn-bukti", "full", "penilai", "/kerja/ip-asn/bukti"),
    Page("ip-asn-bukti-satu", "full", "penilai", _paper()),
    Page("ip-asn-bukti-sah", "full", "penilai", _paper("/sah")),
    Page("ip-asn-bukti-tolak-galat", "error", "penilai", _paper("/tolak"), _send, 422),
    Page("siklus", "full", "penilai", "/kerja/siklus"),
    Page("siklus-buka-galat", "error", "penilai", "/kerja/siklus/buka", _send, 422),
    Page("siklus-satu", "full", "penilai", lambda town: f"/kerja/siklus/{town.cycle}"),
    Page("siklus-perubahan", "full", "penilai", _moving()),
    Page("siklus-usul", "full", "penilai", _moving("/usul")),
    Page("siklus-usul-galat", "error", "penilai", _moving("/usul"), _send, 422),
    Page("siklus-usulan", "full", "penilai", _moving("/{}")),
    Page("siklus-usulan-pimpinan", "full", "pimpinan", _moving("/{}")),
    Page("siklus-setujui", "full", "pimpinan", _moving("/{}/persetujuan")),
    Page("siklus-setujui-galat", "error", "pimpinan", _moving("/{}/persetujuan"), _send, 422),
    Page("siklus-tolak", "full", "pimpinan", _moving("/{}/penolakan")),
    Page("siklus-unit", "full", "penilai", lambda town: f"/kerja/siklus/{town.cycle}/unit"),
    Page("siklus-unit-galat", "error", "penilai", lambda town: f"/kerja/siklus/{town.cycle}/unit", _send, 422),
    Page("siklus-penilaian", "full", "penilai", lambda town: f"/kerja/siklus/{town.cycle}/penilaian"),
    Page(
        "siklus-penilaian-satu",
        "full",
        "penilai",
        lambda town: f"/kerja/siklus/{town.cycle}/penilaian/{town.appraisals['reviewed']}",
    ),
    Page("kerja-inspektorat", "full", "inspektorat", "/kerja"),
    Page("laporan-masuk", "full", "inspektorat", "/kerja/integritas"),
    Page("laporan-satu", "full", "inspektorat", _report()),
    Page("laporan-jawab-galat", "error", "inspektorat", _report("/jawab"), _send, 422),
    Page("laporan-selesai", "full", "inspektorat", _report("/selesai")),
    Page("survei-petugas", "full", "aduan", "/kerja/survei"),
    Page("survei-buka", "empty", "aduan", "/kerja/survei/buka"),
    Page("survei-buka-galat", "error", "aduan", "/kerja/survei/buka", _send, 422),
    Page("survei-terbuka", "full", "aduan", lambda town: f"/kerja/survei/{town.surveys['open']}"),
    Page("survei-slip-lembar", "full", "aduan", lambda town: f"/kerja/survei/{town.surveys['open']}/slip"),
    Page("survei-slip-galat", "error", "aduan", lambda town: f"/kerja/survei/{town.surveys['open']}/slip", _send, 422),
    Page("survei-selesai", "full", "aduan", lambda town: f"/kerja/survei/{town.surveys['done']}"),
    Page("survei-menutup", "full", "aduan", lambda town: f"/kerja/survei/{town.surveys['open']}/tutup"),
    Page("survei-menunggu", "full", "aduan", lambda town: f"/kerja/survei/{town.surveys['signing']}"),
    Page(
        "ikm-galat", "error", "aduan", lambda town: f"/kerja/survei/{town.surveys['open']}/penerbitan/usul", _send, 409
    ),
    Page("ikm-usulan", "full", "pimpinan", _publication()),
    Page("ikm-usulan-saya", "full", "aduan", _publication()),
    Page("ikm-setujui", "full", "pimpinan", _publication("/persetujuan")),
    Page("ikm-setujui-galat", "error", "pimpinan", _publication("/persetujuan"), _send, 422),
    Page("ikm-tolak", "full", "aduan", _publication("/penolakan")),
    Page("hasil-auditor", "full", "auditor", f"{ROUND}/hasil/SKD"),
    Page("sanggahan-auditor", "full", "auditor", f"/kerja/sanggahan?periode={OBJECTING}"),
    Page("peran-lain-pegawai", "error", "diklat", "/kerja/verifikasi", None, 403),
    Page("kerja-ti", "full", "ti", "/kerja"),
    Page("instansi-petugas-kosong", "empty", "ti", "/kerja/instansi?status=ended"),
    Page("instansi-diminta", "full", "ti", _agency("asked")),
    Page("instansi-diusulkan", "full", "ti", _agency("proposed")),
    Page("instansi-diusulkan-lain", "full", "ti2", _agency("proposed")),
    Page("instansi-diberi", "full", "ti", _agency("granted")),
    Page("instansi-kontak", "full", "ti", _agency("granted", "/kontak")),
    Page("instansi-kontak-terbuka", "full", "ti", _agency("granted", "/kontak"), _send),
    Page("instansi-dijeda", "full", "ti", _agency("paused")),
    Page("instansi-usulkan", "full", "ti", _agency("asked", "/usulkan")),
    Page("instansi-tolak-galat", "error", "ti", _agency("asked", "/tolak"), _send, 422),
    Page("instansi-sahkan", "full", "ti2", _agency("proposed", "/sahkan")),
    Page("instansi-persempit", "full", "ti", _agency("granted", "/persempit")),
    Page("instansi-jeda", "full", "ti", _agency("granted", "/jeda")),
    Page("instansi-lanjutkan", "full", "ti", _agency("paused", "/lanjutkan")),
    Page("instansi-akhiri", "full", "ti", _agency("paused", "/akhiri")),
    Page("peran-kosong", "empty", "ti", "/kerja/peran?status=ended"),
    Page("peran-baru-galat", "error", "ti", "/kerja/peran/baru", _send, 422),
    Page("peran-diusulkan", "full", "ti", _role("proposed")),
    Page("peran-berlaku", "full", "ti2", _role("held")),
    Page("peran-dicabut", "full", "ti", _role("revoked")),
    Page("peran-sahkan", "full", "ti2", _role("proposed", "/sahkan")),
    Page("peran-tinjau", "full", "ti", _role("held", "/tinjau")),
    Page("peran-perpanjang", "full", "ti", _role("held", "/perpanjang")),
    Page("peran-perpanjang-galat", "error", "ti", _role("held", "/perpanjang"), _send, 422),
    Page("peran-perpanjangan", "full", "ti2", _role("extended")),
    Page("peran-perpanjangan-sahkan", "full", "ti2", _role("extended", "/perpanjang/sahkan")),
    Page("peran-tinjauan-kosong", "empty", "ti", "/kerja/peran/tinjauan"),
    Page("peran-cabut-galat", "error", "ti", _role("held", "/cabut"), _send, 422),
    Page("webhook", "full", "ti", _hook()),
    Page("webhook-kosong", "empty", "ti", _hook("?status=failed")),
    Page("putar-ulang-webhook", "full", "ti", _hook("/putar-ulang")),
    Page("putar-ulang-webhook-kosong", "empty", "ti", _quiet_hook),
    Page("putar-ulang-webhook-galat", "error", "ti", _quiet_hook, _send, 422),
    Page("putar-ulang-henti", "full", "ti", lambda town: f"/kerja/instansi/webhook/putar-ulang/{town.replay}/henti"),
    Page("webhook-baru", "full", "ti", _new_hook),
    Page("webhook-baru-galat", "error", "ti", _new_hook, _send, 422),
    Page("webhook-rahasia", "full", "ti2", _hook("/rahasia"), _send),
    Page("webhook-hapus", "full", "ti", _hook("/hapus")),
    Page("webhook-ulang", "full", "ti", lambda town: _hook(f"/ulang?peristiwa=unit-{town.unit}@1")(town)),
]
