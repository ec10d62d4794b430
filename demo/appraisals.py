"""A small performance cycle: the people of one unit are rated by its head, one rating is looked at twice, and
colleagues say what they think of the head, without their names.
"""

import secrets
from datetime import date, timedelta

from asnkit.wib import wib_date

from .callers import Caller, until
from .city import City
from .roster import UNITS

CYCLES = "/v1/cycles"
VALUES = ("SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
ABOVE, MEETS, BELOW = "DIATAS", "SESUAI", "DIBAWAH"
MEMBER, HEAD, CHIEF = "pegawai1", "pegawai2", "pegawai3"
SETTLED_WITHIN = timedelta(days=30)
FIRST_LETTER = 100
ASKED, ANSWERING = 4, 3
"""Colleagues; not everybody answers."""


def appraise(city: City) -> None:
    """Of one unit, and where the city has a year of its own of every unit; the head's and the chief's logins are the
    first unit's again in the end."""
    officer = city.staff["diklat"]
    chief = sorted(_people(officer, UNITS[0], city))[0]
    city.sign_in(CHIEF, chief)
    cycle, led = _open(city, wib_date(city.clock.now())), set()
    for unit in (*UNITS[1:], UNITS[0])[: city.shape.appraised_units][::-1]:
        _appraise_unit(city, cycle, unit, chief, led)


def _appraise_unit(city: City, cycle: str, unit: str, chief: str, led: set[str]) -> None:
    """Its people are rated by its head, the head by the chief, who leads the agency above; over the chief is nobody."""
    head, *members = _lead(city, unit, chief, led)
    ways = {} if head == chief else {0: "disputed", 1: "returned"}
    _judge(city, cycle, unit, members)
    with city.stages.stage(f"appraisals: {unit}", 1 + len(members)) as advance:
        for number, person in enumerate(members):
            mine = city.sign_in(MEMBER, person)
            _appraise(city, cycle, mine, city.staff[HEAD], ways.get(number, "agreed"))
            advance(1)
        if head != chief:
            _appraise(city, cycle, city.staff[HEAD], city.staff[CHIEF], "heard", members[:ASKED])
        advance(1)


def counts(city: City) -> dict:
    """Of the cycles of all rounds."""
    manager, cycles = city.staff["penilai"], city.public.all("feedback", CYCLES)
    found = [one for cycle in cycles for one in manager.all("feedback", f"{CYCLES}/{cycle['id']}/appraisals")]
    seen = [manager.get("feedback", f"{CYCLES}/{cycle['id']}/calibration").body for cycle in cycles]
    return {
        "cycles": len(cycles),
        "cycles_moved": sum(len(cycle["moves"]) for cycle in cycles),
        "appraisals": len(found),
        "appraisals_acknowledged": sum(one["status"] == "acknowledged" for one in found),
        "appraisals_reviewed": sum(one["status"] == "reviewed" for one in found),
        "appraisals_heard": sum(one["heard"] for one in seen),
        "peer_answers": sum(one["peer_answers"] for one in seen),
    }


def _people(officer: Caller, unit: str, city: City) -> list[str]:
    return [one["person"] for one in officer.all("training", "/v1/roster", unit=f"{unit} {city.code}")]


def _lead(city: City, unit: str, chief: str, led: set[str]) -> list[str]:
    """The people of the unit, its head first, who signs in; the agency above is led by the chief. `led` has a head."""
    officer, since = city.staff["diklat"], {"since": wib_date(city.clock.now()).isoformat()}
    name, people = f"{unit} {city.code}", sorted(_people(officer, unit, city))
    [known] = [one for one in officer.all("training", "/v1/units") if name in (one["name"], *one["aliases"])]
    head = chief if chief in people else people[0]
    for place, person in ((known["id"], head), (known["parent"], chief)):
        if place and place not in led:
            led.add(place)
            decided = {"person": person, "acting": False, "decree_no": city.letter(FIRST_LETTER + len(led)), **since}
            officer.post("training", f"/v1/units/{place}/heads", decided)
    city.sign_in(HEAD, head)
    return [head, *(one for one in people if one != head)]


def _team(caller: Caller) -> list[dict]:
    return caller.get("feedback", "/v1/team-appraisals", names="false").body["items"]


def _open(city: City, today: date) -> str:
    """All steps from today on, so that the clock need not move; who serves today takes part."""
    days = {"begins": f"{today.year}-01-01", "ends": f"{today.year}-12-31", "on": today.isoformat()}
    days |= dict.fromkeys(("plan_until", "rate_from"), today.isoformat())
    days |= dict.fromkeys(("rate_until", "settle_until"), (today + SETTLED_WITHIN).isoformat())
    with city.stages.stage("a performance cycle"):
        cycle = city.staff["penilai"].post("feedback", CYCLES, days).body["id"]
        _move(city, cycle, today + SETTLED_WITHIN + timedelta(days=7))
    return cycle


def _move(city: City, cycle: str, last: date) -> None:
    """Its last day is a week later: proposed by one, signed by another."""
    letter = city.letter(FIRST_LETTER)
    why = {"cycle": cycle, "reason_code": "REORGANISATION", "letter": letter}
    body = why | {"after": {"settle_until": last.isoformat()}}
    path = f"/v1/cycle-changes/{city.staff['penilai'].post('feedback', '/v1/cycle-changes', body).body['id']}"
    read = city.staff["pimpinan"].get("feedback", path)
    signed = {"proposed": read.body["proposed"]}
    city.staff["pimpinan"].post("feedback", f"{path}/approval", signed, version=read.version)


def _judge(city: City, cycle: str, unit: str, members: list[str]) -> None:
    """The unit is "baik", once feedback has heard who leads it and who its people are."""
    manager, path = city.staff["penilai"], f"{CYCLES}/{cycle}/calibration"

    def known() -> str | None:
        team = {one["person"]: one["unit_name"] for one in _team(city.staff[HEAD])}
        if not set(members) <= team.keys() or not _team(city.staff[CHIEF]):
            return None
        found = manager.get("feedback", path).body["units"]
        return next((one["unit"] for one in found if one["name"] == team[members[0]]), None)

    place = until(known, f"{unit}, its head and its people in feedback")
    manager.post("feedback", f"{CYCLES}/{cycle}/units", {"unit": place, "predicate": "BAIK"})


def _appraise(city: City, cycle: str, mine: Caller, superior: Caller, way: str, peers: list[str] | None = None) -> None:
    plan = {"name": "Pegawai Peragaan", "targets": ["12 laporan bulanan selesai pada tanggal 5."]}
    id = mine.post("feedback", f"{CYCLES}/{cycle}/plan", plan).body["id"]
    if way == "returned":
        _act(superior, id, "return", {"reason": "Ukurannya belum ada."})
        mine.post("feedback", f"{CYCLES}/{cycle}/plan", plan)
    _act(superior, id, "agreement")
    if peers:
        _hear(city, superior, id, peers)
    _act(mine, id, "report", {"report": "Selesai; buktinya di e-Kinerja."})
    _act(superior, id, "rating", _rating(BELOW if way == "disputed" else MEETS))
    if way == "disputed":
        _act(mine, id, "dispute", {"reason": "Dua laporan ditunda oleh pusat."})
        _act(city.staff[CHIEF], id, "review", _rating(MEETS))
    else:
        _act(mine, id, "acknowledgement")


def _hear(city: City, superior: Caller, id: str, peers: list[str]) -> None:
    """Each takes a code, signed in; whoever answers does it with the code alone."""
    _act(superior, id, "peers", {"peers": peers})
    codes = []
    for person in peers:
        form = {"form": secrets.token_urlsafe(18)}
        codes.append(city.sign_in(MEMBER, person).post("feedback", f"/v1/appraisals/{id}/peer-code", form).body["code"])
    for number, code in enumerate(codes[:ANSWERING]):
        said = {"code": code, "values": dict.fromkeys(VALUES, MEETS) | {VALUES[number]: ABOVE}}
        city.public.post("feedback", f"/v1/appraisals/{id}/peer-answers", said)
    _act(superior, id, "peers-closing")


def _act(who: Caller, id: str, step: str, body: dict | None = None) -> None:
    path = f"/v1/appraisals/{id}"
    who.post("feedback", f"{path}/{step}", body, version=who.get("feedback", path).version)


def _rating(results: str) -> dict:
    values = dict.fromkeys(VALUES, MEETS) | {"SERVICE": ABOVE}
    return {"results": results, "values": values, "note": "Sesuai rencana.", "spread": "Semua target tercapai."}
