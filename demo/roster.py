"""Those who served before the round: a list that two people sign, a row a person; in one unit all are assessed."""

import random

from .callers import Caller, until
from .city import City

PEOPLE = 60
LISTS = "/v1/roster-lists"
HEAD = "NIP;Nama;Tanggal Lahir;Status;Golongan;Unit;Kode Jabatan;Nama Jabatan;Nomor Keputusan;TMT"
UNITS = ("Dinas Sosial", "Dinas Perhubungan", "Dinas Pariwisata", "BKPSDM", "Kecamatan Teluk Nibung", "Inspektorat")
POST = "JP-0001"
COMPETENCES = (
    "INTEGRITY", "TEAMWORK", "COMMUNICATION", "RESULTS", "SERVICE", "DEVELOPMENT", "CHANGE", "DECISIONS", "NATION",
)  # fmt: skip
FIRST, LAST = ("Aisyah", "Binsar", "Citra", "Darma", "Erlina", "Fahri"), ("Lubis", "Nasution", "Sitorus", "Panjaitan")


def bring_in(city: City) -> None:
    officer, since = city.staff["diklat"], {"since": "2020-01-02", "basis": "Perda 5/2019"}
    unit = {"name": f"{UNITS[0]} {city.code}", "kind": "AGENCY", "parent": None, **since}
    post = {
        "code": POST,
        "title": "Pengelola Arsip",
        "kind": "EXECUTOR",
        "core": dict.fromkeys(COMPETENCES, 3),
        **since,
    }
    post["unit"] = officer.post("training", "/v1/units", unit).body["id"]
    officer.post("training", "/v1/posts", post)
    content = "\r\n".join([HEAD, *(_row(city, number) for number in range(PEOPLE))]).encode()
    with city.stages.stage("who served before", PEOPLE) as advance:
        staged = officer.post("training", LISTS, content=content, file=f"asn-{city.code}.csv").body
        path, body = f"{LISTS}/{staged['id']}", {"staged": staged["staged"]}
        city.staff["diklat2"].post("training", f"{path}/approval", body, version=staged["version"])
        until(lambda: officer.get("training", path).body["status"] == "closed", f"{PEOPLE} on the roster")
        advance(PEOPLE)


def assess(city: City) -> None:
    """Everybody of one unit, whom the map of units by competence then counts."""
    officer, begun = city.staff["diklat"], assessed(city)
    people = until(lambda: _listed(officer, f"{UNITS[0]} {city.code}"), f"the people of {UNITS[0]}")
    officer.post("training", "/v1/names", {"persons": [one["person"] for one in people]})

    def measure(one: dict) -> None:
        dice = random.Random(f"{city.seed}/assessment/{one['person']}")
        core = {name: dice.randint(1, 4) for name in COMPETENCES}
        body = {"core": core, "on": "2024-01-02", "evidence": f"LHA-1/{city.code}"}
        officer.post("training", f"/v1/roster/{one['person']}/assessments", body)

    city.stages.each("assessed", people, measure)
    until(lambda: assessed(city) == begun + len(people), "the map of competences")


def assessed(city: City) -> int:
    """People of all rounds on the map of units by competence."""
    units = city.staff["auditor"].get("training", "/v1/competence-map").body["units"]
    return sum(one["cells"][0]["assessed"] for one in units if one["cells"][0])


def count(city: City) -> int:
    """People whom the lists of all rounds added."""
    return sum(one["applied"] for one in city.staff["auditor"].all("training", LISTS))


def _listed(officer: Caller, unit: str) -> list[dict]:
    """Everybody of a unit, once the roster has them all."""
    found = officer.all("training", "/v1/roster", unit=unit)
    return found if len(found) == PEOPLE // len(UNITS) else []


def _row(city: City, number: int) -> str:
    dice = random.Random(f"{city.seed}/roster/{number}")
    born = f"{dice.randint(1966, 1995)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    begun = f"{dice.randint(2015, 2020)}{dice.randint(1, 12):02d}"
    nip = f"{born.replace('-', '')}{begun}{dice.randint(1, 2)}{dice.randint(1, 999):03d}"
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    cells = (nip, name, born, "PNS", dice.choice(("III/a", "III/b", "III/c")))
    unit = f"{UNITS[number % len(UNITS)]} {city.code}"
    return ";".join((*cells, unit, POST, "Pengelola Arsip", f"{city.code}/{number}", "2021-01-04"))
