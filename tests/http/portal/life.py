"""One selection from its announcement to its audit, in the portal's own forms: each is sent once, in this order.

A step says who sends which form of which page, and with what typed in; what nobody sends in a form is done in between.
"""

import datetime
import uuid
from collections.abc import Callable
from typing import NamedTuple

from asnkit import states
from asnkit.events import format_time, uuid_of
from asnkit.wib import WIB, wib_date
from feedback.appraisal.domain import stream_of
from feedback.cycle import domain as cycle
from feedback.follower.tokens import token_of
from feedback.rules.performance import VALUES
from feedback.survey.slips import code_of
from training.assessment.domain import OFFICER, Record
from training.attendance.sheet import titles
from training.civil_servant.domain import Add
from training.enrolment.courses import LATSAR
from training.enrolment.domain import Confirm
from training.latsar.domain import Begin as BeginLatsar
from training.rules.competences import CORE as COMPETENCES
from training.streams import (
    assessment_stream,
    civil_servant_stream,
    enrolment_stream,
    latsar_stream,
    place_stream,
)

from tests.browser import story
from tests.browser.people import EDUCATION, PAPERS, PASSWORD, PICTURES, STATEMENTS, Applicant
from tests.browser.staff.lists import HEADER
from tests.papers import PDF, jpeg

CODE = "CPNS-2029"
AT = f"/kerja/seleksi/{CODE}"
LINES = (
    HEADER + b"JF-1;Perawat Ahli Pertama;Fungsional;UPTD Puskesmas;Profesi Ners;Umum;1;18;35;KepmenPANRB 293/2024\r\n"
)
CORE = [f"inti-{name}" for name in COMPETENCES]
ROSTER = (
    b"NIP;Nama;Tanggal Lahir;Status;Golongan;Unit;Kode Jabatan;Nama Jabatan;Nomor Keputusan;TMT\r\n"
    b"198501152010012003;Ani Lubis;1985-01-15;PNS;III/c;Dinas Arsip;JF-1;Perawat;821/30/2020;2020-04-01\r\n"
)
UNITS = b"Nama Unit;Jenis;Unit Induk;Berlaku Mulai;Dasar\r\nPustu;Unit;Dinas Kesehatan;4-1-2021;Perwali 8/2020\r\n"
ANNOUNCED = "registration.period.announced"
AGENCY = "Badan Pusat Statistik & Kota"
RATING = dict.fromkeys(VALUES, "SESUAI") | {"note": "Layanan\n& laporannya."}
DECIDED = {"day-hari": "4", "day-bulan": "1", "day-tahun": "2024"}
PAPER = DECIDED | {"title": "Administrasi & Kearsipan", "number": "UN-77/2024", "issuer": "USU & BKPSDM"}
ELSEWHERE = {
    **{f"{name}-{box}": value for name in ("began", "completed_on") for box, value in
       (("hari", "4"), ("bulan", "1"), ("tahun", "2024"))},
    "title": "Arsip & lemarinya", "provider": "ANRI & LAN", "number": "12/ANRI & 3/2024",
}  # fmt: skip
WORDS = "/kerja/templat/period_moved/id"
ITEMS = "\n\n".join(f"Pertanyaan nomor {n} & satu lagi?\n- salah\n* benar" for n in range(1, 6))
NO = {"reason": "Hari itu\n& sesudahnya ada pemeriksaan."}
REASON = "Menjawab pengaduan nomor 7."
NEW_OFFICER = "samaran.9"
NEWCOMER = {
    "nik": "1274011808950042", "family_card_no": "1274010101010042", "name": "Ahmad Fauzi",
    "sex": "M", "birth_date-hari": "18", "birth_date-bulan": "8", "birth_date-tahun": "1995",
    "email": "ahmad@contoh.id", "phone": "081234567890", "password": PASSWORD,
    "purposes": ["selection", "announcement"],
}  # fmt: skip

MENDED, CHANGED = "ahmad.fauzi@contoh.id", "siti.baru@contoh.id"
"""Addresses: of who mistyped one, and of who takes another one."""


class Step(NamedTuple):
    """`page` is the address where the form stands, `typed` what is filled in, both asked of the office when it is time.

    `who` is a login of the office, one of its people, or "" for a visitor. `recorded` says whether it makes a commit,
    `waits` whether its page waits for what the service says.
    """

    endpoint: str
    who: str | Callable
    page: str | Callable
    typed: dict | Callable = {}
    file: bytes | Callable | None = None
    before: Callable | None = None
    recorded: bool = True
    waits: bool = True


def _applicants(office):
    """Whom the steps need besides the newcomer: nothing begun, one that was sent and goes, two that are judged, and a
    draft that comes too late."""
    line = office.staff("panitia1").get("registration", "/v1/vacancies", period=CODE)["items"][0]["id"]
    office.lines = {CODE: line}
    names = ("siti", "rina", "budi", "andi")
    office.people = {name: Applicant(office, 1 + number, f"{name.title()} Lubis") for number, name in enumerate(names)}
    for name, person in office.people.items():
        person.upload([kind for kind in (*PICTURES, *PAPERS) if (name, kind) != ("siti", "photo")])
    for name in names[1:]:
        office.people[name].apply(CODE, line)
    office.people["tini"] = Applicant(office, 9, "Tini Lubis")
    office.people["tini"].start(CODE, line)


def _moved(office):
    office.people["siti"].email = CHANGED


def _mine(name, rest):
    return lambda office: f"/saya/lamaran/{office.people[name].applications[CODE]['id']}{rest}"


def _started(office):
    id = office.led.rpartition("/isi")[0].rpartition("/")[2]
    office.people["siti"].applications[CODE] = {"id": id}


def _numbers(office, **known):
    """The participant numbers of the candidates of whom this is known."""
    wanted = {"aggregate": "candidate", "data.period": CODE, **{f"data.{name}": value for name, value in known.items()}}
    return [one["data"]["participant_no"] for one in office.runtimes["selection"].db.state.find(wanted)]


def _taken(office):
    """A file on the desk of somebody who is away."""
    office.staff("verifikator2").post("registration", "/v1/verifications/next", {"period": CODE})
    office.flow()


def _next(office):
    """A file on the verifier's desk that is not andi's, which is refused."""
    office.flow()
    verifier, andi = office.staff("verifikator1"), office.people["andi"].applications[CODE]["id"]
    office.held = verifier.post("registration", "/v1/verifications/next", {"period": CODE})["id"]
    if office.held == andi:
        story.decide(verifier, andi, {andi})
        return _next(office)
    story.read_all(verifier, office.held)


def _disputed(office):
    """Somebody else with the NIK of who was just found to meet the conditions, on another verifier's desk."""
    first = next(one for one in office.people.values() if one.applications.get(CODE, {}).get("id") == office.held)
    office.first, nik = first, first.get("registration", "/v1/accounts/me")["nik"]
    second = office.people["nina"] = Applicant(office, 20, "Nina Lubis", nik)
    second.upload()
    second.apply(CODE, office.lines[CODE])
    office.contest, others = second.applications[CODE]["id"], []
    officer = office.staff("verifikator2")
    while (taken := officer.post("registration", "/v1/verifications/next", {"period": CODE}))["id"] != office.contest:
        others.append(taken)
    for one in others:
        officer.post("registration", f"/v1/verifications/{one['id']}/release", version=one["version"])


def _first_spoke(office):
    said = {"text": "Akun itu bukan saya."}
    office.first.post("registration", f"/v1/contests/{office.contest}/statements", said)


def _correction(office):
    [one] = office.staff("ketua").get("registration", "/v1/corrections", status="open")["items"]
    return f"/kerja/perbaikan-data/{one['id']}"


def _check_others(office):
    officer = office.staff("verifikator2")
    version = story.read_all(officer, office.contest)["version"]
    verdict = {"verdict": "TMS", "reasons": ["ID_CARD"]}
    officer.post("registration", f"/v1/applications/{office.contest}/verdict", verdict, version=version)
    story.check_files(office, CODE, refused={office.people["andi"].applications[CODE]["id"]})
    office.clock.forward(datetime.timedelta(hours=3))


def _a_day_later(office):
    office.flow()
    office.clock.forward(datetime.timedelta(days=1))


def _objected(office):
    office.flow()
    office.objection = office.staff("verifikator2").get("registration", "/v1/objections", period=CODE)["items"][0]["id"]


def _to_be_erased(office):
    """Somebody whose application was never sent, so that nothing has to be kept."""
    drafted = office.people["tini"].applications[CODE]["id"]
    office.tini = office.runtimes["registration"].store.load(f"application-{drafted}").state["person"]


def _asked_again(office):
    why = {"basis": "request", "reference": "12/PDP/2029"}
    office.staff("ti").post("registration", f"/v1/accounts/{office.tini}/erasure", why)


def _due(office):
    """Somebody's erasure is due; nobody waits a fortnight, as others' windows would pass."""
    object.__setattr__(office.runtimes["registration"].settings, "erasure_days", 0)
    office.tono = Applicant(office, 21, "Tono Lubis").get("registration", "/v1/accounts/me")["id"]
    why = {"basis": "request", "reference": "13/PDP/2029"}
    office.staff("ti").post("registration", f"/v1/accounts/{office.tono}/erasure", why)


def _after_objections(office):
    office.flow()
    office.clock.forward(datetime.timedelta(days=5))


def _skd(office):
    points = (f"{number};100;100;{170 + place};" for place, number in enumerate(_numbers(office)))
    rows = ["nomor_peserta;twk;tiu;tkp;keterangan", *points]
    return "\r\n".join(rows).encode("utf-8-sig")


def _final_out(office):
    office.flow()
    round_id, admitted = office.round(CODE), _numbers(office)
    story.announce(office, CODE, "pasca_sanggah", "Hasil Pasca Sanggah")
    late = [f"{number};0;0;0;TH" for number in _numbers(office, skd=None)]
    story.scores(office, round_id, "SKD", "nomor_peserta;twk;tiu;tkp;keterangan", late)
    rows = [f"{number};350,5;500;" for number in admitted]
    story.scores(office, round_id, "SKB", "nomor_peserta;nilai_cat;maks_cat;keterangan", rows)
    story.publish_result(office, round_id, "FINAL", "Hasil Akhir")
    office.clock.forward(datetime.timedelta(days=1))


def _contested(office):
    office.flow()
    [one] = office.staff("ketua").get("selection", "/v1/score-objections")["items"]
    office.contested = f"{AT}/sanggah-hasil/{one['id']}"


def _to_the_end(office):
    office.flow()
    story.publish_result(office, office.round(CODE), "FINAL", "Hasil Akhir Pasca Sanggah")
    office.clock.forward(datetime.timedelta(days=5))
    office.flow()


def _of_somebody(office, stage):
    """The form for a correction of the first participant's score."""
    return f"{AT}/koreksi/baru?nomor={_numbers(office, skb={'$ne': None})[0]}&tahap={stage}"


def _tied(office):
    """The second one of the final list comes to be equal to the first one in everything."""
    office.flow()
    member, round_id = office.staff("panitia1"), office.round(CODE)
    [line] = member.get("selection", f"/v1/rounds/{round_id}/rankings", stage="FINAL")["items"]
    first, second = member.get("selection", f"/v1/rankings/{line['id']}/rows")["items"][:2]
    points = [{part: row[part] for part in ("twk", "tiu", "tkp")} for row in (first, second)]
    if first["skb"] != second["skb"]:
        story.correct(office, round_id, second["participant_no"], stage="SKB", skb=first["skb"])
    if points[0] != points[1]:
        story.correct(office, round_id, second["participant_no"], stage="SKD", skd=points[0])
    places = {f"tempat-{row['participant_no']}": str(n) for n, row in enumerate((first, second), 1)}
    office.tie, office.order = line["id"], {**places, "ground": "EXPERIENCE", "number": "BA-12/2029"}


def _enrolled(office):
    office.flow()
    one = office.staff("diklat").get("training", "/v1/roster")["items"][0]
    office.credit = f"/kerja/diklat/{one['person']}/jp/{one['enrolments'][0]['id']}"


def _another_servant(office):
    """Somebody else with a place in Latsar."""
    person = str(uuid.uuid4())
    office.servant = person
    add = Add(person, CODE, str(uuid.uuid4()), "UPTD Puskesmas", "JF-1", "Perawat", "800/9/2029", "2025-06-01")
    decisions = [
        (civil_servant_stream(person), [add]),
        (enrolment_stream(person, LATSAR), [Confirm(person, LATSAR, add.unit, "appointment")]),
    ]
    story._decide(office.runtimes["training"].store, decisions)
    office.flow()


def _candidate(office, begins=None):
    """Somebody appointed long ago: `office.candidate` with `office.latsar`, begun on a day or not yet."""
    person, store = str(uuid.uuid4()), office.runtimes["training"].store
    office.candidate = person
    add = Add(person, CODE, str(uuid.uuid4()), "UPTD Puskesmas", "JF-1", "Perawat", "800/9/2029", "2025-06-01")
    place = enrolment_stream(person, LATSAR)
    office.latsar = uuid_of(place)
    confirm = Confirm(person, LATSAR, add.unit, "appointment")
    story._decide(store, [(civil_servant_stream(person), [add]), (place, [confirm])])
    if begins:
        guides = [{"person": str(uuid.uuid4())} for _ in range(2)]
        servant, enrolled = store.load(civil_servant_stream(person)).state, store.load(place).state
        begun = BeginLatsar(office.latsar, enrolled, servant, *guides, begins)
        story._decide(store, [(latsar_stream(office.latsar), [begun])])
    office.flow()


def _long_over(office):
    _candidate(office, datetime.date(2025, 6, 2))


def _own_latsar(office):
    """Of the winner, with its days over."""
    runtime = office.runtimes["training"]
    _, _, _, person, _, office.own_latsar = office.credit.split("/")
    state = runtime.store.load(latsar_stream(office.latsar)).state
    own = state | {"enrolment": office.own_latsar, "person": person, "remedial": None}
    runtime.db.state.insert_one(story._document(latsar_stream(office.own_latsar), own))


def _guides(office):
    """A Latsar that begins today, with two of the roster."""
    rows = office.staff("diklat").get("training", "/v1/roster", unit="UPTD Puskesmas")["items"]
    mentor, coach = [one["person"] for one in rows if one["person"] != office.candidate][:2]
    return {"begins": _day(office), "mentor": mentor, "coach": coach}


def _day(office, ahead=0):
    return (wib_date(office.clock.now()) + datetime.timedelta(days=ahead)).isoformat()


def _latsar(act):
    return lambda office: f"/kerja/diklat/latsar/{office.latsar}/{act}"


def _measured(office):
    """Five of the unit on the map of competences, beside the post that was just given its standard."""
    office.post, store = office.led.rpartition("/")[2], office.runtimes["training"].store
    for _ in range(5):
        person = str(uuid.uuid4())
        add = Add(person, CODE, str(uuid.uuid4()), "UPTD Puskesmas", "JF-1", "Perawat", "800/9/2029", "2025-06-01")
        story._decide(store, [(civil_servant_stream(person), [add])])
        levels, day = dict.fromkeys(COMPETENCES, 1), datetime.date(2025, 7, 1)
        record = Record(person, {"unit": add.unit}, levels, {}, day, "LHA-2/2025", OFFICER)
        story._decide(store, [(assessment_stream(person), [record])])
    office.flow()


def _accepted(office):
    office.flow()
    office.accepted = office.led.rpartition("/")[2]


def _plan(rest):
    return lambda office: f"/kerja/diklat/rencana/{office.clock.now().astimezone(WIB).year}{rest}"


def _first_need(office):
    office.flow()
    office.need = office.led.rpartition("/")[2]


def _agency(office):
    office.flow()
    office.agency = office.led.rpartition("/")[2]


def _unit(office):
    office.flow()
    office.unit = office.led.rpartition("/")[2]


def _course(office):
    office.course = office.led.rpartition("/")[2]


def _session(office):
    """The session, and the name of whoever was appointed."""
    office.flow()
    office.session = office.led.rpartition("/")[2]
    person = office.credit.split("/")[3]
    ids = {name: one.applications[CODE]["id"] for name, one in office.people.items() if one.applications}
    states = {name: office.runtimes["registration"].store.load(f"application-{id}").state for name, id in ids.items()}
    office.winner = next(name for name, state in states.items() if state["person"] == person)


def _place(office):
    office.flow()
    return uuid_of(place_stream(office.credit.split("/")[3], office.session))


def _evaluation(office):
    """The winner, as a superior, is asked about a training of somebody else."""
    superior = office.credit.split("/")[3]
    office.evaluation = story.asked_about(office.runtimes["training"].store, office.servant, superior)


def _exams(rest):
    return lambda office: f"/kerja/diklat/sesi/{office.session}/uji/{rest}"


def _exam(rest):
    return lambda office: f"/saya/pelatihan/{office.session}/uji/{rest}"


def _certificate(rest):
    return lambda office: f"/kerja/diklat/sertifikat/{_place(office)}{rest}"


def _at_class(office):
    """The morning of the first day."""
    office.flow()
    session = office.staff("diklat").get("training", f"/v1/sessions/{office.session}")
    office.days = [day["date"] for day in session["days"]]
    _until(office, office.days[0], 9)


def _until(office, day, hour):
    begins = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(hour), WIB)
    office.clock.forward(begins - office.clock.now())


def _second_day(office):
    _until(office, office.days[1], 17)


def _third_day(office):
    _until(office, office.days[2], 17)
    office.flow()


def _filled_in(office):
    """The sheet with the third day of the winner."""
    rows = (titles(office.days), (_place(office), "", "", "", "", "hadir"))
    return "\r\n".join(";".join(row) for row in rows).encode()


def _another_session(office):
    office.flow()
    days = [(office.clock.now() + datetime.timedelta(days=9)).astimezone(WIB).date().isoformat()]
    body = {
        "course": office.course, "code": "LAIN-2029", "place": "Aula", "capacity": 5,
        "days": [{"date": days[0], "begins": "08:00", "ends": "12:00"}], "closes": f"{days[0]}T00:00:00+07:00",
    }  # fmt: skip
    office.other = office.staff("diklat").post("training", "/v1/sessions", body)["id"]
    office.flow()


def _compared_session(office):
    _another_session(office)
    unit = {"name": "Dinas Pembanding", "kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"}
    office.compared = office.staff("diklat").post("training", "/v1/units", unit)["id"]
    office.flow()


def _year_later(office):
    """As feedback would know of a session that was over a year ago."""
    office.flow()
    rows = office.runtimes["feedback"].views["sessions_measured"]
    rows.update_one({"_id": office.other}, {"$set": {"days": ["2024-01-08", "2024-01-09"]}})


def _this_year(office):
    today = office.clock.now().astimezone(WIB).date()
    begins = {"since-hari": "1", "since-bulan": "1", "since-tahun": str(today.year)}
    return begins | {"until-hari": str(today.day), "until-bulan": str(today.month), "until-tahun": str(today.year)}


def _days_ahead(office):
    """Tuesday in some days, so that the two days after are working days, too."""
    today = office.clock.now().astimezone(WIB).date()
    first = next(day for n in range(3, 10) if (day := today + datetime.timedelta(days=n)).weekday() == 1)
    return {"code": "PBJ-2029", "first": first.isoformat(), "days": "3", "place": "Aula BKPSDM", "capacity": "20"}


def _answers(office):
    for _ in range(6):
        answers = dict.fromkeys(story.ELEMENTS, 3)
        office.people["siti"].post("feedback", f"/v1/surveys/{office.survey}/responses", {"answers": answers})


def _slip(office):
    return f"/survei/{office.survey}/slip/{code_of(office.runtimes['feedback'], office.survey, 1)}"


def _complained(office):
    """What was just sent, and another one that waits for the officer."""
    office.complaint = office.led.partition("?")[0]
    body = {"class": "suggestion", "text": "Tambah kursi di ruang tunggu."}
    office.other = office.people["siti"].post("feedback", "/v1/complaints", body)
    office.flow()


def _desk(act):
    return lambda office: f"/kerja/aduan/{office.other['id']}/{act}"


def _wording(rest=""):
    def address(office):
        found = office.runtimes["feedback"].db.state.find_one({"aggregate": "wording"})["_id"].partition("-")[2]
        return f"/kerja/aduan/templat/{found}{rest}"

    return address


def _comment(act):
    def address(office):
        found = office.runtimes["feedback"].db.state.find_one({"aggregate": "comment"})["_id"].partition("-")[2]
        return f"/kerja/tanggapan/{found}/{act}"

    return address


def _tracked(rest=""):
    return lambda office: f"/aduan/lacak/{office.other['extra']['number']}/{office.other['extra']['code']}{rest}"


def _photo(office):
    return office.runtimes["feedback"].db.state.find_one({"aggregate": "photo"})["_id"].partition("-")[2]


def _followed(office):
    runtime = office.runtimes["feedback"]
    found = runtime.db.state.find_one({"aggregate": "follower"})["_id"].partition("-")[2]
    return f"/aduan/ikuti/{token_of(runtime, found)}"


def _improvement(status, act):
    def address(office):
        wanted = {"aggregate": "improvement", "data.status": status}
        return f"/kerja/janji/{office.runtimes['feedback'].db.state.find_one(wanted)['_id'].partition('-')[2]}/{act}"

    return address


def _neighbour(act):
    def place(office):
        found = office.runtimes["platform"].db.state.find_one({"aggregate": "agency", "data.agency": AGENCY})
        return f"/kerja/instansi/{found['_id'].partition('-')[2]}/{act}"

    return place


def _new_hook(office):
    return _neighbour("")(office).replace("/kerja/instansi/", "/kerja/instansi/webhook/baru/").rstrip("/")


def _endpoint(office):
    return office.runtimes["platform"].db.state.find_one({"aggregate": "endpoint"})["_id"].partition("-")[2]


def _hook(rest):
    return lambda office: f"/kerja/instansi/webhook/{_endpoint(office)}/{rest}"


def _replay(office):
    id = office.runtimes["platform"].db.state.find_one({"aggregate": "stream_replay"})["_id"].partition("-")[2]
    return f"/kerja/instansi/webhook/putar-ulang/{id}/henti"


def _since_today(office):
    year, month, day = wib_date(office.clock.now()).isoformat().split("-")
    return {"since-hari": day, "since-bulan": month, "since-tahun": year, "rate": "600"}


def _delivered(office):
    endpoint, event = _endpoint(office), "period-1@1"
    sent = {"_id": f"{endpoint}/{event}", "endpoint": endpoint, "event": event, "type": ANNOUNCED, "tries": 1}
    sent |= {"status": "delivered", "last": None, "at": format_time(office.clock.now())}
    office.runtimes["platform"].db.deliveries.insert_one(sent)


def _given(office):
    year, month, day = (wib_date(office.clock.now()) + datetime.timedelta(days=365)).isoformat().split("-")
    dated = {"until-hari": day, "until-bulan": month, "until-tahun": year}
    return {"topics": ["asn.registration.public", "asn.checkpoints"], **dated}


def _role(role, **more):
    def filled(office):
        today = wib_date(office.clock.now())
        days = {"since": today, "until": today + datetime.timedelta(days=365)}
        parts = {"hari": "%d", "bulan": "%m", "tahun": "%Y"}
        dated = {f"{name}-{part}": day.strftime(sign) for name, day in days.items() for part, sign in parts.items()}
        return {"person": NEW_OFFICER, "name": "Nurhayati & Siregar", "role": role, **dated, **more}

    return filled


def _five_months_later(office):
    office.clock.forward(datetime.timedelta(days=155))


def _reviewed(office):
    one = office.staff("ti2").get("platform", "/v1/roles/reviews")["items"][0]
    return {"roles": f"{one['id']}@{one['version']}"}


def _in_two_years(office):
    last = wib_date(office.clock.now()) + datetime.timedelta(days=700)
    return {f"until-{part}": last.strftime(sign) for part, sign in (("hari", "%d"), ("bulan", "%m"), ("tahun", "%Y"))}


def _of_role(act, status=""):
    def place(office):
        wanted = {"aggregate": "role", "data.person": NEW_OFFICER} | ({"data.status": status} if status else {})
        return f"/kerja/peran/{office.runtimes['platform'].db.state.find_one(wanted)['_id'].partition('-')[2]}/{act}"

    return place


def _serving(office):
    """Whoever was appointed answers to pegawai3, too."""
    office.units, office.served = story.serving(office)
    since = office.clock.now().astimezone(WIB).date().isoformat()
    head = {"person": office.served[2], "since": since, "decree_no": "821/10/2029"}
    office.staff("diklat").post("training", f"/v1/units/{office.agency}/heads", head)
    office.flow()


def _evaluation_of_the_served(office):
    """pegawai2, who leads pegawai1, is asked; and a session whose seats a superior approves is scheduled."""
    office.evaluation = story.asked_about(office.runtimes["training"].store, *office.served[:2])
    office.approving = story.approving(office)


def _applies(who, led=False):
    """This person applies for a seat in `office.approving`; with `led` the winner leads where pegawai2 works."""

    def before(office):
        if led:
            since = office.clock.now().astimezone(WIB).date().isoformat()
            head = {"person": office.credit.split("/")[3], "since": since, "decree_no": "821/12/2029"}
            office.staff("diklat").post("training", f"/v1/units/{office.units[1]}/heads", head)
        office.staff(who).post("training", f"/v1/sessions/{office.approving}/enrolments", {})
        office.applicant = office.served[int(who[-1]) - 1]
        office.flow()

    return before


def _application(at, rest=""):
    def place(office):
        return f"{at}/permohonan/{uuid_of(place_stream(office.applicant, office.approving))}{rest}"

    return place


def _session_of_the_served(office):
    """A session of one day that asks nobody's approval, in which pegawai2 has asked for a seat already."""
    day = (office.clock.now() + datetime.timedelta(days=3)).astimezone(WIB).date().isoformat()
    body = {
        "course": office.course, "code": "ARSIP-2029", "place": "Aula", "capacity": 5,
        "days": [{"date": day, "begins": "08:00", "ends": "12:00"}], "closes": f"{day}T00:00:00+07:00",
    }  # fmt: skip
    office.taught, office.taught_on = office.staff("diklat").post("training", "/v1/sessions", body)["id"], day
    office.staff("pegawai2").post("training", f"/v1/sessions/{office.taught}/enrolments", {})
    office.flow()


def _served(rest):
    return lambda office: f"/kerja/pelatihan/{office.taught}/{rest}"


def _place_of_the_served(rest):
    return lambda office: f"/kerja/pelatihan/{uuid_of(place_stream(office.served[1], office.taught))}/{rest}"


def _class_of_the_served(office):
    """The morning, with its test open."""
    office.flow()
    _until(office, office.taught_on, 9)
    until = f"{office.taught_on}T11:00:00+07:00"
    test = {"count": 2, "minutes": 20, "until": until}
    office.staff("diklat").post("training", f"/v1/sessions/{office.taught}/exams/BEFORE", test)


def _code_of_the_served(office):
    """The page to which the code in the room leads, with the code filled in."""
    shown = office.staff("diklat").get("training", f"/v1/sessions/{office.taught}/code")
    return f"/hadir/{office.taught}?kode={shown['code']}"


def _evening_of_the_served(office):
    _until(office, office.taught_on, 17)


def _latsar_of_the_served(office):
    """pegawai1's, as if they had been appointed here."""
    runtime, office.served_latsar = office.runtimes["training"], str(uuid.uuid4())
    state = runtime.store.load(latsar_stream(office.own_latsar)).state
    own = state | {"enrolment": office.served_latsar, "person": office.served[0]}
    runtime.db.state.insert_one(story._document(latsar_stream(office.served_latsar), own))


def _cycle_days(office):
    """Each day in its three boxes."""
    days = {name: day.split("-") for name, day in story.cycle_days(office).items()}
    boxes = ("tahun", "bulan", "hari")
    return {f"{name}-{box}": part for name, day in days.items() for box, part in zip(boxes, day, strict=True)}


def _cycle(office):
    office.cycle = office.led.rpartition("/")[2]


def _moving(act):
    return lambda office: f"/kerja/siklus/{office.cycle}/perubahan/{act}"


def _other_days(office):
    """The last two steps end a week later than they do."""
    days = story.cycle_days(office)
    days |= {
        name: (datetime.date.fromisoformat(days[name]) + datetime.timedelta(days=7)).isoformat()
        for name in ("rate_until", "settle_until")
    }
    boxes = ("tahun", "bulan", "hari")
    typed = {
        f"{name}-{box}": part for name in cycle.STEPS for box, part in zip(boxes, days[name].split("-"), strict=True)
    }
    return typed | {"reason_code": "EMERGENCY", "letter": "800/112 & 113/BKPSDM"}


def _plan_of_work(office):
    return f"/kerja/kinerja/{office.cycle}/rencana"


def _appraisal(act):
    return lambda office: f"/kerja/kinerja/penilaian/{uuid_of(stream_of(office.cycle, office.served[0]))}/{act}"


def _asking(office):
    """pegawai2 has a plan that is agreed, and one more colleague has sent one."""
    office.colleagues = story.colleagues(office, office.units[1], office.served[1], 1)
    plan = {"name": "Rahmawati Siregar", "targets": ["12 laporan bulanan."]}
    office.asked = office.staff("pegawai2").post("feedback", f"/v1/cycles/{office.cycle}/plan", plan)["id"]
    office.staff("pegawai3").post("feedback", f"/v1/appraisals/{office.asked}/agreement", {}, version=1)


def _peers(office):
    return {"peers": sorted([office.credit.split("/")[3], office.served[0], *office.colleagues])}


def _paper(act):
    """The one that was handed in last."""
    return lambda office: f"/kerja/ip-asn/bukti/{_last(office, 'evidence')}/{act}"


def _of_the_rated(rest):
    return lambda office: f"/kerja/ip-asn/orang/{office.served[0]}/{rest}"


def _sanction(office):
    return _of_the_rated(f"hukuman/{_last(office, 'sanction')}")(office)


def _handed_in(whose, rest):
    """What this person handed in of what they did elsewhere."""

    def address(office):
        found = states.every(office.runtimes["training"].db, "activity", person=whose(office))
        return f"/kerja/kegiatan-luar/{uuid_of(found[-1][0])}/{rest}"

    return address


def _person_of_the_winner(office):
    return office.credit.split("/")[3]


def _entry_of_the_winner(act):
    def address(office):
        shown = _handed_in(_person_of_the_winner, "")(office)
        return shown.replace("/kegiatan-luar/", "/kegiatan-luar/jp/") + act

    return address


def _last(office, aggregate):
    found = office.runtimes["feedback"].db.state.find({"aggregate": aggregate}).sort("data.at", -1).limit(1)
    return uuid_of(found[0]["_id"])


def _of_the_appointed(way, act):
    def address(office):
        person = office.credit.split("/")[3]
        return f"{way}/kinerja/penilaian/{uuid_of(stream_of(office.cycle, person))}/{act}"

    return address


def _report(act):
    def address(office):
        found = office.runtimes["feedback"].db.state.find_one({"aggregate": "integrity"})["_id"]
        return f"/kerja/integritas/{found.partition('-')[2]}/{act}"

    return address


def _opened(office):
    office.survey = office.led.rpartition("/")[2]


def _signing(act):
    return lambda office: f"/kerja/survei/{office.survey}/penerbitan/{act}"


def _found(office):
    office.finding = office.led.rpartition("/")[2]


def _of_the_list(office):
    """Where the letter of the file check's list is corrected."""
    [one] = office.staff("panitia1").get("registration", f"/v1/announcements?period={CODE}")["items"]
    return f"{AT}/koreksi-pengumuman/baru/{one['id']}"


def _flow(office):
    office.flow()


def _period():
    now = datetime.datetime.now(WIB).replace(second=0, microsecond=0, tzinfo=None)
    return {
        "code": CODE, "name": "Pengadaan CPNS 2029", "budget_year": "2029", "decree": "KepmenPANRB 1/2029",
        "registration_opens": (now - datetime.timedelta(days=1)).isoformat(),
        "registration_closes": (now + datetime.timedelta(hours=2)).isoformat(),
    }  # fmt: skip


def _later():
    """Ten minutes more."""
    closes = datetime.datetime.fromisoformat(_period()["registration_closes"]) + datetime.timedelta(minutes=10)
    return {"registration_closes": closes.isoformat(), "reason_code": "SYSTEM_OUTAGE", "letter": "800/2/2029"}


def _today(office):
    """Year, month and day."""
    return office.clock.now().astimezone(WIB).date().isoformat().split("-")


STEPS = [
    Step("selections.announce", "panitia1", "/kerja/seleksi/baru", lambda office: _period()),
    Step("formations.upload", "panitia1", f"{AT}/formasi/impor", file=LINES),
    Step("formations.preview", "panitia1", lambda office: office.led),
    Step("ruling.show", "panitia1", f"{AT}/aturan", before=_flow),
    Step("ruling.show", "panitia1", f"{AT}/aturan?rule_set=KEPMEN321-2024"),
    Step("ruling.replace", "panitia1", f"{AT}/aturan/ganti?rule_set=KEPMEN321-2024"),
    Step("ruling.lock", "ketua", f"{AT}/aturan/kunci"),
    Step("account.create", "", "/akun/baru", NEWCOMER),
    Step("account.send_again", "", lambda office: office.led, recorded=False),
    Step(
        "account.correct", "", lambda office: f"{office.led.partition('?')[0]}/surel",
        {"email": MENDED, "password": PASSWORD},
    ),
    Step("account.prove", "", lambda office: office.led, lambda office: {"code": office.code(MENDED)}),
    Step("signin.applicant", "", "/masuk", {"email": MENDED, "password": PASSWORD}, recorded=False),
    Step("recovery.ask", "", "/lupa-sandi", {"email": MENDED}, recorded=False),
    Step(
        "recovery.renew", "", lambda office: office.led,
        lambda office: {"code": office.code(MENDED), "password": "sandi-ahmad-yang-baru"}, recorded=False,
    ),
    Step("acting.choose", "ketua", "/kerja/masuk-sebagai", {"role": "ketua"}, recorded=False, waits=False),
    Step("signin.leave", "siti", "/saya", before=_applicants, recorded=False, waits=False),
    Step("address.change", "siti", "/saya/surel", {"email": CHANGED, "password": PASSWORD}, recorded=False),
    Step(
        "address.prove", "siti", lambda office: office.led, lambda office: {"code": office.code(CHANGED)},
    ),
    Step("messages.mail", "siti", "/saya/pesan/surel", before=_moved),
    Step("documents.upload", "siti", "/saya/berkas/unggah/photo", file=lambda office: jpeg()),
    Step("applications.start", "siti", lambda office: f"/saya/lamaran/baru?vacancy={office.lines[CODE]}"),
    Step("sections.education", "siti", _mine("siti", "/bagian/pendidikan"), EDUCATION, before=_started),
    Step("sections.statements", "siti", _mine("siti", "/bagian/pernyataan"), {"agreed": STATEMENTS}),
    Step("sections.placement", "siti", _mine("siti", "/bagian/penempatan"), {"other_unit": "true"}),
    Step("templates.propose", "panitia1", f"{WORDS}/ubah", {"title": "Jadwal {periode} berubah"}),
    Step("templates.approve", "ketua", f"{WORDS}/pengesahan", {"read": "ya"}),
    Step("templates.propose", "panitia1", f"{WORDS}/ubah", {"title": "Jadwal baru {periode}"}),
    Step("templates.reject", "ketua", f"{WORDS}/penolakan"),
    Step("moving.amend", "panitia1", f"{AT}/perubahan/jadwal", lambda office: _later()),
    Step("moving.approve", "ketua", lambda office: f"{office.led}/persetujuan", {"read": "ya"}),
    Step(
        "moving.cancel", "panitia1", f"{AT}/perubahan/pembatalan",
        {"reason_code": "FORMATION_CHANGED", "letter": "800/3/2029"},
    ),
    Step("moving.reject", "ketua", lambda office: f"{office.led}/penolakan"),
    Step(
        "line_changing.amend", "panitia1", lambda office: f"{AT}/formasi/{office.lines[CODE]}/perubahan",
        {"age_max": "37", "reason_code": "ENTRY_ERROR", "letter": "800/4/2029"},
    ),
    Step("line_changing.approve", "ketua", lambda office: f"{office.led}/persetujuan", {"read": "ya"}),
    Step(
        "line_changing.amend", "panitia1", lambda office: f"{AT}/formasi/{office.lines[CODE]}/perubahan",
        {"age_max": "39", "reason_code": "ENTRY_ERROR", "letter": "800/5/2029"}, before=_flow,
    ),
    Step("line_changing.reject", "ketua", lambda office: f"{office.led}/penolakan"),
    Step(
        "line_changing.close", "panitia1", lambda office: f"{AT}/formasi/{office.lines[CODE]}/penutupan",
        {"reason_code": "BUDGET", "letter": "800/6/2029"}, before=_flow,
    ),
    Step("line_changing.reject", "ketua", lambda office: f"{office.led}/penolakan"),
    Step("submission.check", "siti", _mine("siti", "/periksa"), {"truthful": "ya", "data_use": "ya"}),
    Step(
        "comments.show", "", f"/transparansi/{CODE}/tanggapan",
        {"stage": "pendaftaran", "text": "Jadwalnya jelas.\n& ukuran berkasnya tidak."}, before=_flow,
    ),
    Step("comment_desk.do", "aduan", _comment("tampilkan"), {"text": "Jadwalnya jelas.\n& ukurannya tidak."}),
    Step("comment_desk.do", "aduan", _comment("tahan"), {"reason": "REPEATED"}),
    Step("withdrawal.confirm", "rina", _mine("rina", "/tarik"), {"reason": "personal"}, before=_flow),
    Step("queue.take", "verifikator1", f"/kerja/verifikasi?periode={CODE}", before=_flow),
    Step("queue.give_back", "verifikator1", lambda office: f"{office.led}/kembalikan"),
    Step(
        "pace.recall", "panitia1", f"{AT}/verifikator/tarik?nama=verifikator:verifikator2", {"reason": "ABSENT"},
        before=_taken,
    ),
    Step(
        "openings.show", "panitia1",
        lambda office: "/kerja/pembukaan/" + office.people["siti"].applications[CODE]["id"],
        {"why": "COMPLAINT", "note": "Aduan 12/2029 tentang ijazah."}, recorded=False,
    ),
    Step(
        "desk.show", "verifikator1", lambda office: f"/kerja/verifikasi/{office.held}",
        {"verdict": "MS"}, before=_next,
    ),
    Step("contests.begin", "siti", "/saya/sengketa/lapor", {"text": "NIK saya dipakai orang lain."}),
    Step(
        "contest_board.begin", "verifikator2", lambda office: f"/kerja/sengketa/{office.contest}/buka",
        before=_disputed,
    ),
    Step("contests.speak", "nina", lambda office: f"/saya/sengketa/{office.contest}", {"text": "KTP ini milik saya."}),
    Step(
        "contest_board.show", "ketua", lambda office: f"/kerja/sengketa/{office.contest}",
        {"reason": "NOT_PROVED"}, before=_first_spoke,
    ),
    Step(
        "own_corrections.ask", "siti", "/saya/perbaikan/minta",
        {"name": "Siti Khadijah Lubis", "text": "Nama saya\nsalah ketik."},
    ),
    Step("correction_board.show", "ketua", _correction, {"reason": "CARD_SHOWS_IT"}),
    Step(
        "announcing.publish", "panitia1", f"{AT}/pengumuman/administrasi",
        {"number": "800/1/2029"}, before=_check_others,
    ),
    Step(
        "letter_changing.amend", "panitia1", _of_the_list,
        {"number": "800/11/2029", "reason_code": "ENTRY_ERROR", "letter": "800/12/2029"},
    ),
    Step("letter_changing.approve", "ketua", lambda office: f"{office.led}/persetujuan", {"read": "ya"}),
    Step(
        "letter_changing.amend", "panitia1", _of_the_list,
        {"title": "Hasil Administrasi", "reason_code": "RENUMBERED", "letter": "800/13/2029"},
    ),
    Step("letter_changing.reject", "ketua", lambda office: f"{office.led}/penolakan"),
    Step(
        "objection.file", "andi", _mine("andi", "/sanggah"),
        {"contests": ["DIPLOMA", "DUTY_STAMP"], "text": "Ijazah saya terbaca.\nMeterainya ada & sah."},
        before=_a_day_later,
    ),
    Step(
        "objection_board.show", "verifikator2", lambda office: f"/kerja/sanggahan/{office.objection}",
        {
            "alasan-DIPLOMA": "gugur", "alasan-DUTY_STAMP": "gugur", "reason_code": "COMMITTEE_ERROR",
            "answer": "Ijazah dan meterai\nterbaca.",
        },
        before=_objected,
    ),
    Step("objection_board.accept", "ketua", lambda office: f"/kerja/sanggahan/{office.objection}/terima"),
    Step("erasure.ask", "tini", "/saya/penghapusan/minta"),
    Step(
        "erasure_office.request_", "ti", lambda office: f"/kerja/penghapusan/{office.tini}",
        {"basis": "request", "reference": "12/PDP/2029"}, before=_to_be_erased,
    ),
    Step("erasure_office.stop", "ketua", lambda office: f"/kerja/penghapusan/{office.tini}/hentikan"),
    Step("erasure.show", "tini", "/saya/penghapusan", before=_asked_again),
    Step(
        "erasure_office.confirm", "ketua", lambda office: f"/kerja/penghapusan/{office.tono}/pastikan",
        before=_due,
    ),
    Step("score_files.upload", "panitia1", f"{AT}/nilai/SKD/unggah", file=_skd, before=_after_objections),
    Step("score_files.show", "ketua", lambda office: office.led),
    Step("ranking.listing", "panitia1", f"{AT}/peringkat/SKD", before=_flow),
    Step(
        "signing.propose", "panitia1", f"{AT}/hasil/SKD/usulan",
        {"order_reason": "Jadwal CAT sudah ditetapkan\n& diumumkan BKN."}, before=_flow,
    ),
    Step("signing.approve", "ketua", f"{AT}/hasil/SKD/persetujuan", {"read": "ya"}),
    Step("signing.publish", "ketua", f"{AT}/hasil/SKD/penerbitan", {"number": "800/2/2029"}),
    Step(
        "score_objection.file", "siti", _mine("siti", "/sanggah-hasil"),
        {"contests": ["SKB_SCORE"], "text": "Nilai CAT saya\nkeliru & kurang."}, before=_final_out,
    ),
    Step(
        "result_objections.show", "panitia1", lambda office: office.contested,
        {"reason_code": "SCORE_CONFIRMED", "answer": "Nilainya\nsudah benar."}, before=_contested,
    ),
    Step(
        "result_objections.accept", "panitia1", lambda office: f"{office.contested}/terima?tahap=SKB",
        {
            "nilai-CAT": "360", "reason_code": "CAT_CORRECTION", "number": "B-9/2029", "basis": "COMMITTEE_ERROR",
            "answer": "Penyelenggara CAT\nmemperbaikinya.",
        },
        file=b"Surat B-9.",
    ),
    Step("result_objections.decide", "ketua", lambda office: f"{office.contested}/putusan", {"read": "ya"}),
    Step(
        "appointing.show", "ketua", f"{AT}/pengangkatan",
        {"decree_no": "800/9/2029", "effective_date": "2026-06-01"}, before=_to_the_end,
    ),
    Step(
        "roster.credit", "diklat", lambda office: office.credit,
        lambda office: {"completed_on": office.clock.now().astimezone(WIB).date().isoformat()}, before=_enrolled,
    ),
    Step(
        "amending.propose", "panitia1", lambda office: _of_somebody(office, "SKB"),
        {"nilai-CAT": "351,5", "reason_code": "ENTRY_ERROR", "number": "BA-7/2029"}, file=b"Berita acara 7.",
    ),
    Step("amending.reject", "ketua", lambda office: f"{office.led}/penolakan"),
    Step(
        "amending.propose", "panitia1", lambda office: _of_somebody(office, "SKD"),
        {"tkp": "200", "reason_code": "CAT_CORRECTION", "number": "B-112/2029"}, file=b"Surat B-112.",
    ),
    Step("amending.approve", "ketua", lambda office: f"{office.led}/persetujuan", {"read": "ya"}),
    Step("ties.show", "panitia1", lambda office: f"{AT}/seri/{office.tie}", lambda office: office.order, before=_tied,
         file=b"Berita acara panitia."),
    Step("ties.decide", "ketua", lambda office: f"{office.led}/putusan", {"read": "ya"}),
    Step(
        "roster.credit_many", "diklat", "/kerja/diklat/jp",
        lambda office: {"completed_on": office.clock.now().astimezone(WIB).date().isoformat()}, before=_another_servant,
    ),
    Step(
        "latsar.begin", "diklat", lambda office: _latsar(f"mulai/{office.candidate}")(office), _guides,
        before=_candidate,
    ),
    Step(
        "latsar.do", "diklat", _latsar("tunda"),
        lambda office: {"begins": _day(office, 1), "letter_no": "800/31/2029"},
    ),
    Step("latsar.do", "diklat", _latsar("hasil"), {"score": "86,5", "certificate_no": "12/LATSAR/2029"},
         before=_long_over),
    Step(
        "latsar.do", "diklat", _latsar("remedial"), lambda office: {"score": "64,25", "until": _day(office, 1)},
        before=_long_over,
    ),
    Step("roster_files.upload", "diklat", "/kerja/diklat/impor/unggah", file=ROSTER),
    Step("roster_files.show", "diklat2", lambda office: office.led),
    Step(
        "roster_files.propose_undo", "diklat", lambda office: f"{office.led}/tarik", {"basis": "800/41/2029"},
        before=_flow,
    ),
    Step("roster_files.approve_undo", "diklat2", lambda office: f"{office.led}/tarik/setuju"),
    Step(
        "unit_register.register", "diklat", "/kerja/diklat/unit/baru",
        {"name": "Dinas Kesehatan", "kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"},
    ),
    Step(
        "unit_register.register", "diklat", "/kerja/diklat/unit/baru",
        lambda office: {
            "name": "Puskesmas", "kind": "UNDER", "parent": office.agency, "since": "2021-01-04", "basis": "Perwali 8",
        },
        before=_agency,
    ),
    Step("unit_register.upload", "diklat", "/kerja/diklat/unit/impor", file=UNITS, before=_unit),
    Step("unit_register.preview", "diklat2", lambda office: office.led),
    Step(
        "unit_register.alias", "diklat", "/kerja/diklat/unit/nama-lain?nama=UPTD+Puskesmas",
        lambda office: {"unit": office.unit}, before=_flow,
    ),
    Step(
        "unit_register.change", "diklat", lambda office: f"/kerja/diklat/unit/{office.unit}/ubah",
        {"name": "Puskesmas Kota", "since": "2022-01-03", "basis": "Perwali 1/2022"},
    ),
    Step(
        "unit_register.head", "diklat", lambda office: f"/kerja/diklat/unit/{office.unit}/kepala",
        lambda office: {"person": office.credit.split("/")[3], "since": "2022-01-03", "decree_no": "821/4/2022"},
    ),
    Step(
        "unit_register.vacate", "diklat", lambda office: f"/kerja/diklat/unit/{office.unit}/kepala/kosong",
        {"since": "2022-07-01", "decree_no": "821/90/2022"},
    ),
    Step(
        "roster.transfer", "diklat", lambda office: f"/kerja/diklat/{office.servant}/mutasi",
        lambda office: {
            "unit": office.unit, "job_code": "JF-2", "job_name": "Perawat Ahli Muda", "decree_no": "821/7/2029",
            **dict(zip(("effective-tahun", "effective-bulan", "effective-hari"), _today(office), strict=True)),
        },
    ),
    Step(
        "careers.promote", "diklat", lambda office: f"/kerja/diklat/{office.servant}/pangkat",
        {"rank": "III/b", "effective": "2025-04-01", "decree_no": "823/7/2025"},
    ),
    Step(
        "careers.leave", "diklat", lambda office: f"/kerja/diklat/{office.servant}/cuti",
        {"since": "2025-02-01", "until": "2025-02-14", "decree_no": "851/2/2025"},
    ),
    Step(
        "competences.assess", "diklat", lambda office: f"/kerja/diklat/{office.servant}/kompetensi/nilai",
        {
            "inti-INTEGRITY": "3", "technical": "Asuhan keperawatan; 2", "on": "2025-07-01",
            "evidence": "LHA-1/BKPSDM/2025",
        },
    ),
    Step(
        "tenure.propose", "diklat", lambda office: f"/kerja/diklat/{office.servant}/keputusan/pemberhentian",
        lambda office: {"decree_no": "811/3/2029", "effective": _day(office)},
    ),
    Step("tenure.reject", "diklat", lambda office: f"/kerja/diklat/{office.servant}/keputusan/tolak"),
    Step(
        "tenure.propose", "diklat", lambda office: f"/kerja/diklat/{office.candidate}/keputusan/pemberhentian",
        lambda office: {"decree_no": "811/4/2029", "effective": _day(office)},
    ),
    Step("tenure.sign", "diklat2", lambda office: f"/kerja/diklat/{office.candidate}/keputusan/sahkan"),
    Step(
        "careers.end", "diklat", lambda office: f"/kerja/diklat/{office.servant}/akhiri",
        lambda office: {
            "reason": "MOVED_OUT", "effective": office.clock.now().astimezone(WIB).date().isoformat(),
            "decree_no": "824/2/2029",
        },
    ),
    Step(
        "posts.register", "diklat", lambda office: f"/kerja/diklat/unit/{office.unit}/jabatan",
        {
            "title": "Perawat Ahli Pertama", "code": "JF-1", "kind": "FUNCTIONAL", "since": "2022-01-03",
            "basis": "Perwali 9/2022", "technical": "Asuhan keperawatan; 3\nRekam medis; 2", **dict.fromkeys(CORE, "2"),
        },
    ),
    Step(
        "posts.change", "diklat", lambda office: f"{office.led}/standar",
        {"inti-INTEGRITY": "4", "since": "2023-01-02", "basis": "Perwali 1/2023"},
    ),
    Step(
        "needs.identify_gap", "diklat",
        lambda office: f"/kerja/diklat/kebutuhan/celah?unit={office.unit}&kompetensi=INTEGRITY", before=_measured,
    ),
    Step("needs.do", "diklat", lambda office: f"{office.led}/terima", {"reason": "Masuk rencana\ntahun depan."}),
    Step(
        "needs.identify", "diklat", "/kerja/diklat/kebutuhan/baru",
        lambda office: {
            "unit": office.unit, "subject": "Pengelolaan arsip", "origin": "LAW", "basis": "UU 43/2009", "people": "4",
            "reason": "Wajib bagi\npengelola arsip.",
        },
        before=_accepted,
    ),
    Step(
        "needs.identify", "diklat", "/kerja/diklat/kebutuhan/baru",
        lambda office: {
            "unit": office.unit, "subject": "Menata arsip", "origin": "UNIT", "basis": "800/7/2029", "people": "2",
            "reason": "Arsip menumpuk.",
        },
        before=_first_need,
    ),
    Step(
        "needs.do", "diklat", lambda office: f"{office.led}/gabung",
        lambda office: {"into": office.need, "reason": "Pokoknya sama."}, before=_flow,
    ),
    Step(
        "needs.do", "diklat", lambda office: f"/kerja/diklat/kebutuhan/{office.need}/tolak",
        {"reason": "Sudah dilatih."},
    ),
    Step(
        "plans.put_down", "diklat", _plan("/program"),
        lambda office: {
            "need": office.accepted, "title": "Integritas di loket", "hours": "8", "people": "5", "quarter": "4",
            "cost": "5.000.000", "fund": "APBD",
        },
    ),
    Step("plans.propose", "diklat", _plan("/usulkan"), {"budget": "6.000.000", "basis": "DPA 5.03.01"}),
    Step("plans.do", "pimpinan", _plan("/kembalikan"), {"reason": "Mulailah\ndari loket."}),
    Step("plans.propose", "diklat", _plan("/usulkan"), {"budget": "7.000.000", "basis": "DPA 5.03.02"}),
    Step("plans.do", "pimpinan", _plan("/sahkan")),
    Step("plans.take_out", "diklat", lambda office: _plan(f"/program/{office.accepted}/keluar")(office)),
    Step(
        "posts.close", "diklat", lambda office: f"/kerja/diklat/jabatan/{office.post}/tutup",
        {"since": "2024-01-02", "basis": "Perwali 2"},
    ),
    Step(
        "unit_register.end", "diklat", lambda office: f"/kerja/diklat/unit/{office.unit}/akhiri",
        lambda office: {"into": office.agency, "since": "2023-01-02", "basis": "Perda 1/2023"},
    ),
    Step(
        "catalogue.publish", "diklat", "/kerja/diklat/katalog/baru",
        {
            "title": "Pengadaan Dasar", "code": "PBJ-DASAR", "objective": "Menyusun dokumen\npengadaan sederhana.",
            "kind": "TECHNICAL", "method": "CLASSICAL", "hours": "16", "pass_mark": "70", "competences": "Pengadaan",
        },
    ),
    Step(
        "training_sessions.schedule", "diklat", lambda office: f"/kerja/diklat/katalog/{office.course}/sesi",
        _days_ahead, before=_course,
    ),
    Step(
        "learning.request_", lambda office: office.winner, "/saya/pelatihan/minta",
        {"subject": "Rekam medis", "reason": "Saya mengisinya\nsetiap hari."}, before=_session,
    ),
    Step(
        "learning.ask", lambda office: office.winner, lambda office: f"/saya/pelatihan/{office.session}/daftar",
    ),
    Step(
        "learning.withdraw", lambda office: office.winner, lambda office: f"/saya/pelatihan/{_place(office)}/lepas",
        {"reason": "Ada tugas lain."},
    ),
    Step(
        "training_sessions.nominate", "diklat", lambda office: f"/kerja/diklat/sesi/{office.session}/usul",
        lambda office: {"person": office.credit.split("/")[3]}, before=_flow,
    ),
    Step(
        "item_bank.publish", "diklat", lambda office: f"/kerja/diklat/katalog/{office.course}/soal/tulis",
        {"items": ITEMS},
    ),
    Step("exam_office.open_", "diklat", _exams("awal"), {"count": "2", "minutes": "20"}, before=_at_class),
    Step("learning.exam", lambda office: office.winner, _exam("awal")),
    Step("learning.exam_item", lambda office: office.winner, _exam("awal/1"), {"choice": "1"}),
    Step("learning.hand_in", lambda office: office.winner, _exam("awal/kumpulkan")),
    Step(
        "learning.attend", lambda office: office.winner, lambda office: f"/saya/pelatihan/{office.session}/hadir",
        lambda office: {"code": office.staff("diklat").get("training", f"/v1/sessions/{office.session}/code")["code"]},
    ),
    Step(
        "training_sessions.attendance", "diklat",
        lambda office: f"/kerja/diklat/sesi/{office.session}/hadir/{office.days[1]}",
        lambda office: {"hadir": [_place(office)]}, before=_second_day,
    ),
    Step(
        "attendance_sheets.upload", "diklat", lambda office: f"/kerja/diklat/sesi/{office.session}/lembar",
        file=_filled_in, before=_third_day,
    ),
    Step(
        "training_sessions.outcomes", "diklat", lambda office: f"/kerja/diklat/sesi/{office.session}/hasil",
        lambda office: {f"nilai-{_place(office)}": "82,5"}, before=_flow,
    ),
    Step(
        "learning.review", lambda office: office.winner, lambda office: f"/saya/pelatihan/{office.session}/kesan",
        {**dict.fromkeys(("MATERIAL", "TRAINER", "PLACE", "USEFUL"), "3"), "comment": "Ruangnya\n& panas."},
    ),
    Step(
        "team.evaluate", lambda office: office.winner,
        lambda office: f"/saya/pelatihan/bawahan/{office.evaluation}",
        dict.fromkeys(("APPLIED", "BETTER", "SHARED"), "3"), before=_evaluation,
    ),
    Step(
        "learning.project", lambda office: office.winner,
        lambda office: f"/saya/pelatihan/latsar/{office.own_latsar}/proyek", {"title": "Kartu kendali & antrean loket"},
        file=PDF, before=_own_latsar,
    ),
    Step(
        "learning.hand_over", lambda office: office.winner, "/saya/pelatihan/buku-jp/serahkan/teknis",
        ELSEWHERE | {"hours": "12"}, file=PDF,
    ),
    Step(
        "activity_office.accept", "diklat", _handed_in(_person_of_the_winner, "akui"),
        {"hours": "10", "reason": "Hari terakhir\n& sorenya kosong."},
    ),
    Step(
        "activity_office.change", "diklat", _entry_of_the_winner("batalkan"), {"reason": "Suratnya\n& namanya keliru."},
        before=_flow,
    ),
    Step("activity_office.change", "diklat2", _entry_of_the_winner("kreditkan"), {"reason": "Aslinya\n& fotonya ada."}),
    Step("latsar.examine", "diklat", lambda office: f"/kerja/diklat/latsar/{office.own_latsar}/uji", {"mark": "84,5"}),
    Step(
        "certificate_office.propose", "diklat", _certificate("/usulkan"), {"reason": "Kehadiran\ndititipkan."},
        before=_flow,
    ),
    Step("national_records.listing", "diklat", "/kerja/diklat/siasn", _this_year),
    Step("certificate_office.reject", "diklat2", _certificate("/tolak"), {"reason": "Ia ada\n& duduk di depan."}),
    Step(
        "certificate_office.propose_reissue", "diklat", _certificate("/ganti"),
        {"title": "Pengadaan Barang & Jasa", "reason": "Judulnya\nsalah <ketik>."},
    ),
    Step("certificate_office.reissue", "diklat2", _certificate("/terbitkan")),
    Step(
        "certificate_papers.show", "diklat", lambda office: f"/kerja/diklat/sesi/{office.session}/sertifikat",
        recorded=False, waits=False,
    ),
    Step("certificate_office.propose", "diklat", _certificate("/usulkan"), {"reason": "Ada dua\ntanda tangan."}),
    Step("certificate_office.revoke", "diklat2", _certificate("/cabut")),
    Step(
        "effects.fix", "diklat", lambda office: f"/kerja/diklat/sesi/{office.other}/dampak/pembanding",
        lambda office: {"measure": "time", "units": [office.compared]}, before=_compared_session,
    ),
    Step(
        "effects.measure", "diklat", lambda office: f"/kerja/diklat/sesi/{office.other}/dampak/ukur",
        before=_year_later,
    ),
    Step(
        "training_sessions.change", "diklat", lambda office: f"/kerja/diklat/sesi/{office.other}/ubah",
        {"capacity": "7", "place": "Aula & teras", "reason": "Aulanya\n& halamannya lebih luas."},
    ),
    Step(
        "training_sessions.cancel", "diklat", lambda office: f"/kerja/diklat/sesi/{office.other}/batal",
        {"reason": "Pengajar sakit."},
    ),
    Step(
        "survey_office.begin", "aduan", "/kerja/survei/buka",
        {"title": "SKM 2029", "unit": story.LIAISONS, "service": "Pendaftaran", "minimum": "5"},
    ),
    Step(
        "surveys.answer", "", lambda office: f"/survei/{office.survey}",
        dict.fromkeys(story.ELEMENTS, "4"), before=_opened,
    ),
    Step("slip_office.show", "aduan", lambda office: f"/kerja/survei/{office.survey}/slip", {"counter": "Loket 1 & 2"}),
    Step("surveys.slip", "", _slip, dict.fromkeys(story.ELEMENTS, "4")),
    Step("surveys.kiosk", "", lambda office: f"/survei/{office.survey}/kios", dict.fromkeys(story.ELEMENTS, "4")),
    Step("survey_office.close", "aduan", lambda office: f"/kerja/survei/{office.survey}/tutup", before=_answers),
    Step("index_signing.propose", "aduan", _signing("usul"), before=_flow),
    Step("index_signing.reject", "aduan", lambda office: f"{office.led}/penolakan"),
    Step("index_signing.propose", "aduan", _signing("usul")),
    Step("index_signing.approve", "pimpinan", lambda office: f"{office.led}/persetujuan", {"read": "ya"}),
    Step(
        "complaints.send", "", "/aduan/kirim",
        {"kind": "complaint", "unit": story.LIAISONS, "text": "Antrean dua jam.\nPak Budi & loketnya."}, before=_flow,
    ),
    Step(
        "complaints.show_one", "", lambda office: office.complaint, {"text": "Setiap Senin.\n& Selasa."},
        before=_complained,
    ),
    Step("complaint_photos.add", "", _tracked("/foto"), {"may_show": "ya"}, file=lambda office: jpeg()),
    Step("complaint_photo_desk.do", "aduan", lambda office: _desk(f"foto/{_photo(office)}/tampilkan")(office)),
    Step("complaint_photos.look", "", lambda office: _tracked(f"/foto/{_photo(office)}")(office)),
    Step("complaint_desk.do", "aduan", _desk("teruskan"), {"unit": story.LIAISONS, "class": "information"}),
    Step(
        "complaint_desk.do", "penghubung", _desk("kembalikan"), {"reason": "Kursi\n& meja: bagian umum."}, before=_flow,
    ),
    Step("complaint_desk.do", "aduan", _desk("teruskan"), {"unit": story.LIAISONS, "class": "information"}),
    Step("complaint_desk.do", "penghubung", _desk("catatan"), {"text": "Kursinya di gudang\n& sudah dibayar."}),
    Step("complaint_desk.do", "aduan", _desk("dahulukan"), {"reason": "Untuk orang tua\n& ibu hamil."}),
    Step("complaint_desk.do", "aduan", _desk("biasa"), {"reason": "Sudah ada\nkursi darurat."}),
    Step(
        "wording_desk.begin", "aduan", "/kerja/aduan/templat/baru",
        {"title": "Kursi & meja", "class": "information", "text": "{unit} menambah kursi.\nAduan {nomor}."},
    ),
    Step("wording_desk.edit", "aduan", _wording(), {"text": "{unit} menambah kursi & meja.\nAduan {nomor}."}),
    Step("complaint_desk.do", "penghubung", _desk("jawab"), {"text": "Kursinya datang\nminggu depan."}),
    Step("wording_desk.withdraw", "aduan", _wording("/tarik")),
    Step(
        "complaint_counter.write", "aduan", "/kerja/aduan/loket",
        {"kind": "complaint", "text": "Antrean dua jam.\n& tidak ada kursi.", "name": "Nek Aminah"},
    ),
    Step("topic_desk.do", "aduan", _desk("pokok/umumkan"), {"title": "Kursi ruang tunggu & mejanya"}),
    Step("topic_desk.do", "aduan", _desk("pokok/kabar"), {"text": "Dua puluh kursi\n& meja."}),
    Step("topics.show", "", lambda office: f"/aduan/pokok/{office.other['id']}", {"email": "warga@contoh.id"}),
    Step("topics.confirm", "", _followed),
    Step(
        "improvement_office.undertake", "penghubung", lambda office: f"/kerja/janji/pokok/{office.other['id']}",
        {"text": "Dua puluh kursi\n& meja.", "due-hari": "31", "due-bulan": "12", "due-tahun": "2031"},
    ),
    Step("improvement_office.end", "penghubung", _improvement("promised", "meleset"), {"reason": "Anggaran\n& waktu."}),
    Step("topic_desk.do", "aduan", _desk("pokok/tarik")),
    Step("complaints.confirm", "", _tracked("/selesai")),
    Step("complaints.erase", "", _tracked("/hapus")),
    Step(
        "complaints.send", "", "/aduan/kirim", {"kind": "integrity", "text": "Kursi itu dijual.\n& dibayar tunai."},
    ),
    Step("complaints.show_one", "", lambda office: office.led, {"text": "Saksinya dua.\n& mau bicara."}),
    Step("integrity_desk.do", "inspektorat", _report("jawab"), {"text": "Kapan\n& di mana?"}),
    Step("integrity_desk.do", "inspektorat", _report("selesai"), {"outcome": "referred", "text": "Kepada\n& polisi."}),
    Step(
        "improvement_office.promise", "penghubung", "/kerja/janji/baru",
        lambda office: {
            "survey": office.survey, "element": "time", "text": "Loket kedua\n& kursi.",
            "due-hari": "31", "due-bulan": "12", "due-tahun": "2031",
        },
    ),
    Step("improvement_office.end", "penghubung", _improvement("promised", "selesai"), {"evidence": "Papan\n& situs."}),
    Step(
        "calendar_office.propose", "aduan", "/kerja/kalender/ubah",
        {"year": "2026", "decree": "SKB Menteri Agama 1/2026", "added": "28-12-2026\n29-12-2026"},
    ),
    Step("calendar_office.do", "ketua", lambda office: f"{office.led}/sahkan"),
    Step("cycle_office.open_cycle", "penilai", "/kerja/siklus/buka", _cycle_days, before=_serving),
    Step(
        "cycle_office.judge", "penilai", lambda office: f"/kerja/siklus/{office.cycle}/unit",
        lambda office: {"unit": office.units[1], "predicate": "BAIK"}, before=_cycle,
    ),
    Step("cycle_moving.propose", "penilai", _moving("usul"), _other_days),
    Step("cycle_moving.reject", "penilai", lambda office: f"{office.led}/penolakan"),
    Step("cycle_moving.propose", "penilai", _moving("usul"), _other_days),
    Step("cycle_moving.approve", "pimpinan", lambda office: f"{office.led}/persetujuan", {"read": "ya"}),
    Step("performance_desk.plan", "pegawai1", _plan_of_work, {"targets": "12 laporan\n& 3 rapat."}),
    Step("performance_desk.do", "pegawai2", _appraisal("kembalikan"), {"reason": "Ukurannya\n& waktunya."}),
    Step("performance_desk.plan", "pegawai1", _plan_of_work, {"targets": "12 laporan bulanan\n& 3 rapat."}),
    Step("performance_desk.do", "pegawai2", _appraisal("setuju")),
    Step("performance_desk.do", "pegawai1", _appraisal("lapor"), {"report": "Sebelas laporan\n& tiga rapat."}),
    Step("performance_desk.do", "pegawai2", _appraisal("nilai"), RATING | {"results": "DIBAWAH"}),
    Step("performance_desk.do", "pegawai1", _appraisal("sanggah"), {"reason": "Satu laporan\n& suratnya."}),
    Step(
        "performance_desk.do", "pegawai3", _appraisal("tinjau"),
        RATING | {"results": "SESUAI", "spread": "Cuti\n& beban."},
    ),
    Step(
        "performance.plan", lambda office: office.winner, lambda office: f"/saya/kinerja/{office.cycle}/rencana",
        {"targets": "Semua pasien terdata."},
    ),
    Step("performance_desk.do", "pegawai3", _of_the_appointed("/kerja", "setuju")),
    Step(
        "performance.do", lambda office: office.winner, _of_the_appointed("/saya", "lapor"),
        {"report": "Terdata\n& diperiksa."},
    ),
    Step(
        "performance_desk.do", "pegawai3", lambda office: f"/kerja/kinerja/penilaian/{office.asked}/rekan", _peers,
        before=_asking,
    ),
    Step(
        "performance_desk.take_code", "pegawai1", lambda office: f"/kerja/kinerja/rekan/{office.asked}",
        recorded=False,
    ),
    Step("peers.answer", "", lambda office: office.led, dict.fromkeys(VALUES, "SESUAI")),
    Step(
        "performance.take_code", lambda office: office.winner, lambda office: f"/saya/kinerja/rekan/{office.asked}",
        recorded=False,
    ),
    Step("performance_desk.hand_in", "pegawai1", "/kerja/kinerja/bukti/ijazah", PAPER | {"value": "S1"}),
    Step("professionalism_office.do", "penilai", _paper("sah")),
    Step("performance.hand_in", lambda office: office.winner, "/saya/kinerja/bukti/seminar", PAPER | {"hours": "6"}),
    Step("professionalism_office.do", "penilai", _paper("tolak"), {"reason": "Belum\n& ditandatangani."}),
    Step(
        "team_desk.evaluate", "pegawai2", lambda office: f"/kerja/bawahan/{office.evaluation}",
        dict.fromkeys(("APPLIED", "BETTER", "SHARED"), "2"), before=_evaluation_of_the_served,
    ),
    Step("team_desk.decline", "pegawai2", _application("/kerja/bawahan", "/tolak"), NO, before=_applies("pegawai1")),
    Step("team_desk.approve", "pegawai2", _application("/kerja/bawahan"), before=_applies("pegawai1")),
    Step(
        "application_office.decline", "diklat", _application("/kerja/diklat", "/tolak"), NO,
        before=_applies("pegawai3"),
    ),
    Step("application_office.approve", "diklat", _application("/kerja/diklat"), before=_applies("pegawai3")),
    Step(
        "team.decline", lambda office: office.winner, _application("/saya/pelatihan/bawahan", "/tolak"), NO,
        before=_applies("pegawai2", led=True),
    ),
    Step(
        "team.approve", lambda office: office.winner, _application("/saya/pelatihan/bawahan"),
        before=_applies("pegawai2"),
    ),
    Step(
        "learning_desk.request_", "pegawai1", "/kerja/pelatihan/minta",
        {"subject": "Arsip & suratnya", "reason": "Saya menyusunnya\nsetiap hari."}, before=_session_of_the_served,
    ),
    Step("learning_desk.ask", "pegawai1", _served("daftar")),
    Step("learning_desk.withdraw", "pegawai2", _place_of_the_served("lepas"), {"reason": "Ada rapat\n& tamu."}),
    Step("learning_desk.exam", "pegawai1", _served("uji/awal"), before=_class_of_the_served),
    Step("learning_desk.exam_item", "pegawai1", _served("uji/awal/1"), {"choice": "1"}),
    Step("learning_desk.hand_in", "pegawai1", _served("uji/awal/kumpulkan")),
    Step("learning_desk.attend", "pegawai1", _code_of_the_served),
    Step(
        "learning_desk.review", "pegawai1", _served("kesan"),
        {**dict.fromkeys(("MATERIAL", "TRAINER", "PLACE", "USEFUL"), "3"), "comment": "Mejanya\n& kursinya."},
        before=_evening_of_the_served,
    ),
    Step(
        "learning_desk.project", "pegawai1", lambda office: f"/kerja/pelatihan/latsar/{office.served_latsar}/proyek",
        {"title": "Daftar arsip & lemarinya"}, file=PDF, before=_latsar_of_the_served,
    ),
    Step(
        "learning_desk.hand_over", "pegawai1", "/kerja/pelatihan/buku-jp/serahkan/coaching",
        ELSEWHERE | {"amount": "2"}, file=PDF,
    ),
    Step(
        "activity_office.refuse", "diklat", _handed_in(lambda office: office.served[0], "tolak"),
        {"reason": "Suratnya\n& stempelnya kabur."},
    ),
    Step(
        "professionalism_office.sanction", "penilai", _of_the_rated("hukuman"),
        DECIDED | {"level": "RINGAN", "decree_no": "862/1 & 2/2024"},
    ),
    Step(
        "professionalism_office.set_price", "penilai", "/kerja/ip-asn/harga/teknis",
        {"money": "1.750.000", "hours": "20", "basis": "Standar & biaya 2027."},
    ),
    Step("professionalism_office.withdraw", "penilai", _sanction, {"reason": "Tentang\n& orang lain."}),
    Step(
        "agencies.ask", "", "/instansi/minta",
        {
            "agency": AGENCY, "purpose": "Statistik pasar kerja.\n& berita.", "contact": "data@bps.example",
            "topics": ["asn.registration.public", "asn.checkpoints"],
        },
    ),
    Step("agency_office.contact", "ti", _neighbour("kontak")),
    Step("agency_office.do", "ti", _neighbour("usulkan"), _given),
    Step("agency_office.grant", "ti2", _neighbour("sahkan")),
    Step("webhooks.register", "ti", _new_hook, {"url": "https://bps.example/terima", "types": [ANNOUNCED]}),
    Step("webhooks.do", "ti", _hook("jeda")),
    Step("webhooks.do", "ti", _hook("lanjutkan")),
    Step("webhooks.do", "ti2", _hook("rahasia")),
    Step("webhooks.send_again", "ti", _hook("ulang?peristiwa=period-1@1"), before=_delivered),
    Step("stream_replays.show", "ti", _hook("putar-ulang"), _since_today),
    Step("stream_replays.stop", "ti", _replay),
    Step("webhooks.do", "ti", _hook("hapus")),
    Step("agency_office.do", "ti2", _neighbour("persempit"), {"topics": ["asn.checkpoints"]}),
    Step("agency_office.do", "ti", _neighbour("jeda"), {"reason": "Kata sandinya\n& kuncinya bocor."}),
    Step("agency_office.do", "ti", _neighbour("lanjutkan")),
    Step("agency_office.do", "ti", _neighbour("akhiri"), {"reason": "Kerja sama\n& izinnya berakhir."}),
    Step("role_office.give", "ti", "/kerja/peran/baru", _role("panitia")),
    Step("role_office.confirm", "ti2", _of_role("sahkan")),
    Step("role_office.do", "ti2", _of_role("tinjau")),
    Step("role_office.extend", "ti", _of_role("perpanjang"), _in_two_years),
    Step("role_office.confirm_extension", "ti2", _of_role("perpanjang/sahkan")),
    Step("role_office.do", "ti", _of_role("cabut"), {"reason": "Ia pindah\n& perannya selesai."}),
    Step("role_office.give", "ti", "/kerja/peran/baru", _role("auditor")),
    Step("role_office.do", "ti2", _of_role("tolak", "proposed"), {"reason": "Ia bukan\n& belum pegawai."}),
    Step("integrity.verify", "auditor", "/audit", before=_flow),
    Step("queries.save", "auditor", "/audit/kueri/simpan?jenis=registration.account.created", {"title": "Akun baru"}),
    Step("queries.remove", "auditor", lambda office: f"/audit/kueri/{office.one_query()}/buang"),
    Step("replays.start", "auditor", "/audit/putar-ulang/baru", {"services": ["registration"], "reason": REASON}),
    Step("persons.open_name", "auditor", lambda office: f"/audit/orang/{office.one_person()}", {"reason": REASON}),
    Step(
        "persons.follow", "auditor", lambda office: f"/audit/penelusuran/orang?person={office.one_person()}",
        {"reason": REASON},
    ),
    Step("packages.create", "auditor", "/audit/paket/baru?jenis=registration.period.announced", {"reason": REASON}),
    Step(
        "findings.open_", "auditor", "/audit/temuan/baru",
        {"title": "Judul berkas keliru", "severity": "low", "description": "Tahunnya\ntertukar."},
    ),
    Step(
        "findings.assign", "auditor", lambda office: f"/audit/temuan/{office.finding}/penanggung-jawab",
        {"owner": "Bidang Pengadaan", "desk": "panitia"}, before=_found,
    ),
    Step(
        "asked_findings.show", "panitia1", lambda office: f"/kerja/temuan/{office.finding}",
        {"text": "Tahunnya sudah\ndiluruskan."},
    ),
    Step("findings.note", "auditor", lambda office: f"/audit/temuan/{office.finding}/catatan", {"text": "Diperiksa."}),
    Step(
        "findings.close", "auditor", lambda office: f"/audit/temuan/{office.finding}/tutup",
        {"outcome": "resolved", "reason": "Sudah diluruskan."},
    ),
    Step("resignation.confirm", "siti", _mine("siti", "/mundur"), {"reason_code": "PLACEMENT", "sure": "ya"}),
    Step("role_office.review", "ti2", "/kerja/peran/tinjauan", _reviewed, before=_five_months_later),
]  # fmt: skip
