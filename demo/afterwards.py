"""What follows from an appointment, and what people thought of the service."""

import random
from datetime import date

from asnkit.events import parse_time
from asnkit.wib import day_begins, wib_date

from .callers import until
from .city import City

LATSAR = "LATSAR_CPNS"
UNIT = "Badan Kepegawaian dan Pengembangan SDM"
SERVICE = "Pendaftaran seleksi CPNS"
LEAST = 5
ELEMENTS_LEFT_OUT = 25  # one form in so many leaves a question out
SLIPS = 10
AGES = ("20_29", "20_29", "30_39", "40_49", "50_59")
STUFFED, BURST = 2, 25
"""To the second survey in between somebody sends so many more at once by the web, each nine times the best."""
GOOD, SLOW = (2, 8, 50, 40), (10, 40, 40, 10)
MORE_THAN_NEEDED = 6  # respondents beyond the minimum, in percent


def follow_to_training(city: City) -> None:
    """Nobody does anything here: the appointments' events make the roster and the places in Latsar."""
    appointed = appointed_persons(city)
    with city.stages.stage("roster and Latsar, by event", len(appointed)) as advance:
        until(lambda: len(enrolled(city, appointed)) == len(appointed), f"{len(appointed)} places in Latsar")
        advance(len(appointed))


def ask_in_between(city: City) -> None:
    """What people think meanwhile, at the counter: a survey of its own quarter that is closed at once, for the trend of
    its unit. One of them somebody stuffs: that is flagged, shown, and counted both ways."""
    _next_quarter(city)
    officer, number = city.staff["aduan"], len(city.surveys) + 1
    body = {"unit": UNIT, "service": SERVICE, "title": f"SKM {city.code} bagian {number}", "minimum": LEAST}
    id = officer.post("feedback", "/v1/surveys", body).body["id"]
    city.surveys.append(id)
    path, dice = f"/v1/surveys/{id}", random.Random(f"{city.seed}/survey/{number}")
    elements = [question["key"] for question in city.public.get("feedback", path).body["questions"]]
    forms = [
        {"channel": "counter", "answers": {one: dice.choices((1, 2, 3, 4), GOOD)[0] for one in elements}}
        for _ in range(city.shape.answers)
    ]
    forms += [{"channel": "web", "answers": dict.fromkeys(elements, 4)}] * (BURST if number == STUFFED else 0)
    city.stages.each(
        f"survey answers, part {number}", forms, lambda form: city.public.post("feedback", f"{path}/responses", form)
    )
    officer.post("feedback", f"{path}/closing", version=city.public.get("feedback", path).version)
    _publish(city, id)


def _publish(city: City, survey: str) -> None:
    """Proposed by one, who lets it be counted; another one reads the figures and signs."""
    officer, head = city.staff["aduan"], city.staff["pimpinan"]
    path = f"/v1/publications/{officer.post('feedback', '/v1/publications', {'survey': survey}).body['id']}"
    read = head.get("feedback", path)
    head.post("feedback", f"{path}/approval", {"proposed": read.body["proposed"]}, version=read.version)


def indexes(city: City) -> dict[str, int]:
    """Those of all rounds that were published, the answers in them, and the quarters in which this round's stand."""
    surveys = [one for one in city.public.all("feedback", "/v1/surveys", status="closed") if one["ikm"]]
    found, ours = [one["ikm"] for one in surveys], {*city.surveys, city.survey}
    moments = [one["ikm"]["published_at"] for one in surveys if one["id"] in ours]
    return {
        "indexes": len(found),
        "index_quarters": len({_quarter(wib_date(parse_time(one))) for one in moments}),
        "answers_in_indexes": sum(one["responses"] for one in found),
        "answers_of_one_hand": sum(one["flagged"]["straight"] for one in found if one["flagged"]),
    }


def _next_quarter(city: City) -> None:
    """Set the clock to the quarter after the last survey's, unless it is there: a trend over four quarters needs one in
    each."""
    today = wib_date(city.clock.now())
    if city.asked_in == _quarter(today):
        first = date(today.year + today.month // 10, (today.month + 2) // 3 * 3 % 12 + 1, 1)
        city.forward_to(day_begins(first))
    city.asked_in = _quarter(wib_date(city.clock.now()))


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def survey(city: City) -> None:
    """Applicants answer; the index is published when there are enough answers."""
    _next_quarter(city)
    officer = city.staff["aduan"]
    body = {
        "unit": UNIT,
        "service": SERVICE,
        "title": f"Survei Kepuasan Masyarakat {city.code}",
        "population": city.shape.submitted,
        "quotas": {"counter": SLIPS, "web": SLIPS},
    }
    city.survey = officer.post("feedback", "/v1/surveys", body).body["id"]
    path = f"/v1/surveys/{city.survey}"
    shown = city.public.get("feedback", path)
    elements, minimum = [question["key"] for question in shown.body["questions"]], shown.body["minimum"]
    wanted = minimum + max(2, minimum * MORE_THAN_NEEDED // 100)
    forms = [_form(city.seed, number, elements) for number in range(wanted)]
    slips = {"counter": "Loket pendaftaran", "number": SLIPS}
    officer.post("feedback", f"{path}/slips", slips, version=shown.version)
    codes = officer.get("feedback", f"{path}/slips/1").body["codes"]
    forms = [form | ({"slip": codes[number]} if number < SLIPS // 2 else {}) for number, form in enumerate(forms)]
    city.stages.each("survey answers", forms, lambda form: city.public.post("feedback", f"{path}/responses", form))
    with city.stages.stage("index (IKM) published"):
        officer.post("feedback", f"{path}/closing", version=city.public.get("feedback", path).version)
        _publish(city, city.survey)
    liaison, due = city.staff["penghubung"], f"{city.clock.now().year + 1}-03-31"
    promised = {"survey": city.survey, "element": elements[0], "text": "Syarat ditempel di tiap loket.", "due": due}
    id = liaison.post("feedback", "/v1/improvements", promised).body["id"]
    liaison.post("feedback", f"/v1/improvements/{id}/completion", {"evidence": "Papan di lantai satu."}, version=1)


def appointed_persons(city: City) -> set[str]:
    path = f"/v1/rounds/{city.round}/candidates"
    return {one["person"] for one in city.staff["panitia1"].all("selection", path) if one["appointed"]}


def enrolled(city: City, persons: set[str]) -> set[str]:
    """Of these persons, those who are on the roster with a place in Latsar."""
    return {
        row["person"]
        for row in city.staff["diklat"].all("training", "/v1/roster")
        if row["person"] in persons and LATSAR in {enrolment["course"] for enrolment in row["enrolments"]}
    }


def _form(seed: str, number: int, elements: list[str]) -> dict:
    """Answers 1 to 4, mostly good ones; less so of how long it takes."""
    dice = random.Random(f"{seed}/survey/{number}")
    answers = {element: dice.choices((1, 2, 3, 4), SLOW if element == "time" else GOOD)[0] for element in elements}
    if number % ELEMENTS_LEFT_OUT == ELEMENTS_LEFT_OUT - 1:
        del answers[elements[number // ELEMENTS_LEFT_OUT % len(elements)]]
    # Most on a tablet at the counter; what applicants send all at once are bursts, and flagged.
    about = {"sex": ("female", "male")[number % 2], "age": AGES[number % len(AGES)]} if number % 3 else {}
    return {"channel": "counter" if number % 4 else "applicant", "answers": answers, "about": about}
