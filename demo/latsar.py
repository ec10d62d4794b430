"""Basic training of some who were appointed: begun, one put off, each with a project that two examine, two remedials,
one of which does not help."""

from datetime import date, datetime, time, timedelta

from asnkit.wib import WIB, wib_date

from .callers import Caller, until
from .city import City
from .files import page
from .learning import winners

TAKE_PART = 10
LATSAR = "LATSAR_CPNS"
STATUSES = ("GOING", "PASSED", "FAILED")
MARKS = {"diklat": "84", "diklat2": "85,5"}
FINE, FAIR, LOW = "86.50", "72", "64,25"


def train(city: City) -> None:
    """The last one fails where there are three; the one before needs the remedial, the first one begins later."""
    officer, people = city.staff["diklat"], winners(city)
    rows = [one for one in officer.all("training", "/v1/roster") if not one["left_at"]]
    places = {row["person"]: _place(row) for row in rows if row["person"] in people}
    guides = [row["person"] for row in rows if row["person"] not in people][:2]
    taking = [places[person] for person in sorted(places)][:TAKE_PART]
    if not taking:
        return
    for place in taking:
        first = next(row["effective_date"] for row in rows if _place(row) == place)
        body = {"begins": first, "mentor": guides[0], "coach": guides[1]}
        officer.post("training", f"/v1/latsar/{place}", body)
    later = (date.fromisoformat(first) + timedelta(days=7)).isoformat()
    letter = {"begins": later, "letter_no": city.letter(7)}
    officer.post("training", f"/v1/latsar/{taking[0]}/deferral", letter, version=1)
    over = _forward(city, officer.get("training", f"/v1/latsar/{taking[0]}").body["phases"][-1]["last"])
    by_place = {places[person]: people[person] for person in places}
    city.stages.each("projects of Latsar", taking, lambda place: _examine(city, place, by_place[place]))
    weak = taking[-2:] if len(taking) > 2 else []
    for number, place in enumerate(taking):
        if place not in weak:
            result = {"score": FINE, "certificate_no": f"{number + 1}/LATSAR/{city.code}"}
            officer.post("training", f"/v1/latsar/{place}/result", result, version=1 + (number == 0))
    for place in weak:
        remedial = {"score": LOW, "until": (over + timedelta(days=5)).isoformat()}
        officer.post("training", f"/v1/latsar/{place}/remedial", remedial, version=1)
    if weak:
        _forward(city, remedial["until"])
        helped = {"score": FAIR, "certificate_no": f"R/LATSAR/{city.code}"}
        for place, result in zip(weak, (helped, {"score": LOW}), strict=True):
            officer.post("training", f"/v1/latsar/{place}/result", result, version=2)
        _dismiss(city, next(person for person, place in places.items() if place == weak[-1]))
    begun = counts(city, set(people))
    until(lambda: credited(city, set(people)) == begun["latsar_passed"], "the hours of Latsar")
    city.stages.console.print(f"  {begun['latsar_passed']} of {begun['latsar']} passed Latsar", highlight=False)


def _examine(city: City, place: str, mine: Caller) -> None:
    """A project is handed in and examined by two officers, each of whom read it."""
    where, content = f"/v1/latsar/{place}/project", page("Kartu kendali antrean loket")
    mine.post("training", where, content=content, title="Kartu kendali antrean loket")
    for login, mark in MARKS.items():
        examiner = city.staff[login]
        examiner.get("training", f"{where}/file")
        read = {"handed_in": examiner.get("training", where).body["handed_in"], "mark": mark}
        examiner.post("training", f"{where}/marks", read)


def _dismiss(city: City, person: str) -> None:
    """By a decree of that day, which one officer records and another one signs."""
    where, decree = f"/v1/roster/{person}", {"change": "FAILED_LATSAR", "decree_no": city.letter(8)}
    decree |= {"effective": wib_date(city.clock.now()).isoformat()}
    first, second = city.staff["diklat"], city.staff["diklat2"]
    version = first.get("training", f"{where}/stations").body["version"]
    first.post("training", f"{where}/decree", decree, version=version)
    read = {"proposed": second.get("training", f"{where}/stations").body["waiting"]["proposed"]}
    second.post("training", f"{where}/decree/approval", read, version=version + 1)


def counts(city: City, persons: set[str]) -> dict[str, int]:
    """Of these people, those who began, passed and failed."""
    found = {status: len(_of(city, persons, status)) for status in STATUSES}
    return {"latsar": sum(found.values()), "latsar_passed": found["PASSED"], "latsar_failed": found["FAILED"]}


def projects(city: City, persons: set[str]) -> dict[str, int]:
    """Of these people, those who handed one in, and of whom all examiners gave their mark."""
    found = []
    for one in (one for status in STATUSES for one in _of(city, persons, status)):
        answer = city.staff["diklat"].get("training", f"/v1/latsar/{one['id']}/project", accept=(404,))
        found += [answer.body] if answer.status == 200 else []
    return {"projects": len(found), "projects_examined": sum(one["mean"] is not None for one in found)}


def _of(city: City, persons: set[str], status: str) -> list[dict]:
    rows = city.staff["diklat"].all("training", "/v1/latsar", status=status)
    return [row for row in rows if row["person"] in persons]


def credited(city: City, persons: set[str]) -> int:
    """Of these people, those whose book has the hours of Latsar."""
    rows = [row for row in city.staff["diklat"].all("training", "/v1/roster") if row["person"] in persons]
    return sum(one["completed_on"] is not None for row in rows for one in row["enrolments"] if one["latsar"])


def dismissed(city: City, persons: set[str]) -> int:
    rows = city.staff["diklat"].all("training", "/v1/roster")
    return sum(row["left_reason"] == "FAILED_LATSAR" for row in rows if row["person"] in persons)


def _place(row: dict) -> str | None:
    return next((one["id"] for one in row["enrolments"] if one["course"] == LATSAR), None)


def _forward(city: City, last: str) -> date:
    """To the morning after that day."""
    after = date.fromisoformat(last) + timedelta(days=1)
    city.forward_to(datetime.combine(after, time(9), WIB))
    return after
