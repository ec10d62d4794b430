"""Two courses for those who were appointed: seats, a code in the room, a test, certificates and lesson hours."""

from datetime import datetime, time, timedelta
from functools import partial

from asnkit.wib import WIB, wib_date

from . import exams
from .callers import Caller, until
from .city import City

COURSES = (
    ("Pelayanan Publik yang Ramah", "SOCIO_CULTURAL", 16, 2, 70),
    ("Penyusunan Naskah Dinas", "TECHNICAL", 8, 1, None),
)
"""Title, kind, JP, days, mark of the test (None: no test)."""
SEATS_PERCENT = 80
"""Of those who ask: the others wait."""
LEAVES = 8  # one in so many gives the seat up
ABSENT = 10  # one in so many misses a day
BEGINS, ENDS = time(8, 0), time(16, 0)
LIKED = {"ratings": {"MATERIAL": 4, "TRAINER": 4, "PLACE": 2, "USEFUL": 3}, "comment": "Contohnya dari kantor kami."}
LEAD = timedelta(days=3)


def learn(city: City) -> None:
    officer, people = city.staff["diklat"], winners(city)
    if not people:
        return
    for number, course in enumerate(COURSES, start=1):
        _hold(city, officer, people, number, *course)


def winners(city: City) -> dict[str, Caller]:
    """Everybody who was appointed, by person."""
    rows = city.staff["panitia1"].all("selection", f"/v1/rounds/{city.round}/candidates")
    return {
        row["person"]: city.accounts[city.numbers[row["participant_no"]].number] for row in rows if row["appointed"]
    }


def places(city: City) -> list[dict]:
    """Every enrolment in this round's sessions."""
    found = []
    for session in city.sessions:
        found += city.staff["diklat"].all("training", f"/v1/sessions/{session}/participants")
    return found


def seats(city: City) -> dict[str, int]:
    """Of this round's sessions: how many there are, and how many nobody has."""
    sessions = [city.public.get("training", f"/v1/sessions/{session}").body for session in city.sessions]
    all_of_them = sum(one["capacity"] for one in sessions)
    return {"seats": all_of_them, "seats_free": all_of_them - sum(one["confirmed"] for one in sessions)}


def hours(city: City, persons: set[str]) -> int:
    """JP of these people's books, without Latsar."""
    rows = [row for row in city.staff["diklat"].all("training", "/v1/roster") if row["person"] in persons]
    return sum(sum(row["yearly_hours"].values()) for row in rows)


def reviews(city: City) -> int:
    """How many participants of this round's sessions said something."""
    paths = [f"/v1/sessions/{session}/reviews" for session in city.sessions]
    return sum(city.staff["diklat"].get("training", path).body["answered"] for path in paths)


def tests(city: City) -> list[tuple[int, dict]]:
    """(how many had a seat, what was learnt) of each session of this round that had tests."""
    officer, found = city.staff["diklat"], []
    for session in city.sessions:
        learnt = exams.learnt(officer, session)
        if learnt["exams"]:
            seated = officer.all("training", f"/v1/sessions/{session}/participants", standing="SEATED")
            found.append((len(seated), learnt["gain"]))
    return found


def _hold(city: City, officer: Caller, people: dict, number: int, title: str, kind: str, jp: int, days: int, mark):
    """One session of one course, from the catalogue to the certificates."""
    seats = max(1, len(people) * SEATS_PERCENT // 100)
    dates = [wib_date(city.clock.now() + LEAD) + timedelta(days=n) for n in range(days)]
    session = _schedule(city, officer, number, title, kind, jp, dates, seats, mark)
    path = f"/v1/sessions/{session}"
    asked = list(people.values())
    city.stages.each(f"seats: {title}"[:32], asked, lambda who: who.post("training", f"{path}/enrolments", {}))
    everybody = _listed(city, path, {"SEATED": seats, "QUEUED": len(people) - seats})
    leaving = [one for one in everybody if one["standing"] == "SEATED"][::LEAVES]
    for one in leaving:
        people[one["person"]].post("training", f"/v1/enrolments/{one['id']}/withdraw", {"reason": "Ada tugas lain."})
    moved = min(len(leaving), len(people) - seats)
    seated = seats - len(leaving) + moved
    _listed(city, path, {"SEATED": seated, "QUEUED": len(people) - seats - moved, "GONE": len(leaving)})
    there = officer.all("training", f"{path}/participants", standing="SEATED")
    keys = {} if mark is None else exams.publish(officer, officer.get("training", path).body["course"], title)
    for day in dates:
        city.forward_to(datetime.combine(day, BEGINS, WIB))
        present = [one for n, one in enumerate(there) if n % ABSENT or day != dates[0]]
        city.stages.each("  attendance", present, partial(_attend, officer, people, path))
        if keys and day in (dates[0], dates[-1]):
            sitters = {one["person"]: people[one["person"]] for one in present}
            exams.hold(city, sitters, session, "BEFORE" if day == dates[0] else "AFTER", keys)
    city.forward_to(datetime.combine(dates[-1], ENDS, WIB))
    scores = exams.points(officer, session) if keys else {}
    city.stages.each("  outcomes", there, lambda one: _judge(officer, one, scores.get(one["id"])))
    passed = until(lambda: _certified(officer, path, len(there)), "certificates and hours")
    city.stages.each("  reviews", passed, lambda one: people[one["person"]].post("training", f"{path}/reviews", LIKED))
    city.sessions.append(session)
    if number == 1:
        _doubt(city, path, passed)
    city.stages.console.print(f"  {len(passed)} of {len(there)} passed", highlight=False)


def _schedule(city, officer, number, title, kind, jp, dates, seats, mark) -> str:
    code = f"{city.code}-{number}"
    course = {
        "code": code, "title": title, "objective": f"Peserta mampu menerapkan: {title}.", "kind": kind,
        "method": "CLASSICAL", "hours": jp, "provider": "BKPSDM Kota Tanjungbalai", "attendance": 80, "pass_mark": mark,
        "competences": [title],
    }  # fmt: skip
    body = {
        "course": officer.post("training", "/v1/courses", course).body["id"],
        "code": code,
        "days": [{"date": day.isoformat(), "begins": f"{BEGINS:%H:%M}", "ends": f"{ENDS:%H:%M}"} for day in dates],
        "place": "Aula BKPSDM, Jalan Sudirman",
        "room": "Aula BKPSDM",
        "capacity": seats,
        "closes": datetime.combine(dates[0], time(0, 0), WIB).isoformat(),
    }
    return officer.post("training", "/v1/sessions", body).body["id"]


def _listed(city: City, path: str, wanted: dict[str, int]) -> list[dict]:
    """The participants, once the list says what it has to."""

    def asked() -> list[dict]:
        rows = city.staff["diklat"].all("training", f"{path}/participants")
        now = {standing: sum(row["standing"] == standing for row in rows) for standing in wanted}
        return rows if now == wanted else []

    return until(asked, f"seats: {wanted}")


def _attend(officer: Caller, people: dict[str, Caller], path: str, one: dict) -> None:
    code = officer.get("training", f"{path}/code").body["code"]
    people[one["person"]].post("training", f"{path}/attendance", {"code": code})


def _judge(officer: Caller, one: dict, score: str | None) -> None:
    officer.post("training", f"/v1/enrolments/{one['id']}/outcome", {"score": score})


def _doubt(city: City, path: str, passed: list[dict]) -> None:
    """Of two certificates one is revoked by another officer; the other one stays, and its title is put right."""
    officer, other = city.staff["diklat"], city.staff["diklat2"]
    for one, step in zip(passed, ("revoke", "rejection"), strict=False):
        where = f"/v1/certificates/{one['id']}"
        reason = {"reason": "Kehadirannya dititipkan kepada rekan."}
        officer.post("training", f"{where}/revocation", reason, version=1)
        stay = {"reason": "Daftar hadir di kertas memuat tanda tangannya."}
        body = {"proposed": other.get("training", where).body["proposed"]} if step == "revoke" else stay
        other.post("training", f"{where}/{step}", body, version=2)
        if step == "rejection":
            right = {"title": f"{one['title']} (angkatan pertama)", "reason": "Angkatannya tidak tertulis pada judul."}
            officer.post("training", f"{where}/reissue-proposal", right, version=3)
            body = {"proposed": other.get("training", where).body["proposed"]}
            other.post("training", f"{where}/reissue", body, version=4)
    until(lambda: _decided(officer, path, len(passed[:2])), "the revocation and the new edition")


def _decided(officer: Caller, path: str, doubted: int) -> bool:
    rows = officer.all("training", f"{path}/participants")
    listed = [one["revoked_at"] or one["certificate"].endswith("-2") for one in rows if one["certificate"]]
    return sum(map(bool, listed)) == doubted


def _certified(officer: Caller, path: str, judged: int) -> list[dict]:
    rows = officer.all("training", f"{path}/participants")
    done = [row for row in rows if row["outcome"]]
    passed = [row for row in done if row["outcome"] == "PASSED"]
    return passed if len(done) == judged and all(row["certificate"] for row in passed) else []
