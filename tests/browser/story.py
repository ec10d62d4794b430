"""Three periods at once, so that every page has something to show.

CPNS-2024 is over: results, an appointment. PPPK-2025 is in its objection window. CPNS-2026 takes
applications and has a thousand formations. Lists of a thousand people are written as states
directly, or decided by the thousand; everything that a page says of one person went through the services.
"""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from asnkit.commands import Context
from asnkit.content import keep_sealed
from asnkit.events import format_time, new_id, parse_time, uuid_of
from asnkit.wib import wib_date
from asnplatform.daily_file.making import make
from asnplatform.delivery.sender import Sender
from feedback.appraisal.domain import Plan, stream_of
from feedback.effect.domain import Measure
from feedback.gap import domain as gap
from feedback.peer.codes import taking
from feedback.rules.performance import VALUES
from feedback.survey.questions import ELEMENTS
from portal import bundles
from portal.seals import Seal
from registration.application.domain import STARTS
from registration.application.numbering import participant_no
from selection.candidate.domain import RecordScore, Register
from selection.rules.ruleset import load
from selection.streams import new_candidate
from training.certificate.domain import Issue
from training.civil_servant.domain import Add
from training.enrolment.domain import SELF
from training.enrolment.neighbours import request_of
from training.evaluation.domain import Ask as AskSuperior
from training.exam.domain import AFTER, BEFORE, Open
from training.hours.domain import CreditPassed
from training.item_bank.items import read as read_items
from training.project.domain import HandIn as HandInProject
from training.review.domain import Give
from training.rules.competences import CORE
from training.rules.latsar import laid_out
from training.rules.reviews import ELEMENTS as OF_REVIEW
from training.seating.domain import Ask
from training.sitting.domain import BY_HAND, Answer, Begin, HandIn
from training.streams import (
    certificate_stream,
    civil_servant_stream,
    evaluation_stream,
    exam_stream,
    hours_stream,
    item_bank_stream,
    place_stream,
    project_stream,
    review_stream,
    seating_stream,
    sitting_stream,
)

from deploy.local import secrets
from tests.papers import PDF, jpeg

from .people import Applicant

DONE, OBJECTING, OPEN = "CPNS-2024", "PPPK-2025", "CPNS-2026"
ROWS = 1000
RULES = load("KEPMEN321-2024")
LONG_JOB = (
    "Pengelola Pengawasan Pelaksanaan Penyelenggaraan Pertanggungjawaban Ketatausahaan dan Kerumahtanggaan Pimpinan"
)
LIAISONS = secrets.STAFF["penghubung"][2]
"""What the unit of the login `penghubung` is called."""
ZOOLOGY = "UPTD Zoologi"
"""A name that stands last on every list."""
LONG_UNIT = (
    "Badan Penanggulangan Bencana Daerah, Pemadam Kebakaran, Penyelamatan, dan Perlindungan Masyarakat "
    "Kota Tanjungbalai, Bidang Kedaruratan dan Logistik"
)
HEADER = (
    "No;Kode Jabatan;Nama Jabatan;Jenis Jabatan;Unit Penempatan;Kualifikasi Pendidikan;Jenis Kebutuhan;Jumlah;"
    "Usia Minimal;Usia Maksimal;IPK Minimal;Dokumen Tambahan;Penghasilan Minimal;Penghasilan Maksimal;Dasar"
)


def fill(town) -> None:
    """Tell the story; `town.people` then has siti (every state), budi (a complete draft), rina (just sent, no
    transcript to be uploaded any more), tono (took everything back), dewi (refused, and nothing done about it yet)."""
    chair = town.staff("ketua")
    for code, name, closes in (
        (DONE, "Seleksi CPNS Kota Tanjungbalai Tahun 2024", timedelta(hours=1)),
        (OBJECTING, "Seleksi PPPK Tenaga Kesehatan Kota Tanjungbalai Tahun 2025", timedelta(hours=1)),
        (OPEN, "Seleksi CPNS Kota Tanjungbalai Tahun 2026", timedelta(days=60)),
    ):
        chair.post("registration", "/v1/periods", period(code, name, closes))
    town.change = move(town)
    town.lines = {code: publish(town, code, [nurse(3)]) for code in (DONE, OBJECTING)}
    town.lines[OPEN] = publish(town, OPEN, [nurse(3)])
    town.line_change = reshape(town)
    for part in range(5):
        publish(town, OPEN, [long_line(part * ROWS // 5 + number) for number in range(ROWS // 5)])
    siti, budi, rina = people = [
        Applicant(town, number, name)
        for number, name in enumerate(("Siti Khadijah Nasution", "Budi Santoso", "Rina br. Simanjuntak"), 1)
    ]
    for person in people:
        person.upload()
        for code in (DONE, OBJECTING):
            person.apply(code, town.lines[code])
    dewi = Applicant(town, 5, "Dewi Lestari Harahap")
    dewi.upload()
    dewi.apply(OBJECTING, town.lines[OBJECTING])
    siti.start(OPEN, town.lines[OPEN])
    budi.start(OPEN, town.lines[OPEN])
    budi.fill(OPEN)
    rina.apply(OPEN, town.lines[OPEN])
    rina.upload(["transcript"] * 9)
    town.people = {"siti": siti, "budi": budi, "rina": rina, "dewi": dewi}
    crowd(town)
    town.flow()
    town.clock.forward(timedelta(days=1))
    check_files(town, DONE, refused=set())
    check_files(town, OBJECTING, refused={one.applications[OBJECTING]["id"] for one in (siti, budi, dewi)})
    finish(town, people)
    town.letter_change = reissue(town)
    announce(town, OBJECTING, "administrasi", "Hasil Seleksi Administrasi PPPK Tenaga Kesehatan")
    town.clock.forward(timedelta(days=1))
    object_and_answer(town, budi)
    surveys(town)
    town.people["tono"] = newcomer(town)
    town.correction = mistyped(budi)
    town.flow()
    agencies(town)
    learning(town)
    certificates(town)
    units(town)
    roles(town)
    latsar(town)
    appraisals(town)
    answering(town)
    complaints(town)
    town.flow()
    Sender(town.runtimes["platform"]).serve(town.endpoint)
    while make(town.runtimes["platform"]):
        pass


def move(town):
    """The open period was extended by two people; the id of another change that waits for its second signature."""
    first, second = town.staff("panitia1"), town.staff("ketua")
    closes = parse_time(first.get("registration", f"/v1/periods/{OPEN}")["registration_closes"])
    ids = []
    for days, reason in ((3, "SYSTEM_OUTAGE"), (5, "FEW_APPLICANTS")):
        later = {"registration_closes": format_time(closes + timedelta(days=days)), "objection_days": days}
        body = {"period": OPEN, "kind": "AMEND", "after": later, "reason_code": reason, "letter": f"800/{days}/2026"}
        ids.append(first.post("registration", "/v1/period-changes", body)["id"])
        if days == 3:
            read = second.get("registration", f"/v1/period-changes/{ids[0]}")
            signed = {"proposed": read["proposed"]}
            second.post("registration", f"/v1/period-changes/{ids[0]}/approval", signed, version=read["version"])
    return ids[-1]


def reshape(town):
    """A line of the open period asks for less, by two people; the id of another change of it that waits."""
    first, second, line = town.staff("panitia1"), town.staff("ketua"), town.lines[OPEN]
    both = [{"level": "PROFESI", "programme": "Ners"}, {"level": "D4", "programme": "Keperawatan"}]
    wider = {"quota": 4, "age_max": 40, "gpa_min": None, "education": both}
    ids = []
    for after, reason in (({"gpa_min": "2.50"}, "FORMATION_CHANGED"), (wider, "ENTRY_ERROR")):
        body = {"vacancy": line, "after": after, "reason_code": reason, "letter": "800/8/2026"}
        ids.append(first.post("registration", "/v1/vacancy-changes", body)["id"])
        if len(ids) == 1:
            read = second.get("registration", f"/v1/vacancy-changes/{ids[0]}")
            signed = {"proposed": read["proposed"]}
            second.post("registration", f"/v1/vacancy-changes/{ids[0]}/approval", signed, version=read["version"])
    return ids[-1]


def reissue(town):
    """The first letter of the period that is over has another number, by two people; the id of another correction of it
    that waits."""
    first, second = town.staff("panitia1"), town.staff("ketua")
    found = first.get("registration", f"/v1/announcements?period={DONE}")["items"]
    town.corrected = next(one["id"] for one in found if one["stage"] == "administrasi")
    ids = []
    title = "Hasil Seleksi Administrasi Calon Pegawai Negeri Sipil Kota Tanjungbalai Formasi Tahun Anggaran 2024"
    for after, reason in (({"number": "800/41/BKPSDM/2024"}, "ENTRY_ERROR"), ({"title": title}, "REISSUED")):
        body = {"announcement": town.corrected, "after": after, "reason_code": reason, "letter": "800/44/BKPSDM/2024"}
        ids.append(first.post("registration", "/v1/announcement-changes", body)["id"])
        if len(ids) == 1:
            read = second.get("registration", f"/v1/announcement-changes/{ids[0]}")
            signed = {"proposed": read["proposed"]}
            second.post("registration", f"/v1/announcement-changes/{ids[0]}/approval", signed, version=read["version"])
    return ids[-1]


def mistyped(person):
    """The id of a correction of the own name and birth date that waits for an officer."""
    own = person.get("registration", "/v1/accounts/me")
    body = {"name": "Budi Santoso Siregar", "birth_date": "1990-02-28", "nik": own["nik"]}
    return person.post("registration", "/v1/corrections/mine", body | {"text": "Marga saya tertinggal."})["id"]


def newcomer(town):
    """Somebody who began as often as one may, and took each back."""
    person = Applicant(town, 4, "Tono Harahap")
    for _ in range(STARTS):
        id = person.start(OPEN, town.lines[OPEN])
        person.post("registration", f"/v1/applications/{id}/withdrawal", {"reason": None}, version=1)
    return person


def period(code, name, closes):
    now = datetime.now(UTC)
    return {
        "code": code,
        "name": name,
        "procurement_type": "PNS",
        "budget_year": int(code[-4:]),
        "mode": "lokal",
        "registration_opens": (now - timedelta(days=1)).isoformat(),
        "registration_closes": (now + closes).isoformat(),
        "decree": "KepmenPANRB 320/2024",
    }


def nurse(quota):
    return (
        f"1;JF-0412;Perawat Ahli Pertama;Jabatan Fungsional;UPTD Puskesmas Datuk Bandar;Profesi Ners;Umum;{quota};"
        '18;35;2,75;STR;"Rp2.785.700,00";5.180.700;KepmenPANRB 293/2024'
    )


def long_line(number):
    need = "Disabilitas" if number % 50 == 0 else "Umum"
    return (
        f"{number};PL-{number:04d};{LONG_JOB} {number};Pelaksana;{LONG_UNIT};S-1 Ekonomi/Manajemen / D-IV Akuntansi;"
        f"{need};{number % 9 + 1};18;35;-;-;;;KepmenPANRB 293/2024"
    )


def publish(town, code, rows) -> str:
    """Publish formation lines from a sheet; the first one's UUID."""
    staff, content = town.staff("pengelola"), "\r\n".join((HEADER, *rows, "")).encode("utf-8-sig")
    where = {"period": code, "file": "formasi.csv"}
    listed = staff.post("registration", "/v1/formation-lists", params=where, data=content)
    assert listed["errors"] == [], listed["errors"][:3]
    path = f"/v1/formation-lists/{listed['id']}/approval"
    answer = staff.post("registration", path, version=listed["version"])
    town.flow()
    return next(event for event in answer["events"] if event.startswith("vacancy-")).partition("@")[0][8:]


def crowd(town) -> None:
    """A thousand people on the first period's lists."""
    registration, line = town.runtimes["registration"].db, town.lines[DONE]
    applications, candidates, batch = [], [], new_id("score_batch")
    for number in range(ROWS):
        id, person = (new_id("x").partition("-")[2] for _ in range(2))
        verdict = "TMS" if number % 6 == 0 else "MS"
        common = {"period": DONE, "vacancy": line, "person": person, "participant_no": participant_no(2024, number)}
        state = {
            **common,
            "status": verdict,
            "first_verdict": verdict,
            "verdict": verdict,
            "sections": {},
            "documents": [],
            "checks": [],
        }
        given = {"basis": "file_check", "by": "verifikator:verifikator1", "at": "2026-01-01T00:00:00Z"}
        state["verdicts"] = [{"verdict": verdict, "reasons": [], **given}]
        state |= {"submitted_at": "2026-01-01T00:00:00Z", "started_at": "2026-01-01T00:00:00Z"}
        applications.append(_document(f"application-{id}", state))
        if verdict == "MS":
            points = {"twk": 65 + number % 17 * 5, "tiu": 80 + number % 19 * 5, "tkp": 150 + number % 70}
            score = ("SKD", "PRESENT", points, None, {"batch": batch, "row": number + 2}, RULES)
            commands = (
                Register(**common, application=id, education_level="S1"),
                RecordScore(common["participant_no"], *score),
            )
            candidates.append((new_candidate(), commands))
    registration.state.insert_many(applications)
    for first in range(0, len(candidates), 200):
        _decide(town.runtimes["selection"].store, candidates[first : first + 200])


def _decide(store, decisions):
    """Some hundred streams' commands in one transaction."""

    def work(tx):
        for stream, commands in decisions:
            for number, command in enumerate(commands):
                tx.decide(stream, command, command_id=f"{stream}/{number}")

    store.run(Context("service:selection", decisions[0][0], "0" * 32, answered=False), work)


def _document(stream, state):
    return {"_id": stream, "aggregate": stream.partition("-")[0], "version": 1, "shape": 1, "data": state}


def check_files(town, code, refused) -> None:
    """One verifier empties the queue."""
    verifier = town.staff("verifikator1")
    town.flow()
    for _ in range(verifier.get("registration", "/v1/verifications", period=code)["waiting"]):
        decide(verifier, verifier.post("registration", "/v1/verifications/next", {"period": code})["id"], refused)
    town.flow()


def read_all(verifier, id) -> dict:
    """The file, with every document of it opened."""
    file = verifier.get("registration", f"/v1/applications/{id}/file")
    for paper in file["documents"]:
        verifier.post("registration", f"/v1/documents/{paper['document']}/views", {})
    return file


def decide(verifier, id, refused) -> None:
    """The verdict on a file that this verifier holds."""
    file = read_all(verifier, id)
    body = {"verdict": "TMS", "reasons": ["DIPLOMA", "DUTY_STAMP"]} if id in refused else {"verdict": "MS"}
    verifier.post("registration", f"/v1/applications/{id}/verdict", body, version=file["version"])


def announce(town, code, stage, title) -> None:
    letter = {"period": code, "stage": stage, "number": f"800/{len(title)}/BKPSDM/{code[-4:]}", "title": title}
    town.staff("ketua").post("registration", "/v1/announcements", letter)
    town.flow()


def finish(town, people) -> None:
    """The first period to its end."""
    announce(town, DONE, "administrasi", "Hasil Seleksi Administrasi CPNS 2024")
    town.clock.forward(timedelta(days=4))
    announce(town, DONE, "pasca_sanggah", "Hasil Seleksi Administrasi Pasca Sanggah CPNS 2024")
    member, chair = town.staff("panitia1"), town.staff("ketua")
    body = {"period": DONE, "name": "Seleksi CPNS 2024", "procurement_type": "PNS", "mode": "lokal"}
    round_id = member.post("selection", "/v1/rounds", body)["id"]
    member.post("selection", f"/v1/rounds/{round_id}/rules", {"rule_set": "KEPMEN321-2024"}, version=1)
    read = chair.get("selection", f"/v1/rounds/{round_id}/rules")
    chair.post("selection", f"/v1/rounds/{round_id}/rules/lock", {"proposed": read["proposed"]}, version=2)
    numbers = [person.applications[DONE]["number"] for person in people]
    best = zip(numbers, ("150;175;225", "145;170;220", "140;165;215"), strict=True)
    scores(
        town,
        round_id,
        "SKD",
        "nomor_peserta;twk;tiu;tkp;keterangan",
        [f"{number};{points};" for number, points in best],
    )
    publish_result(town, round_id, "SKD", "Hasil SKD CPNS 2024")
    admitted = _admitted(town, round_id)
    rows = [f"{number};{500 - place};500;" for place, number in enumerate([*numbers, *admitted])]
    scores(town, round_id, "SKB", "nomor_peserta;nilai_cat;maks_cat;keterangan", rows)
    publish_result(town, round_id, "FINAL", "Hasil Akhir Seleksi CPNS 2024")
    town.clock.forward(timedelta(days=5))
    order = {"effective_date": "2025-06-01", "decree_no": "800/117/BKPSDM/2025"}
    chair.post("selection", f"/v1/rounds/{round_id}/appointments", order)
    town.flow()


def _admitted(town, round_id):
    """The others whom the SKD result sends on."""
    everybody = [person.applications for person in town.people.values()]
    mine = {made[DONE]["number"] for made in everybody if DONE in made}
    chair = town.staff("ketua")
    ranking = chair.get("selection", f"/v1/rounds/{round_id}/rankings", stage="SKD")["items"]
    found = []
    for line in ranking:
        if line["vacancy"] == town.lines[DONE]:
            rows = chair.get("selection", f"/v1/rankings/{line['id']}/rows", limit=1000)["items"]
            found += [row["participant_no"] for row in rows if row["code"] == "P/L"]
    return [number for number in found if number not in mine]


def scores(town, round_id, stage, header, rows) -> None:
    content = "\r\n".join((header, *rows, "")).encode("utf-8-sig")
    where = {"round": round_id, "stage": stage, "file": f"{stage.lower()}.csv"}
    staged = town.staff("panitia1").post("selection", "/v1/score-batches", params=where, data=content)
    assert staged["errors"] == [], staged["errors"][:3]
    path, body = f"/v1/score-batches/{staged['id']}/approval", {"staged": staged["staged"]}
    town.staff("ketua").post("selection", path, body, version=staged["version"])
    town.flow()


def publish_result(town, round_id, stage, title) -> None:
    member, chair = town.staff("panitia1"), town.staff("ketua")
    member.post("selection", f"/v1/rounds/{round_id}/rankings", {"stage": stage})
    town.flow()
    member.post("selection", f"/v1/rounds/{round_id}/results/{stage}/proposal")
    pending = chair.get("selection", f"/v1/rounds/{round_id}/results/{stage}")
    body = {"proposed": pending["proposed"]}
    approved = chair.post("selection", f"/v1/results/{pending['id']}/approval", body, version=pending["version"])
    read = chair.get("selection", f"/v1/rounds/{round_id}/results/{stage}")
    letter = {"number": f"800/{stage}/BKPSDM/2024", "title": title, "approved": read["approved"]}
    chair.post("selection", f"/v1/results/{pending['id']}/publication", letter, version=approved["version"])
    town.flow()


def propose_correction(town, round_id, number, **score) -> dict:
    """A correction of one score ({stage, skd or skb}) of somebody who was there, by one person; as it is shown."""
    member = town.staff("panitia1")
    [found] = member.get("selection", f"/v1/rounds/{round_id}/candidates", participant_no=number)["items"]
    score = {"status": "PRESENT", "skd": None, "skb": None} | score
    impact = member.post("selection", f"/v1/score-amendments/impact/{found['id']}", score)
    why = {"reason_code": "CAT_CORRECTION", "evidence": {"number": "B-112/BKN/2024", "sha256": "ab" * 32}}
    body = {**score, **why, "candidate": found["id"], "impact_sha256": impact["impact_sha256"]}
    id = member.post("selection", "/v1/score-amendments", body)["id"]
    return town.staff("ketua").get("selection", f"/v1/score-amendments/{id}")


def correct(town, round_id, number, **score) -> None:
    """The same, approved by another person, and the lists that follow."""
    read = propose_correction(town, round_id, number, **score)
    path, body = f"/v1/score-amendments/{read['id']}/approval", {"proposed": read["proposed"]}
    town.staff("ketua").post("selection", path, body, version=read["version"])
    town.flow()


def object_and_answer(town, person) -> None:
    text = "Ijazah saya terbaca jelas pada halaman pertama dan kedua; meterai elektronik ada di sudut kanan bawah."
    body = {"application": person.applications[OBJECTING]["id"], "contests": ["DIPLOMA"], "text": text}
    person.sign_in()
    id = person.post("registration", "/v1/objections", body)["id"]
    reasons = town.staff("verifikator2").get("registration", f"/v1/objections/{id}")["reasons"]
    answer = {"fallen": [], "standing": reasons, "reason_code": "APPLICANT_ERROR"}
    answer["answer"] = "Halaman kedua ijazah terpotong."
    town.staff("verifikator2").post("registration", f"/v1/objections/{id}/answer", answer, version=1)


def learning(town) -> None:
    """`town.course` with `town.session` in some days: siti has its seat, budi waits; and another session with room."""
    siti, budi = town.people["siti"], town.people["budi"]
    town.course = course(town.staff("diklat"))
    town.session = session(town, town.course, "PBJ-2026-01", days=3, capacity=1)
    town.other_session = session(town, town.course, "PBJ-2026-02", days=2, capacity=30, ahead=12)
    for person in (siti, budi):
        person.sign_in()
        person.post("training", f"/v1/sessions/{town.session}/enrolments", {})
        town.flow()
    town.place = siti.get("training", "/v1/my-places")["items"][0]["id"]
    exams(town, siti)


def exams(town, siti) -> None:
    """Siti sits the test before `town.session`; of `town.sat`, whose people are nobody's, both tests are over."""
    officer = town.staff("diklat")
    items = [
        {
            "text": f"Berapa nilai paling tinggi pengadaan langsung menurut ketentuan nomor {n} yang berlaku sekarang?",
            "options": ["Lima puluh juta rupiah", "Dua ratus juta rupiah", "Tidak ada batasnya"], "key": n % 3,
        }
        for n in range(6)
    ]  # fmt: skip
    officer.post("training", f"/v1/courses/{town.course}/items", {"items": items})
    until = format_time(town.clock.now() + timedelta(days=5))
    officer.post("training", f"/v1/sessions/{town.session}/exams/BEFORE", {"count": 4, "minutes": 240, "until": until})
    paper = f"/v1/sessions/{town.session}/exams/BEFORE/paper"
    siti.post("training", paper, {})
    first = siti.get("training", paper)["questions"][0]["id"]
    siti.post("training", f"{paper}/answers", {"item": first, "choice": 1})
    town.sat = session(town, town.course, "PBJ-2026-03", days=1, capacity=30, ahead=20)
    _compared(town, town.sat)
    town.gap = gap_of_complaints(town)
    _sat(town, town.sat)


def _compared(town, id) -> None:
    """What the session is measured by, and what was measured of it, as if it had been a year ago."""
    since = {"kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"}
    names = ("Dinas Kependudukan dan Pencatatan Sipil Pembanding", "Dinas Penanaman Modal dan Perizinan Terpadu")
    officer = town.staff("diklat")
    units, others = ([officer.post("training", "/v1/units", since | {"name": name})["id"]] for name in names)
    fixed = {"measure": "time", "units": units, "others": others}
    officer.post("training", f"/v1/sessions/{id}/comparison", fixed)
    examples = json.loads(Path("shared/contracts/feedback/effect.measured.v1.json").read_text())["examples"]
    found = {name: examples[0][name] for name in ("figures", "complaints", "group")}
    about = {"code": "PBJ-2026-03", "title": examples[0]["title"], "fixed": fixed}
    over = {"days": ["2025-01-06", "2025-01-07"]}
    _decide(town.runtimes["feedback"].store, [(f"effect-{id}", [Measure(id, about | over, found)])])


def gap_of_complaints(town) -> str:
    """Where a unit fell short, which nothing came of yet."""
    unit, quarter = "Dinas Kependudukan dan Pencatatan Sipil", "2025-Q3"
    stream = gap.stream_of(unit, "late", quarter)
    _decide(town.runtimes["feedback"].store, [(stream, [gap.Find(unit, "late", quarter, "complaints", "/aduan", 14)])])
    return uuid_of(stream)


def _sat(town, id) -> None:
    """Eleven with both tests, of whom one fell, and one with the first alone; decided directly."""
    store, until = town.runtimes["training"].store, town.clock.now() + timedelta(days=1)
    bank, about = store.load(item_bank_stream(town.course)).state, store.load(f"session-{id}").state
    listed = {one["id"]: one["key"] for one in read_items(store.db, bank["list_sha256"])}
    drawn, people = tuple(listed)[:4], [str(uuid.uuid4()) for _ in range(12)]
    _decide(store, [(seating_stream(id), [Ask(id, one, 30) for one in people])])
    begun = {**about, "days": [{**about["days"][0], "date": "2026-01-05"}]}
    for phase, at, least in ((BEFORE, about, 1), (AFTER, begun, 2)):
        _decide(store, [(exam_stream(id, phase), [Open(id, phase, at, bank, None, 4, 30, until)])])
        exam, sat = store.load(exam_stream(id, phase)).state, []
        for number, one in enumerate(people if phase == BEFORE else people[1:]):
            right = least + number % 3 - 2 * (phase == AFTER and number == 1)
            given = [Answer(item, (listed[item] + (n >= right)) % 3, 3) for n, item in enumerate(drawn)]
            begin = Begin(one, {"person": one}, True, about, exam, uuid.uuid4().hex, drawn)
            sat.append((sitting_stream(exam["session"], phase, one), [begin, *given, HandIn(listed, BY_HAND)]))
        _decide(store, sat)
    _reviewed(town, id, begun, people[1:])


def approving(town) -> str:
    """A session whose seats a superior approves, in three weeks."""
    officer, code = town.staff("diklat"), "ARSIP-01"
    course = {
        "code": "ARSIP", "title": "Pengelolaan Arsip Dinamis bagi Pelaksana di Lingkungan Pemerintah Kota",
        "objective": "Peserta dapat menata arsip dinamis unitnya.", "kind": "TECHNICAL", "method": "CLASSICAL",
        "hours": 16, "provider": "BKPSDM Kota Tanjungbalai", "attendance": 80, "approval": True,
        "competences": ["Pengelolaan arsip"],
    }  # fmt: skip
    of = officer.post("training", "/v1/courses", course)["id"]
    town.flow()
    day = (wib_date(town.clock.now()) + timedelta(days=21)).isoformat()
    session = {
        "course": of, "code": code, "place": "Aula BKPSDM", "capacity": 20, "closes": f"{day}T00:00:00+07:00",
        "days": [{"date": day, "begins": "08:00", "ends": "16:00"}],
    }  # fmt: skip
    return officer.post("training", "/v1/sessions", session)["id"]


def asked_about(store, person, superior) -> str:
    """The form about a training of this person."""
    id, title = str(uuid.uuid4()), "Pengadaan Barang dan Jasa Pemerintah bagi Pejabat Pelaksana Teknis Kegiatan"
    of = {"enrolment": id, "person": person, "session": str(uuid.uuid4()), "course": str(uuid.uuid4()), "title": title}
    _decide(store, [(evaluation_stream(id), [AskSuperior(of, superior)])])
    return id


def _reviewed(town, id, about, people) -> None:
    """Each says something of the session, two of them in words."""
    runtime, said = town.runtimes["training"], ("Contoh kasusnya dari kantor kami sendiri.", "Ruangnya terlalu panas.")
    given = []
    for number, one in enumerate(people):
        ratings = dict(zip(OF_REVIEW, (3 + number % 2, 4, 2, 3), strict=True))
        stream = review_stream(one)
        words = runtime.vault.seal(one, stream, "comment", said[number]) if number < len(said) else None
        given.append((stream, [Give(id, about, one, True, ratings, words)]))
    _decide(runtime.store, given)


def certificates(town) -> None:
    """Of siti: `town.certificate` holds, `town.doubted` and `town.misspelt` wait for a second person, `town.revoked`
    was revoked, `town.replaced` has a second edition, `town.expired` held for a month."""
    store, made = town.runtimes["training"].store, {}
    siti, session = town.people["siti"], town.staff("diklat").get("training", f"/v1/sessions/{town.session}")
    person = siti.get("registration", "/v1/accounts/me")["id"]
    for number, name in enumerate(("certificate", "doubted", "revoked", "misspelt", "replaced", "expired"), 1):
        id = made[name] = str(uuid.uuid4())
        passed = {field: session[field] for field in ("course", "title", "hours", "kind")}
        passed |= {"enrolment": id, "person": person, "session": town.session, "code": "PBJ-2025-01"}
        passed |= {"completed_on": "2025-11-21", "certificate_no": f"PBJ-2025-01/{number:03d}"}
        _decide(store, [(certificate_stream(id), [Issue(passed, 1 if name == "expired" else None)])])
    town.certificate, town.doubted, town.revoked, town.misspelt, town.replaced, town.expired = made.values()
    officer, other = town.staff("diklat"), town.staff("diklat2")
    why = {"reason": "Dua tanda tangan pada daftar hadir hari kedua ditulis orang yang sama; ia sendiri mengakuinya."}
    for id in (town.doubted, town.revoked):
        officer.post("training", f"/v1/certificates/{id}/revocation", why, version=1)
    where = f"/v1/certificates/{town.revoked}"
    proposed = {"proposed": other.get("training", where)["proposed"]}
    other.post("training", f"{where}/revoke", proposed, version=2)
    right = {"title": "Pengadaan Barang/Jasa Pemerintah Tingkat Dasar", "reason": "Judulnya tidak seperti di katalog."}
    for id in (town.misspelt, town.replaced):
        officer.post("training", f"/v1/certificates/{id}/reissue-proposal", right, version=1)
    where = f"/v1/certificates/{town.replaced}"
    proposed = {"proposed": other.get("training", where)["proposed"]}
    other.post("training", f"{where}/reissue", proposed, version=2)
    printed(town, person)


def printed(town, person) -> None:
    """The certificates of `town.session` as one file, those of `town.other_session` half made."""
    portal, seal = town.apps["portal"].extensions["asn"], Seal(town.apps["portal"].config["BUNDLES_KEY"])
    step, make = (
        bundles.worker(portal),
        {"title": "Pengadaan", "completed_on": "2025-11-21", "hours": 24, "code": "A" * 16},
    )
    for session, number in ((town.session, 4), (town.other_session, 33)):
        papers = [(make | {"certificate_no": f"PBJ/{n}", "person": person}, "Siti Khadijah") for n in range(number)]
        bundles.ask(portal.db, seal, {"id": session, "code": "PBJ-2026-01"}, papers)
        step()


def latsar(town) -> None:
    """Siti's was put off (`town.latsar`); of two others `town.weak` has a remedial and `town.failed` did not pass."""
    officer, store, today = town.staff("diklat"), town.runtimes["training"].store, wib_date(town.clock.now())
    town.flow()
    rows = officer.get("training", "/v1/roster", limit=200)["items"]
    siti = town.people["siti"].get("registration", "/v1/accounts/me")["id"]
    town.latsar = next(one["enrolments"][0]["id"] for one in rows if one["person"] == siti)
    others = [one["person"] for one in rows if one["person"] != siti]
    begun = {"begins": today.isoformat(), "mentor": others[0], "coach": others[1]}
    officer.post("training", f"/v1/latsar/{town.latsar}", begun)
    later = {"begins": (today + timedelta(days=7)).isoformat(), "letter_no": "800/31/BKPSDM/2026"}
    officer.post("training", f"/v1/latsar/{town.latsar}/deferral", later, version=1)
    state = store.load(f"latsar-{town.latsar}").state | {"phases": laid_out(date(2025, 6, 2)), "letters": []}
    town.weak, town.failed = (str(uuid.uuid4()) for _ in range(2))
    weak = {"enrolment": town.weak, "person": others[0], "remedial": {"score": "64.25", "until": later["begins"]}}
    failed = {"enrolment": town.failed, "person": others[1], "remedial": {"score": "64.25", "until": "2025-09-01"}}
    failed |= {"status": "FAILED", "score": "66.00", "grade": "NOT_PASSED"}
    documents = [_document(f"latsar-{one['enrolment']}", state | one) for one in (weak, failed)]
    store.db.state.insert_many(documents)
    _handed_in(town.runtimes["training"], town.weak, others[0])


def _handed_in(runtime, enrolment, person) -> None:
    """A project that nobody examined yet."""
    stream, title = f"latsar-{enrolment}", "Kartu kendali antrean di loket pendaftaran UPTD Puskesmas Datuk Bandar"

    def work(tx):
        address = keep_sealed(tx, runtime.vault, person, PDF)
        tx.decide(project_stream(enrolment), HandInProject(person, tx.load(stream).state, title, address, len(PDF)))

    runtime.store.run(Context(f"pelamar:{person}", f"{stream}/project", "0" * 32, answered=False), work)


def units(town) -> None:
    """`town.agency` with `town.unit` under it, which had another name, and `town.post` in it; `town.unit_list` and
    `town.roster_list` wait for their second person, `town.brought` for one who takes it back; what the appointed carry
    is nobody's yet. `town.need` is open, `town.answered` was accepted and is in the plans of `town.year`, whose second
    edition waits, and of the next one."""
    officer, dated = town.staff("diklat"), {"since": "2020-01-02", "basis": "Perda 5/2019"}
    town.agency = unit(officer)
    body = {"name": "Laboratorium Daerah", "kind": "UNDER", "parent": town.agency, **dated}
    town.unit = officer.post("training", "/v1/units", body)["id"]
    renamed = {**body, "name": "UPTD Laboratorium Kesehatan Daerah", "since": "2022-01-03", "basis": "Perwali 1/2022"}
    del renamed["kind"]
    officer.post("training", f"/v1/units/{town.unit}/change", renamed, version=1)
    rows = [f"Kelurahan {n};Unit;Kecamatan Datuk Bandar;2020-01-02;Perda 5/2019;Kel. {n}" for n in range(1, 31)]
    rows = ["Nama Unit;Jenis;Unit Induk;Berlaku Mulai;Dasar;Nama Lain", *rows,
            "Kecamatan Datuk Bandar;Perangkat Daerah;;2020-01-02;Perda 5/2019;"]  # fmt: skip
    content = "\r\n".join(rows).encode()
    [person, *_] = [one["person"] for one in officer.get("training", "/v1/roster")["items"]]
    head = {"person": person, "since": "2023-01-02", "decree_no": "821/4/BKPSDM/2023"}
    officer.post("training", f"/v1/units/{town.unit}/heads", head)
    core = dict.fromkeys(CORE, 2) | {"INTEGRITY": 4}
    body = {
        "unit": town.unit, "code": "JF-0733", "title": "Pranata Laboratorium Kesehatan Ahli Pertama",
        "kind": "FUNCTIONAL", "core": core, "since": "2022-01-03", "basis": "Perwali 9/2021",
        "technical": [{"competence": "Pemeriksaan spesimen klinik", "level": 3}],
    }  # fmt: skip
    town.post = officer.post("training", "/v1/posts", body)["id"]
    measured = {"core": {name: 1 + n % 4 for n, name in enumerate(CORE)}, "technical": [], "evidence": "LHA-9/2026"}
    officer.post("training", f"/v1/roster/{person}/assessments", measured | {"on": "2026-01-05"})
    town.unit_list = officer.post("training", "/v1/unit-lists?file=unit.csv", data=content)["id"]
    town.roster_list = roster_list(officer)
    town.brought = brought(town, officer)
    town.need, town.answered = needs(officer, town.unit)
    town.flow()
    plans(town, officer)
    town.flow()


def needs(officer, unit) -> tuple[str, str]:
    """One that two things speak for, beside another one of its unit; and one that was accepted."""
    law = {
        "unit": unit, "origin": "LAW", "subject": "Integritas", "people": 12, "basis": "UU 20/2023 Pasal 4",
        "reason": "Setiap pegawai yang melayani pengujian wajib mengikutinya setahun sekali.",
    }  # fmt: skip
    made = [officer.post("training", "/v1/needs", law)["id"]]
    letter = law | {"origin": "UNIT", "people": 3, "basis": "800/17/LABKESDA/2026", "reason": "Tiga orang baru."}
    officer.post("training", "/v1/needs", letter)
    for subject in ("Pengoperasian alat pemeriksaan spesimen klinik otomatis", "Pengelolaan arsip", "Menata arsip"):
        made.append(officer.post("training", "/v1/needs", letter | {"subject": subject})["id"])
    officer.post("training", f"/v1/needs/{made[1]}/acceptance", {"reason": "Masuk rencana tahun depan."}, version=1)
    return made[0], made[1]


def plans(town, officer) -> None:
    town.year, head = wib_date(town.clock.now()).year, town.staff("pimpinan")
    item = {"need": town.answered, "people": 3, "quarter": 2, "cost": 18_500_000, "fund": "APBD", "hours": 24}
    item["title"] = "Bimbingan Teknis Pengoperasian Alat Pemeriksaan Spesimen Klinik Otomatis"
    path, budget = f"/v1/plans/{town.year}", {"budget": 1_250_000_000, "basis": "DPA 5.03.01/2026"}
    officer.post("training", f"{path}/items", item)
    officer.post("training", f"{path}/proposal", budget, version=1)
    proposed = head.get("training", path)["proposed"]
    head.post("training", f"{path}/approval", {"proposed": proposed}, version=2)
    officer.post("training", f"{path}/items", item | {"course": town.course, "people": 6})
    officer.post("training", f"{path}/proposal", budget, version=4)
    officer.post("training", f"/v1/plans/{town.year + 1}/items", item | {"fund": "OTHER"})


def brought(town, officer) -> str:
    """A list whose people are on the roster, and which somebody wants to take back; they are measured by their post."""
    head = "NIP;Nama;Tanggal Lahir;Status;Golongan;Unit;Kode Jabatan;Nama Jabatan;Nomor Keputusan;TMT"
    rows = [
        f"19780309200312100{n};Zulkifli {n};1978-03-09;PNS;IV/a;{ZOOLOGY};JF-0733;Pranata;821/{n}/2019;2019-01-02"
        for n in range(1, 6)
    ]
    content = "\r\n".join([head, *rows]).encode()
    officer.post("training", f"/v1/units/{town.unit}/aliases", {"name": ZOOLOGY})
    staged = officer.post("training", "/v1/roster-lists?file=asn-2025.csv", data=content)
    path = f"/v1/roster-lists/{staged['id']}"
    town.staff("diklat2").post("training", f"{path}/approval", {"staged": staged["staged"]}, version=1)
    town.flow()
    measured = {"core": dict.fromkeys(CORE, 3) | {"SERVICE": 1}, "technical": [], "evidence": "LHA-10/2026"}
    for one in officer.get("training", "/v1/roster", unit=ZOOLOGY)["items"]:
        officer.post("training", f"/v1/roster/{one['person']}/assessments", measured | {"on": "2026-01-05"})
    officer.post("training", f"{path}/undo", {"basis": "800/41/BKPSDM/2026"})
    return staged["id"]


def roster_list(officer) -> str:
    """Thirty who serve already, on a list that waits for its second person."""
    rows = [
        f"19850115201001{1 + n % 2}{n:03d};Pegawai Lama {n};1985-01-15;PNS;III/c;Dinas Kesehatan;JF-0413;"
        f"Perawat Ahli Muda;821/{n}/BKPSDM/2020;2020-04-01"
        for n in range(1, 31)
    ]
    head = "NIP;Nama;Tanggal Lahir;Status;Golongan;Unit;Kode Jabatan;Nama Jabatan;Nomor Keputusan;TMT"
    content = "\r\n".join([head, *rows]).encode()
    return officer.post("training", "/v1/roster-lists?file=asn-2026.csv", data=content)["id"]


def unit(officer) -> str:
    name = "Dinas Kesehatan, Pengendalian Penduduk dan Keluarga Berencana"
    body = {"name": name, "kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"}
    return officer.post("training", "/v1/units", body)["id"]


def course(officer) -> str:
    body = {
        "code": "PBJ-DASAR", "title": "Pengadaan Barang dan Jasa Pemerintah bagi Pejabat Pelaksana Teknis Kegiatan",
        "objective": "Peserta dapat menyusun dokumen pengadaan sederhana sesuai ketentuan.", "kind": "TECHNICAL",
        "method": "CLASSICAL", "hours": 24, "provider": "BKPSDM Kota Tanjungbalai", "attendance": 80, "pass_mark": 70,
        "competences": ["Pengadaan barang dan jasa", "Integritas"], "valid_months": 36,
    }  # fmt: skip
    return officer.post("training", "/v1/courses", body)["id"]


def session(town, course, code, days, capacity, ahead=5) -> str:
    first = wib_date(town.clock.now()) + timedelta(days=ahead)
    dates = [(first + timedelta(days=n)).isoformat() for n in range(days)]
    body = {
        "course": course, "code": code, "place": "Aula BKPSDM, Jalan Jenderal Sudirman", "room": "Aula",
        "capacity": capacity, "closes": f"{dates[0]}T00:00:00+07:00",
        "days": [{"date": day, "begins": "08:00", "ends": "16:00"} for day in dates],
    }  # fmt: skip
    return town.staff("diklat").post("training", "/v1/sessions", body)["id"]


def serving(town) -> tuple[list[str], list[str]]:
    """pegawai1 works in a unit that pegawai2 leads, under the agency that pegawai3 leads; the ids of both, and of the
    three."""
    officer, since = town.staff("diklat"), {"since": "2020-01-02", "basis": "Perda 5/2019"}
    names = ("Dinas Sosial, Pemberdayaan Perempuan, dan Perlindungan Anak", "UPTD Rumah Singgah")
    agency = officer.post("training", "/v1/units", {"name": names[0], "kind": "AGENCY", **since})["id"]
    under = {"name": names[1], "kind": "UNDER", "parent": agency, **since}
    units = [agency, officer.post("training", "/v1/units", under)["id"]]
    people = [str(uuid.uuid4()) for _ in range(3)]
    for person, name in zip(people, (names[1], names[1], names[0]), strict=True):
        job = ("JP-0001", "Pengelola Layanan Rehabilitasi Sosial", "800/9/2025", "2025-06-01")
        add = Add(person, DONE, str(uuid.uuid4()), name, *job)
        _decide(town.runtimes["training"].store, [(civil_servant_stream(person), [add])])
    for id, person in zip(units, people[:0:-1], strict=True):
        head = {"person": person, "since": "2026-01-02", "decree_no": "821/9/BKPSDM/2026"}
        officer.post("training", f"/v1/units/{id}/heads", head)
    for number, person in enumerate(people, 1):
        town.know(f"pegawai{number}", person)
    town.flow()
    return units, people


def cycle_days(town) -> dict:
    """All steps of a cycle are open today."""
    today = wib_date(town.clock.now())
    days = {"begins": f"{today.year}-01-01", "ends": f"{today.year}-12-31", "on": today.isoformat()}
    days |= dict.fromkeys(("plan_until", "rate_from"), today.isoformat())
    return days | dict.fromkeys(("rate_until", "settle_until"), (today + timedelta(days=30)).isoformat())


def colleagues(town, unit: str, head: str, number: int) -> list[str]:
    """People who work beside pegawai1, under this head of the unit, and sent a plan in `town.cycle`; their ids."""
    people, runtime = [str(uuid.uuid4()) for _ in range(number)], town.runtimes["feedback"]
    job = ("UPTD Rumah Singgah", "JP-0002", "Pekerja Sosial Ahli Pertama", "800/9/2025", "2025-06-01")
    added = [(civil_servant_stream(one), [Add(one, DONE, str(uuid.uuid4()), *job)]) for one in people]
    _decide(town.runtimes["training"].store, added)
    town.flow()
    cycle, plans = runtime.store.load(f"cycle-{town.cycle}").state, []
    for person, name in zip(people, ("Halimah Nasution", "Togar Simanjuntak", "Yusuf Pohan"), strict=False):
        stream = stream_of(town.cycle, person)
        sealed = {"name": name, "plan": '["24 pendampingan keluarga selesai sampai Desember."]'}
        sealed = {field: runtime.vault.seal(person, stream, field, text) for field, text in sealed.items()}
        plans.append((stream, [Plan(town.cycle, cycle, person, True, unit, head, **sealed)]))
    _decide(runtime.store, plans)
    return people


def _told(town, id, people) -> None:
    """These colleagues answer about the appraisal."""
    for number, person in enumerate(people):
        said = {"code": _code(town, id, person), "values": dict.fromkeys(VALUES, "SESUAI")}
        said["values"] |= {"SERVICE": "DIATAS"} | ({"ADAPTIVE": "DIBAWAH"} if number else {})
        town.staff("pegawai1").post("feedback", f"/v1/appraisals/{id}/peer-answers", said)


def _code(town, id, person) -> str:
    return taking(town.runtimes["feedback"], id, person, f"browser-{person}").code


def moving(town) -> None:
    """The cycle's last two days were moved once, and another change waits for the second signature."""
    manager, days = town.staff("penilai"), cycle_days(town)
    why = {"cycle": town.cycle, "reason_code": "EMERGENCY", "letter": "800/112/BKPSDM/2026"}
    for weeks in (1, 2):
        last = (date.fromisoformat(days["settle_until"]) + timedelta(weeks=weeks)).isoformat()
        body = why | {"after": {"rate_until": last, "settle_until": last}}
        town.moving = manager.post("feedback", "/v1/cycle-changes", body)["id"]
        if weeks == 1:
            path = f"/v1/cycle-changes/{town.moving}"
            head, read = town.staff("pimpinan"), town.staff("pimpinan").get("feedback", path)
            head.post("feedback", f"{path}/approval", {"proposed": read["proposed"]}, version=read["version"])


def appraisals(town) -> None:
    """`town.cycle`, and in it `town.appraisals`: one that was looked at twice, two whose plans are agreed."""
    (town.served_agency, under), town.served = serving(town)
    town.cycle = town.staff("penilai").post("feedback", "/v1/cycles", cycle_days(town))["id"]
    moving(town)
    judged = {"unit": under, "predicate": "BAIK"}
    town.staff("penilai").post("feedback", f"/v1/cycles/{town.cycle}/units", judged)
    mine, head, chief = (town.staff(f"pegawai{number}") for number in (1, 2, 3))
    rating = {"values": dict.fromkeys(VALUES, "SESUAI") | {"SERVICE": "DIATAS"}}
    rating |= {
        "note": "Dua laporan terlambat, tetapi layanan kepada penghuni dipuji.",
        "spread": "Beban naik dua kali.",
    }

    def act(who, id, step, body=None):
        path = f"/v1/appraisals/{id}"
        who.post("feedback", f"{path}/{step}", body or {}, version=who.get("feedback", path)["version"])

    town.appraisals = {}
    for name, who in (("reviewed", mine), ("agreed", head)):
        targets = ["12 laporan bulanan selesai pada tanggal 5.", "Semua penghuni terdata dalam dua hari kerja."]
        plan = {"name": "Rahmawati Siregar", "targets": targets}
        town.appraisals[name] = who.post("feedback", f"/v1/cycles/{town.cycle}/plan", plan)["id"]
    one = town.appraisals["reviewed"]
    act(head, one, "agreement")
    town.colleagues = colleagues(town, under, town.served[1], 3)
    act(head, one, "peers", {"peers": town.colleagues})
    _told(town, one, town.colleagues)
    act(head, one, "peers-closing")
    town.appraisals["colleague"] = uuid_of(stream_of(town.cycle, town.colleagues[0]))
    act(head, town.appraisals["colleague"], "agreement")
    act(mine, one, "report", {"report": "Sebelas laporan tepat waktu; buktinya di e-Kinerja, map 2026."})
    act(head, one, "rating", rating | {"results": "DIBAWAH"})
    act(mine, one, "dispute", {"reason": "Satu laporan ditunda oleh pusat, dengan surat."})
    act(chief, one, "review", rating | {"results": "SESUAI"})
    act(chief, town.appraisals["agreed"], "agreement")
    town.valued = town.served[0]
    _decree(town)
    _index(town, mine)


def _decree(town) -> None:
    """A dismissal of `town.decreed` waits for its second person; another one passed Latsar elsewhere long ago."""
    town.decreed, ready, place = town.served[0], town.served[1], str(uuid.uuid4())
    passed = {"person": ready, "enrolment": place, "hours": 647, "completed_on": "2025-12-01", "code": "LATSAR_CPNS"}
    credit = CreditPassed(passed | {"certificate_no": "7/LATSAR/2025"})
    _decide(town.runtimes["training"].store, [(hours_stream(place), [credit])])
    decree = {"change": "DISMISSED", "decree_no": "811/3/BKPSDM/2026", "effective": "2026-02-02"}
    town.staff("diklat").post("training", f"/v1/roster/{town.decreed}/decree", decree, version=1)


def _index(town, mine) -> None:
    """pegawai1 has a degree that holds, a seminar that is too old, `town.paper`, which waits, and `town.sanction`."""
    manager, paper = town.staff("penilai"), {"number": "UN-5512/2016", "issuer": "Universitas Sumatera Utara"}
    for kind, more in (
        ("EDUCATION", {"title": "Ilmu Kesejahteraan Sosial", "value": "S1", "day": "2016-08-20"}),
        ("SEMINAR", {"title": "Layanan yang ramah bagi penyandang disabilitas", "hours": 6, "day": "2019-03-04"}),
        ("TECHNICAL", {"title": "Manajemen kasus rehabilitasi sosial", "hours": 24, "day": "2026-01-05"}),
    ):
        town.paper = mine.post("feedback", "/v1/my-evidence", paper | more | {"kind": kind})["id"]
        if kind != "TECHNICAL":
            manager.post("feedback", f"/v1/evidence/{town.paper}/validation", {}, version=1)
    decree = {"level": "RINGAN", "decree_no": "862/4/BKPSDM/2025", "day": "2025-02-03"}
    town.sanction = manager.post("feedback", f"/v1/professionalism/{town.valued}/sanctions", decree)["id"]
    price = {"kind": "technical", "hours": 20, "money": 1_750_000, "basis": "Standar biaya masukan 2027"}
    manager.post("feedback", "/v1/training-prices", price)


def answering(town) -> None:
    """siti (`town.leader`) leads a unit under pegawai3, who leads `town.agency`, too, and sent a plan:
    `town.appraisals["siti"]`."""
    officer, siti = town.staff("diklat"), town.people["siti"]
    siti.sign_in()
    body = {"name": "UPTD Panti Asuhan", "kind": "UNDER", "parent": town.served_agency, "since": "2020-01-02"}
    unit = officer.post("training", "/v1/units", body | {"basis": "Perwali 8/2020"})["id"]
    town.leader = person = siti.get("registration", "/v1/accounts/me")["id"]
    for place, head in ((unit, person), (town.agency, town.served[2])):
        led = {"person": head, "since": "2026-01-02", "decree_no": "821/11/BKPSDM/2026"}
        officer.post("training", f"/v1/units/{place}/heads", led)
    store = town.runtimes["training"].store
    town.evaluation = asked_about(store, town.served[0], person)
    town.evaluated, town.approving = asked_about(store, town.served[0], town.served[1]), approving(town)
    for who in ("pegawai1", "pegawai3"):
        town.staff(who).post("training", f"/v1/sessions/{town.approving}/enrolments", {})
    town.applicant = str(uuid.uuid4())
    job = (body["name"], "JP-0002", "Pekerja Sosial Ahli Pertama", "800/9/2025", "2025-06-01")
    _decide(store, [(civil_servant_stream(town.applicant), [Add(town.applicant, DONE, str(uuid.uuid4()), *job)])])
    request = replace(request_of(store.db, store, town.applicant, town.approving, SELF), superior=person)
    _decide(store, [(place_stream(town.applicant, town.approving), [request])])
    town.flow()
    plan = {"name": "Siti Khadijah Nasution", "targets": ["Semua pasien terdata sebelum pukul 10 setiap hari."]}
    town.appraisals["siti"] = siti.post("feedback", f"/v1/cycles/{town.cycle}/plan", plan)["id"]
    asked, chief = f"/v1/appraisals/{town.appraisals['agreed']}", town.staff("pegawai3")
    version = chief.get("feedback", asked)["version"]
    peers = [person, town.served[0], town.colleagues[0]]
    chief.post("feedback", f"{asked}/peers", {"peers": peers}, version=version)
    town.peer_code = _code(town, town.appraisals["agreed"], town.colleagues[0])


def surveys(town) -> None:
    """One that is open, one whose index is out, the second of its service, and one that waits for its signature."""
    officer, anyone = town.staff("aduan"), town.people["siti"]
    body = {"unit": LONG_UNIT, "service": "Pendaftaran CPNS", "minimum": 5, "quotas": {"counter": 40, "web": 20}}
    town.surveys = {}
    asked = (("SKM Triwulan II 2026", 1), ("SKM Triwulan III 2026", 2), ("SKM Ulang Triwulan III 2026", 1))
    for title, least in asked:
        done = officer.post("feedback", "/v1/surveys", body | {"title": title, "population": 32})["id"]
        for number in range(30):
            answers = {name: _answer(number, place, least) for place, name in enumerate(ELEMENTS)}
            about = {
                "sex": ("male", "female")[number % 2],
                "age": ("20_29", "30_39", "from_60")[number % 3 * (number > 4)],
            }
            anyone.post("feedback", f"/v1/surveys/{done}/responses", {"answers": answers, "about": about})
        officer.post("feedback", f"/v1/surveys/{done}/closing", version=1)
        town.surveys["done" if title == asked[1][0] else "signing"] = done
        town.flow()
        town.publication = officer.post("feedback", "/v1/publications", {"survey": done})["id"]
        if title != asked[2][0]:
            sign_index(town, town.publication)
    open_one = body | {"title": "SKM Triwulan IV 2026", "unit": LIAISONS}
    town.surveys["open"] = officer.post("feedback", "/v1/surveys", open_one)["id"]
    path = f"/v1/surveys/{town.surveys['open']}/slips"
    officer.post("feedback", path, {"counter": "Loket pendaftaran", "number": 21}, version=1)
    town.slip = officer.get("feedback", f"{path}/1")["codes"][0]


def sign_index(town, publication: str) -> None:
    head, place = town.staff("pimpinan"), f"/v1/publications/{publication}"
    signed = {"proposed": head.get("feedback", place)["proposed"]}
    head.post("feedback", f"{place}/approval", signed, version=1)


def _answer(number: int, place: int, least: int) -> int:
    """One to four: people differ, more so about some elements, and like some less."""
    mood, about = number % 3, number * (2 * place + 3) % 5
    return min(4, least + (2 * mood + about + place * 5 % 7) // 5)


def comments(town) -> None:
    """Of the round whose registration is open: two that are shown, one of them shortened, one withheld, one unread."""
    officer, anyone, town.comments = town.staff("aduan"), town.people["siti"], {}
    texts = {
        "shown": "Jadwal unggah berkas jelas, tetapi ukuran berkasnya sebaiknya tampil sebelum memilih berkas.",
        "edited": "Petunjuk pas foto membingungkan. Tanyakan saja kepada Ibu Ratna di loket.",
        "withheld": "Terima jasa joki dan kursus kilat, hubungi kami.",
        "unread": "Mohon daftar formasi dapat diurutkan menurut unit.\n\nTerima kasih 🙏",
    }
    for name, text in texts.items():
        body = {"period": OPEN, "stage": "pendaftaran", "text": text}
        town.comments[name] = anyone.post("feedback", "/v1/comments", body)["id"]
    place = "/v1/comments/{}".format
    officer.post("feedback", f"{place(town.comments['shown'])}/release", {}, version=1)
    shorter = {"text": "Petunjuk pas foto membingungkan."}
    officer.post("feedback", f"{place(town.comments['edited'])}/release", shorter, version=1)
    officer.post("feedback", f"{place(town.comments['withheld'])}/withholding", {"reason": "ADVERTISING"}, version=1)


def complaints(town) -> None:
    """One that is new, one that is answered, and enough that are closed for the figures to be told."""
    officer, anyone = town.staff("aduan"), town.people["siti"]
    text = (
        "Antrean di loket pendaftaran dua jam setiap hari Senin, dan hanya satu loket yang dibuka.\n\nMohon ditambah."
    )
    town.complaints = {}
    for number in range(8):
        body = {"class": ("complaint", "suggestion", "information")[number % 3], "text": text, "unit": LONG_UNIT}
        sent = anyone.post("feedback", "/v1/complaints", body)
        name = {0: "new", 1: "answered"}.get(number, f"closed{number}")
        town.complaints[name] = sent["extra"] | {"id": sent["id"]}
        if name == "new":
            first = {"reason": "Antrean mengganggu jadwal layanan darurat di gedung yang sama."}
            officer.post("feedback", f"/v1/complaints/{sent['id']}/priority", first, version=1)
            continue
        place, tracked = f"/v1/complaints/{sent['id']}", f"/v1/complaints/tracked/{'/'.join(sent['extra'].values())}"
        officer.post("feedback", f"{place}/routing", {"unit": LONG_UNIT, "class": "complaint"}, version=1)
        officer.post("feedback", f"{place}/answer", {"text": "Loket kedua dibuka mulai Senin depan."}, version=2)
        if name == "answered":
            note = {"text": "Kepala bidang sudah setuju menambah satu loket; suratnya menyusul hari Kamis."}
            officer.post("feedback", f"{place}/notes", note)
        if name != "answered":
            anyone.post("feedback", f"{tracked}/confirmation", {})
            continue
        wanted = sent["extra"] | {"may_show": "true"}
        town.photo = anyone.post("feedback", "/v1/complaints/photos", data=jpeg(), params=wanted)["id"]
        officer.post("feedback", f"{place}/photos/{town.photo}/release", {}, version=1)
        officer.post("feedback", f"{place}/topic", {"title": "Antrean di loket pendaftaran setiap hari Senin"})
        news = {"text": "Loket kedua dibuka mulai Senin depan, dari jam delapan."}
        officer.post("feedback", f"{place}/topic/news", news, version=1)
    for title, kind in (("Antrean loket", "complaint"), ("Jam layanan dan syarat yang ditanyakan", "information")):
        words = "Terima kasih atas aduan {nomor} yang Anda kirim {dikirim}.\n\n{unit} menambah loket mulai pekan depan."
        body = {"title": title, "class": kind, "text": words}
        town.wording = officer.post("feedback", "/v1/wordings", body)["id"]
    promised = {"survey": town.surveys["done"], "element": "time", "due": "2031-12-31"}
    for change in ("Loket kedua dibuka setiap Senin dan Kamis.", "Nomor antrean dipesan dari rumah."):
        town.improvement = officer.post("feedback", "/v1/improvements", promised | {"text": change})["id"]
    evidence = {"evidence": "Jadwal loket di papan pengumuman lantai satu."}
    officer.post("feedback", f"/v1/improvements/{town.improvement}/completion", evidence, version=1)
    because = {"topic": town.complaints["answered"]["id"], "text": "Kursi ruang tunggu ditambah.", "due": "2031-12-31"}
    town.missed = officer.post("feedback", "/v1/improvements", because)["id"]
    why = {"reason": "Anggaran perubahan tidak disetujui; diusulkan lagi tahun depan."}
    officer.post("feedback", f"/v1/improvements/{town.missed}/failure", why, version=1)
    change = {"year": 2026, "decree": "SKB Menteri Agama 1497/2026, Menteri PANRB 5/2026", "added": ["2026-12-28"]}
    town.decree = officer.post("feedback", "/v1/calendar/amendments", change)["id"]
    comments(town)
    told = {"class": "integrity", "text": "Ada yang menjual kursi di loket itu, dan yang membayar lolos."}
    sent = anyone.post("feedback", "/v1/complaints", told)
    town.complaints["report"], town.report = sent["extra"], sent["id"]
    asked = {"text": "Kapan itu terjadi, dan siapa lagi yang melihatnya?"}
    town.staff("inspektorat").post("feedback", f"/v1/integrity-reports/{town.report}/answer", asked)
    body = {"class": "complaint", "text": text, "unit": LIAISONS}
    for name in ("unit", "returned"):
        sent = anyone.post("feedback", "/v1/complaints", body)
        town.complaints[name], place = sent["extra"] | {"id": sent["id"]}, f"/v1/complaints/{sent['id']}"
        officer.post("feedback", f"{place}/routing", {"unit": LIAISONS, "class": "complaint"}, version=1)
    given_back = {"reason": "Loket itu milik Disdukcapil."}
    town.staff("penghubung").post("feedback", f"{place}/return", given_back, version=2)


def agencies(town) -> None:
    """`town.agencies`: one by each state, by its name; `town.endpoint` of the one that is given something is sent what
    follows, to a machine that it may not name; `town.replay` of it runs, and one before was stopped.
    `town.quiet_endpoint` is of the agency that gets nothing at the moment."""
    first, second, anyone = town.staff("ti"), town.staff("ti2"), town.people["siti"]
    names = {
        "asked": "Dinas Tenaga Kerja, Koperasi, dan Perindustrian Kabupaten Asahan",
        "proposed": "Kantor Regional VI Badan Kepegawaian Negara",
        "granted": "Badan Pusat Statistik Kota Tanjungbalai",
        "paused": "Ombudsman Republik Indonesia Perwakilan Sumatera Utara",
    }
    topics, town.agencies = ["asn.registration.public", "asn.training.public", "asn.checkpoints"], {}
    for status, name in names.items():
        purpose = f"{name} menyusun angka pasar kerja, dan mencocokkannya dengan log audit kota."
        body = {"agency": name, "purpose": purpose, "contact": "data@instansi.example", "topics": topics}
        town.agencies[status] = anyone.post("platform", "/v1/agencies", body)["id"]
    given = {"topics": topics, "until": (wib_date(town.clock.now()) + timedelta(days=365)).isoformat()}
    for status in ("proposed", "granted", "paused"):
        first.post("platform", f"/v1/agencies/{town.agencies[status]}/proposal", given, version=1)
    for status in ("granted", "paused"):
        place = f"/v1/agencies/{town.agencies[status]}"
        second.post("platform", f"{place}/grant", {"proposed": second.get("platform", place)["proposed"]}, version=2)
    reason = {"reason": "Kata sandinya dikirim ke alamat yang salah."}
    first.post("platform", f"/v1/agencies/{town.agencies['paused']}/pause", reason, version=3)
    body = {"url": "https://127.0.0.1/terima", "types": ["training.course.published", "training.unit.registered"]}
    town.endpoint, town.quiet_endpoint = (
        first.post("platform", f"/v1/agencies/{town.agencies[status]}/endpoints", body)["id"]
        for status in ("granted", "paused")
    )
    replays, asked = (
        f"/v1/endpoints/{town.endpoint}/replays",
        {"since": wib_date(town.clock.now()).isoformat(), "rate": 60},
    )
    stopped = first.post("platform", replays, asked)["id"]
    first.post("platform", f"/v1/replays/{stopped}/stop", {}, version=1)
    town.replay = first.post("platform", replays, asked)["id"]


def roles(town) -> None:
    """`town.roles`: one by each state, by its name."""
    first, second, today = town.staff("ti"), town.staff("ti2"), wib_date(town.clock.now())
    lasting = {"since": today.isoformat(), "until": (today + timedelta(days=365)).isoformat()}
    town.roles = {}
    made = {"proposed": "ketua", "held": "panitia", "revoked": "penghubung", "extended": "auditor"}
    for status, role in made.items():
        body = {"person": f"samaran-{status}", "name": "Nurhayati br. Simanjuntak-Panggabean", "role": role, **lasting}
        body |= {"penghubung": {"unit": town.unit}, "panitia": {"period": OPEN}}.get(role, {})
        town.roles[status] = first.post("platform", "/v1/roles", body)["id"]
    for status in ("held", "extended"):
        place = f"/v1/roles/{town.roles[status]}"
        proposed = second.get("platform", place)["proposed"]
        second.post("platform", f"{place}/confirmation", {"proposed": proposed}, version=1)
    later = {"until": (today + timedelta(days=700)).isoformat()}
    first.post("platform", f"/v1/roles/{town.roles['extended']}/extension", later, version=2)
    reason = {"reason": "Ia pindah ke Dinas Sosial sejak 1 November."}
    first.post("platform", f"/v1/roles/{town.roles['revoked']}/revocation", reason, version=1)
