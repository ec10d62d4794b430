"""What units have to learn: the gaps of one unit, a regulation, a letter, a request; what is decided, and the plan."""

from asnkit.wib import wib_date

from .afterwards import UNIT
from .callers import Caller, until
from .city import City
from .learning import winners
from .roster import UNITS

COST = 1_500_000
"""Rupiah for each person."""
NEEDS, PLANS, STATUSES = "/v1/needs", "/v1/plans", ("OPEN", "ACCEPTED", "DECLINED", "MERGED")


def gather(city: City) -> None:
    officer = city.staff["diklat"]
    found = officer.get("training", "/v1/competence-map").body
    [measured] = [one for one in found["units"] if one["name"] == f"{UNITS[0]} {city.code}"]
    gaps = [
        {"unit": measured["unit"], "competence": competence}
        for competence, cell in zip(found["competences"], measured["cells"], strict=True)
        if cell["short"]
    ]
    city.stages.each("gaps of the map", gaps, lambda gap: officer.post("training", f"{NEEDS}/gaps", gap))
    if not _called(officer, UNIT):
        office = {"name": UNIT, "kind": "AGENCY", "parent": None, "since": "2020-01-02", "basis": "Perda 5/2019"}
        officer.post("training", "/v1/units", office)
    with city.stages.stage("a regulation, a letter, a request"):
        _ask(city, officer, measured["unit"])
    wanted = {"unit": measured["unit"], "status": "OPEN"}
    needs = until(lambda: _all(officer, len(gaps) + 1, **wanted), "the needs of the unit")
    lightest = needs[-1]["id"]
    city.stages.each("  decided", needs, lambda need: _decide(officer, need, need["id"] != lightest))
    until(lambda: not officer.all("training", NEEDS, **wanted), "no open need of the unit")


def hear(city: City) -> None:
    """Nobody does anything here: what feedback found is a need of the unit that the survey was about."""
    officer = city.staff["diklat"]
    [unit] = until(lambda: _called(officer, UNIT), "the unit of the survey")

    def heard() -> bool:
        needs = officer.all("training", NEEDS, unit=unit)
        return any(source["origin"] == "INDEX" for need in needs for source in need["sources"])

    with city.stages.stage("what the survey found, by event"):
        until(heard, "a need of what the survey found")


def plan(city: City) -> None:
    """A programme for each accepted need; what the head gives back is proposed again, and signed."""
    officer, head, year = city.staff["diklat"], city.staff["pimpinan"], wib_date(city.clock.now()).year + 1
    found = city.staff["auditor"].get("training", "/v1/competence-map").body["units"]
    [unit] = [one["unit"] for one in found if one["name"] == f"{UNITS[0]} {city.code}"]
    needs, path = officer.all("training", NEEDS, unit=unit, status="ACCEPTED"), f"{PLANS}/{year}"
    with city.stages.stage("the plan of the next year", len(needs)) as advance:
        for number, need in enumerate(needs):
            item = {"need": need["id"], "title": f"Bimtek {need['subject']}", "hours": 8, "quarter": 1 + number % 4}
            people = max(one["people"] for one in need["sources"])
            item |= {"people": people, "cost": people * COST, "fund": "APBD"}
            officer.post("training", f"{path}/items", item)
            advance()
        if len(needs) > 1:
            last = {"need": needs[-1]["id"]}
            officer.post("training", f"{path}/items/removal", last, version=officer.get("training", path).version)
        for answers in (False, True):
            _sign(city, officer, head, path, answers)


def programmes(city: City) -> int:
    """Of the last edition of each year's plan."""
    auditor, found = city.staff["auditor"], 0
    for one in auditor.get("training", PLANS).body["items"]:
        if one["editions"]:
            found += len(auditor.get("training", f"{PLANS}/{one['year']}").body["editions"][0]["items"])
    return found


def _sign(city: City, officer: Caller, head: Caller, path: str, signs: bool) -> None:
    read = officer.get("training", path)
    budget = {"budget": read.body["cost"] + COST, "basis": city.letter(91)}
    officer.post("training", f"{path}/proposal", budget, version=read.version)
    read = head.get("training", path)
    body = {"proposed": read.body["proposed"]} if signs else {"reason": "Sebutkan dokumen anggarannya."}
    head.post("training", f"{path}/{'approval' if signs else 'rejection'}", body, version=read.version)


def counts(city: City) -> dict[str, int]:
    """Needs of all rounds, by what was decided."""
    return {
        f"needs_{status.lower()}": city.staff["auditor"].get("training", NEEDS, status=status, limit=1).body["total"]
        for status in STATUSES
    }


def _ask(city: City, officer: Caller, unit: str) -> None:
    """Two names for one thing, which become one need; and what a winner asks for."""
    law = {
        "unit": unit, "origin": "LAW", "subject": "Kearsipan", "people": 10, "basis": "UU 43/2009 Pasal 30",
        "reason": "Wajib bagi pengelola arsip.",
    }  # fmt: skip
    into = officer.post("training", NEEDS, law).body["id"]
    letter = law | {"origin": "UNIT", "subject": "Menata arsip", "people": 3, "basis": city.letter(90)}
    path = f"{NEEDS}/{officer.post('training', NEEDS, letter).body['id']}"
    officer.post("training", f"{path}/merging", {"into": into, "reason": "Pokoknya sama."}, version=1)
    for who in list(winners(city).values())[:1]:
        who.post("training", "/v1/my-needs", {"subject": "Pelayanan publik", "reason": "Saya di loket setiap hari."})


def _called(officer: Caller, name: str) -> list[str]:
    """The unit with this name, or with this alias: where a winner came with it, the register may call it otherwise."""
    return [one["id"] for one in officer.all("training", "/v1/units") if name in (one["name"], *one["aliases"])]


def _all(officer: Caller, number: int, **wanted) -> list[dict]:
    found = officer.all("training", NEEDS, **wanted)
    return found if len(found) == number else []


def _decide(officer: Caller, need: dict, worth: bool) -> None:
    path = f"{NEEDS}/{need['id']}"
    word, why = ("acceptance", "Masuk rencana tahun depan.") if worth else ("refusal", "Terlalu ringan tahun ini.")
    officer.post("training", f"{path}/{word}", {"reason": why}, version=officer.get("training", path).version)
