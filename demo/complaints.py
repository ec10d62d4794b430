"""Complaints over the city's units: handed on, answered, opened again, merged, erased; and some are too late.

Each is sent by somebody without an account. What a round does with the complaint of a number is in the sets below.
"""

import re
from datetime import date, timedelta
from functools import partial

from asnkit.wib import day_begins

from .afterwards import UNIT
from .callers import until
from .city import City
from .files import upload

FOLLOW = re.compile(r"/aduan/(?:ikuti|berhenti)/(\S+)")
FATES = 40
"""What becomes of a complaint follows from its number among the first forty; a further one has the fate of one from
CONFIRMED on."""
LEFT = range(4)
"""Nobody hands them on."""
ERASED, ELSEWHERE, MISTAKEN, TWIN, MAIN, ASKED, POSTPONED = range(4, 11)
CONFIRMED, UNSOLVED, SILENT = range(11, 21), range(21, 24), range(24, 30)
FORGOTTEN = range(30, 40)
"""Requests for information whose term of five working days passes; half of them are answered after it."""
ANSWERED = (MISTAKEN, MAIN, ASKED, *CONFIRMED, *UNSOLVED, *SILENT)
GIVEN_BACK = SILENT[0]
"""The wrong unit has it first."""
AT_COUNTER = CONFIRMED[4]
"""An officer writes it down for somebody."""
PICTURED = CONFIRMED[:4]
"""Each with a photo: of the first the officer releases it, of the second it is taken back, of the third its sender
removes it."""
TOLD = (MAIN, *CONFIRMED[:3])
"""Of each everybody is told what it is about; the last is taken back."""
KINDS = ("complaint", "suggestion")
TITLES = (
    "Antrean loket pendaftaran hari Senin", "Kursi ruang tunggu untuk orang tua", "Jam layanan di papan dan di situs",
    "Toilet pengunjung yang rusak",
)  # fmt: skip
TEXTS = (
    "Antrean di loket pendaftaran lebih dari dua jam setiap hari Senin.",
    "Ruang tunggu kekurangan kursi untuk orang tua.",
    "Jam layanan di papan berbeda dengan jam di situs.",
    "Toilet pengunjung rusak sejak bulan lalu.",
)


def complain(city: City) -> None:
    """Sent, worked on, and left to the clock."""
    before, numbers = figures(city), range(city.shape.complaints)
    fates = [fate(number) for number in numbers]
    ends_late = sum(one in LEFT or one in FORGOTTEN for one in fates)
    ends = sum(one in ANSWERED and one not in UNSOLVED for one in fates)
    units = city.public.get("feedback", "/v1/complaints/units").body["items"]
    sent = city.stages.each("complaints sent", numbers, lambda number: _send(city, number, units[number % len(units)]))
    with city.stages.stage("complaints worked on", len(sent)) as advance:
        for number, one in enumerate(sent):
            _work(city, number, one, sent[MAIN], units[number % len(units)])
            advance()
    _decree(city, sent[LEFT[0]])
    with city.stages.stage("terms of complaints pass", ends_late + ends) as advance:
        # Longer than five working days and than the ten of silence, shorter than fourteen.
        silent = city.public.get("feedback", sent[SILENT[0]]["path"]).body["closes"]
        city.forward_to(day_begins(date.fromisoformat(silent) + timedelta(days=1)))
        late, closed = before["late"] + ends_late, _closed(before) + ends
        until(lambda: figures(city)["late"] >= late and _closed(figures(city)) >= closed, "complaints that are over")
        advance(ends_late + ends)
    for number in [number for number in numbers if fates[number] in FORGOTTEN][::2]:
        _act(city, sent[number], "answer", {"text": "Mohon maaf, jawaban ini terlambat. Syaratnya ada di loket."})
    known = len(sent) + (before["total"] or 0)
    until(lambda: figures(city)["total"] == known, "the figures of all complaints")


def fate(number: int) -> int:
    """The number among the first forty whose fate it has."""
    first = CONFIRMED[0]
    return number if number < FATES else first + (number - FATES) % (FATES - first)


def figures(city: City) -> dict:
    return city.public.get("feedback", "/v1/complaints/figures").body


def _closed(told: dict) -> int:
    return told["durations"]["closed"] if told["durations"] else 0


def _send(city: City, number: int, unit: str) -> dict:
    """{id, number, kind, path}: `path` is where the reporter follows it."""
    kind = "information" if fate(number) in FORGOTTEN else KINDS[number % len(KINDS)]
    body = {"class": kind, "text": TEXTS[number % len(TEXTS)], "unit": unit if number % 3 else None}
    if number == AT_COUNTER:
        told = city.staff["aduan"].post("feedback", "/v1/complaints/at-counter", body).body
    else:
        told = city.public.post("feedback", "/v1/complaints", body).body
    path = "/v1/complaints/tracked/{number}/{code}".format(**told["extra"])
    return {"id": told["id"], "number": told["extra"]["number"], "kind": kind, "path": path}


def _work(city: City, number: int, one: dict, main: dict, unit: str) -> None:
    if number in LEFT:
        return
    if number == ERASED:
        _say(city, one, "erasure", {})
        return
    if number in (ELSEWHERE, MISTAKEN):
        _act(city, one, "referral", {"reason": "Jalan ini milik provinsi; sampaikan kepada Dinas PUPR provinsi."})
    if number == MISTAKEN:
        _act(city, one, "resumption", {"reason": "Ternyata jalan kota."})
    if number == ELSEWHERE:
        return
    if number == TWIN:
        _act(city, one, "merging", {"into": main["number"]})
        return
    if number == GIVEN_BACK:
        _act(city, one, "routing", {"unit": UNIT, "class": one["kind"]})
        _act(city, one, "return", {"reason": "Loket itu milik unit lain."}, "penghubung")
    answers = "penghubung" if number == ASKED else "aduan"
    _act(city, one, "routing", {"unit": UNIT if number == ASKED else unit, "class": one["kind"]})
    if number == POSTPONED:
        _act(city, one, "postponement", {"reason": "Menunggu anggaran perubahan bulan depan."})
    if number == ASKED:
        _act(city, one, "question", {"text": "Loket nomor berapa?"}, answers)
        _say(city, one, "replies", {"text": "Loket nomor tiga."})
    if number == UNSOLVED[0]:
        _among_us(city, one)
    if fate(number) in ANSWERED:
        _act(city, one, "answer", {"text": "Terima kasih. Loket kedua dibuka mulai minggu depan."}, answers)
    if number in TOLD:
        _tell(city, TOLD.index(number), number, one)
    if number in PICTURED:
        _picture(city, PICTURED.index(number), one)
    if fate(number) in CONFIRMED:
        _say(city, one, "confirmation", {})
    if fate(number) in UNSOLVED:
        _say(city, one, "replies", {"text": "Minggu ini masih satu loket.", "unsolved": True})


def _among_us(city: City, one: dict) -> None:
    """What its reporter reads nothing of: it comes first at the desk, with a note; and words for the next answer."""
    officer = city.staff["aduan"]
    _act(city, one, "priority", {"reason": "Menghambat semua pelamar di loket ini."})
    officer.post(
        "feedback", f"/v1/complaints/{one['id']}/notes", {"text": "Kepala bidang sudah setuju, suratnya menyusul."}
    )
    words = {"title": f"Antrean loket {city.code}", "class": one["kind"], "text": "Aduan {nomor} diteruskan ke {unit}."}
    officer.post("feedback", "/v1/wordings", words)


def _decree(city: City, one: dict) -> None:
    """The day on which this complaint was due becomes free: its term, and others', end later."""
    due = _due(city, one)
    change = {"year": int(due[:4]), "decree": "SKB Menteri Agama 1497/2026, Menteri PANRB 5/2026", "added": [due]}
    with city.stages.stage("a holiday is decreed"):
        officer, path = city.staff["aduan"], "/v1/calendar/amendments"
        path = f"{path}/{officer.post('feedback', path, change).body['id']}"
        read = city.staff["ketua"].get("feedback", path)
        signed = {"proposed": read.body["proposed"]}
        city.staff["ketua"].post("feedback", f"{path}/approval", signed, version=read.version)
        until(lambda: _due(city, one) > due, "a term that follows the decree")


def _due(city: City, one: dict) -> str:
    return city.public.get("feedback", one["path"]).body["answer"]["due"]


def _tell(city: City, place: int, number: int, one: dict) -> None:
    officer, topic = city.staff["aduan"], f"/v1/complaints/{one['id']}/topic"
    officer.post("feedback", topic, {"title": TITLES[number % len(TITLES)]})
    if place == 0:
        _follow(city, one)
        officer.post("feedback", f"{topic}/news", {"text": "Loket kedua dibuka mulai minggu depan."}, version=1)
    if place == 1:
        due = f"{city.clock.now().year + 1}-03-31"
        promised = {"topic": one["id"], "text": "Dua puluh kursi ditambah di ruang tunggu.", "due": due}
        id = officer.post("feedback", "/v1/improvements", promised).body["id"]
        why = {"reason": "Anggaran perubahan tidak disetujui."}
        officer.post("feedback", f"/v1/improvements/{id}/failure", why, version=1)
    if place == len(TOLD) - 1:
        officer.post("feedback", f"{topic}/withdrawal", {}, version=1)


def _follow(city: City, one: dict) -> None:
    """Three ask: one stays, one stops, one never answers the letter."""
    addresses = [f"{name}.{city.code.lower()}@warga.example" for name in ("tetap", "berhenti", "diam")]
    for address in addresses:
        city.public.post("feedback", f"/v1/topics/{one['id']}/followers", {"email": address})
    for step, who in (("confirmation", addresses[:2]), ("stop", addresses[1:2])):
        for address in who:
            [letter, *_] = until(partial(city.services.letters, address), "a letter to a follower")
            word = FOLLOW.search(letter["text"]).group(1)
            city.public.post("feedback", f"/v1/followers/{step}", {"token": word})


def _picture(city: City, place: int, one: dict) -> None:
    wanted = {"number": one["number"], "code": one["path"].rpartition("/")[2], "may_show": str(place < 3).lower()}
    photo = city.public.post("feedback", "/v1/complaints/photos", content=upload("photo", place), **wanted).body["id"]
    officer, at_desk = city.staff["aduan"], f"/v1/complaints/{one['id']}/photos/{photo}"
    if place < 2:
        officer.post("feedback", f"{at_desk}/release", {}, version=1)
    if place == 1:
        officer.post("feedback", f"{at_desk}/withdrawal", {}, version=2)
    if place == 2:
        _say(city, one, f"photos/{photo}/removal", {})


def _act(city: City, one: dict, act: str, body: dict, login: str = "aduan") -> None:
    """The officer, or the unit's liaison, reads it, as it is now, and does this."""
    officer, path = city.staff[login], f"/v1/complaints/{one['id']}"
    officer.post("feedback", f"{path}/{act}", body, version=officer.get("feedback", path).version)


def _say(city: City, one: dict, what: str, body: dict) -> None:
    city.public.post("feedback", f"{one['path']}/{what}", body)
