"""From the announcement of the period to the last submitted application."""

import random
import re
from datetime import timedelta
from pathlib import Path

from asnkit.wib import WIB

from .callers import Caller, Unexpected, until
from .city import BUDGET_YEAR, City, end_of_day
from .files import upload
from .people import Person, people, twins_of
from .shape import fates

FORMATIONS = Path(__file__).parent / "formations.csv"
DAYS_OPEN = 21
LATE = 4  # the last days, in which most people submit
EARLY_PERCENT = 43
CODE = re.compile(r"[0-9]{6}")
LINE = (
    "job_code", "job_name", "job_kind", "unit", "education", "need_type", "quota", "age_min", "age_max", "gpa_min",
    "documents", "salary_range", "decree_no",
)  # fmt: skip
"""What of a line the office says when it publishes it."""
STATEMENTS = ["no_prison_sentence", "never_dismissed", "not_serving", "no_party", "any_placement"]


def announce(city: City) -> None:
    """The period, and the formation list from the sheet."""
    with city.stages.stage("period and formations", 1) as advance:
        now = city.clock.now()
        period = {
            "code": city.code,
            "name": f"Seleksi CPNS Kota Tanjungbalai Formasi Tahun {BUDGET_YEAR} ({city.code})",
            "procurement_type": "PNS",
            "budget_year": BUDGET_YEAR,
            "mode": "nasional",
            "registration_opens": now.isoformat(),
            "registration_closes": end_of_day(now, DAYS_OPEN).isoformat(),
            "decree": "KepmenPANRB 320/2024",
        }
        city.staff["ketua"].post("registration", "/v1/periods", period)
        clerk, where = city.staff["pengelola"], "/v1/formation-lists"
        content = FORMATIONS.read_bytes()
        sheet = clerk.post("registration", where, content=content, period=city.code, file=FORMATIONS.name).body
        if sheet["errors"]:
            raise Unexpected(f"{FORMATIONS.name}: {sheet['errors'][0]}")
        clerk.post("registration", f"{where}/{sheet['id']}/approval", version=sheet["version"])
        lines = until(lambda: _vacancies(city, sheet["lines"]), "the public list of formations")
        lines = _mend(city, lines)
        city.people = people(city.seed, city.code, lines, fates(city.shape, city.seed), now.astimezone(WIB).date())
        city.twins = twins_of(city.people)
        _close(city, lines[-1], len(lines))
        advance()


def apply(city: City) -> None:
    """Everybody registers; most submit, and most of those in the last days."""
    early = len(city.people) * EARLY_PERCENT // 100
    city.stages.each("applicants, first days", city.people[:early], lambda person: _apply(city, person))
    city.forward(timedelta(days=DAYS_OPEN - LATE))
    _extend(city)
    city.stages.each("applicants, last days", city.people[early:], lambda person: _apply(city, person))
    city.forward_to(end_of_day(city.clock.now(), LATE))


def _extend(city: City) -> None:
    """One more day after an outage: one person proposes, another decides."""
    with city.stages.stage("period extended, two signers", 1) as advance:
        first, second = city.staff["panitia1"], city.staff["ketua"]
        closes = {"registration_closes": end_of_day(city.clock.now(), LATE + 1).isoformat()}
        letter = {"reason_code": "SYSTEM_OUTAGE", "letter": city.letter(7)}
        body = {"period": city.code, "kind": "AMEND", "after": closes, **letter}
        path = f"/v1/period-changes/{first.post('registration', '/v1/period-changes', body).body['id']}"
        read = second.get("registration", path)
        second.post("registration", f"{path}/approval", {"proposed": read.body["proposed"]}, version=read.version)
        advance()


def _mend(city: City, lines: list[dict]) -> list[dict]:
    """A seat more than the sheet has on its first line: one person proposes, another decides; the lines afterwards."""
    first, second, line = city.staff["panitia1"], city.staff["ketua"], lines[0]
    letter = {"reason_code": "ENTRY_ERROR", "letter": city.letter(8)}
    body = {"vacancy": line["id"], "after": {"quota": line["quota"] + 1}, **letter}
    _decide(first, second, body)
    return until(lambda: _vacancies(city, len(lines), line["quota"] + 1), "the changed line")


def _close(city: City, line: dict, lines: int) -> None:
    """A line that was published a second time by mistake: one person proposes to close it, another decides.

    Somebody has begun there by then, is told, and applies for the right line with everybody else.
    """
    first, second = city.staff["panitia1"], city.staff["ketua"]
    again = {name: line[name] for name in LINE}
    id = first.post("registration", "/v1/vacancies", {**again, "period": city.code}).body["id"]
    hasty = next((one for one in city.people if one.vacancy["id"] == line["id"]), city.people[0])
    city.hasty.add(hasty.number)
    city.accounts[hasty.number] = _register(city, hasty)
    city.accounts[hasty.number].post("registration", "/v1/applications", {"vacancy": id})
    letter = {"reason_code": "ENTRY_ERROR", "letter": city.letter(9)}
    _decide(first, second, {"vacancy": id, "after": {"closed": True}, **letter})
    until(lambda: city.public.get("registration", f"/v1/periods/{city.code}/counts").body["lines"] == lines, "its end")


def _decide(first: Caller, second: Caller, body: dict) -> None:
    path = f"/v1/vacancy-changes/{first.post('registration', '/v1/vacancy-changes', body).body['id']}"
    read = second.get("registration", path)
    second.post("registration", f"{path}/approval", {"proposed": read.body["proposed"]}, version=read.version)


def _vacancies(city: City, expected: int, seats: int = 0) -> list[dict] | None:
    """The period's lines in the order of the sheet, once all are there, the first of them with these seats."""
    items = city.public.get("registration", "/v1/vacancies", period=city.code, limit=200).body["items"]
    lines = sorted(items, key=lambda line: line["job_code"])
    return lines if len(lines) == expected and lines[0]["quota"] >= seats else None


def _apply(city: City, person: Person) -> None:
    applicant = city.accounts.get(person.number) or _register(city, person)
    city.accounts[person.number] = applicant
    begun = applicant.post("registration", "/v1/applications", {"vacancy": person.vacancy["id"]}).body
    sections = f"/v1/applications/{begun['id']}/sections"
    if person.fate.verdict is None and random.Random(person.email).random() < 0.5:
        return  # never came back
    applicant.post("registration", f"{sections}/education", person.education, version=1)
    for kind in person.vacancy["documents"]:
        content = upload(kind, person.number)
        applicant.post("registration", "/v1/documents", content=content, kind=kind)
    if person.fate.verdict is None:
        return  # all ready, but never sent
    applicant.post("registration", f"{sections}/statements", {"text": "2024-1", "agreed": STATEMENTS}, version=2)
    applicant.post("registration", f"{sections}/placement", {"other_unit": person.other_unit}, version=3)
    _submit(city, applicant, person, begun["id"])


def _register(city: City, person: Person) -> Caller:
    """An account, proved with the code from the letter."""
    id = city.public.post("registration", "/v1/accounts", person.account).body["id"]
    [letter, *_] = until(lambda: city.services.letters(person.email), f"a letter to applicant {person.number}")
    code = CODE.search(letter["subject"]).group()
    tokens = city.public.post("registration", f"/v1/accounts/{id}/proof", {"code": code}).body
    return city.services.applicant(person.email, person.password, tokens["access_token"])


def _submit(city: City, applicant: Caller, person: Person, application: str) -> None:
    agreed = {"truthful": True, "data_use": True}
    sent = applicant.post("registration", f"/v1/applications/{application}/submission", agreed, version=4).body
    city.applications[application] = person
    city.numbers[sent["extra"]["participant_no"]] = person
