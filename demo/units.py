"""The register of units: those that appointments name, under two agencies, and what becomes of one that is reformed."""

from datetime import timedelta
from itertools import count as count_from

from asnkit.wib import wib_date

from .afterwards import appointed_persons
from .callers import Caller, until
from .city import City

UNITS = "/v1/units"
COMPETENCES = (
    "INTEGRITY", "TEAMWORK", "COMMUNICATION", "RESULTS", "SERVICE", "DEVELOPMENT", "CHANGE", "DECISIONS", "NATION",
)  # fmt: skip
SINCE = {"since": "2020-01-02", "basis": "Perda 5/2019"}


def keep_register(city: City) -> None:
    """Whatever name a winner came with is a unit's in the end: of every second one as it stands, of the others as an
    alias."""
    officer, numbers, named = city.staff["diklat"], count_from(0), set()
    agencies = _import(city, officer, [f"{name} {city.code}" for name in ("Dinas Kesehatan", "Dinas Pendidikan")])

    def unknown() -> list[str]:
        return [one["name"] for one in officer.all("training", f"{UNITS}/unknown-names")]

    def name(carried: str) -> None:
        named.add(carried)
        number = next(numbers)
        called = carried if number % 2 else f"{carried} ({city.code})"
        unit = _register(officer, called, "UNDER", agencies[number % 2])
        if called != carried:
            officer.post("training", f"{UNITS}/{unit}/aliases", {"name": carried})

    def rest() -> list[str]:
        """What is unknown still; whatever came since is named."""
        found = unknown()
        for carried in set(found) - named:
            name(carried)
        return found

    city.stages.each("units of the winners", unknown(), name)
    with city.stages.stage("a unit is reformed"):
        _reform(city, officer, agencies)
    with city.stages.stage("a unit has a head"):
        _lead(city, officer, agencies[0])
    with city.stages.stage("a post and its standard"):
        _fill_post(city, officer, agencies[0])
    until(lambda: not rest(), "names that no unit has")


def count(city: City) -> int:
    """Units that go on."""
    return city.public.get("training", UNITS, limit=1).body["total"]


def _import(city: City, officer: Caller, names: list[str]) -> list[str]:
    """The agencies, from a sheet that two people sign; their ids."""
    rows = "".join(f"{name};Perangkat Daerah;2020-01-02;Perda 5/2019\r\n" for name in names)
    content = f"Nama Unit;Jenis;Berlaku Mulai;Dasar\r\n{rows}".encode()
    staged = officer.post("training", "/v1/unit-lists", content=content, file="unit.csv").body
    where, body = f"/v1/unit-lists/{staged['id']}/approval", {"staged": staged["staged"]}
    city.staff["diklat2"].post("training", where, body, version=staged["version"])
    made = {}

    def listed() -> bool:
        made.update((one["name"], one["id"]) for one in officer.all("training", UNITS))
        return set(names) <= made.keys()

    until(listed, "the agencies")
    return [made[name] for name in names]


def _register(officer: Caller, name: str, kind: str, parent: str | None) -> str:
    return officer.post("training", UNITS, {"name": name, "kind": kind, "parent": parent, **SINCE}).body["id"]


def _lead(city: City, officer: Caller, agency: str) -> None:
    """Somebody acts as head for a while, and is gone again."""
    person, path = sorted(appointed_persons(city))[0], f"{UNITS}/{agency}/heads"
    acting = {"person": person, "acting": True, "since": "2025-01-02", "decree_no": city.letter(80)}
    officer.post("training", path, acting)
    officer.post("training", f"{path}/vacancy", {"since": "2025-07-01", "decree_no": city.letter(81)}, version=1)


def _fill_post(city: City, officer: Caller, agency: str) -> None:
    """A post asks for more after a year, and is closed in the end."""
    asked = {"core": dict.fromkeys(COMPETENCES, 2), "technical": [{"competence": "Pengelolaan arsip", "level": 2}]}
    post = {"unit": agency, "code": "JP-0001", "title": "Pengelola Arsip", "kind": "EXECUTOR", **asked, **SINCE}
    path = f"/v1/posts/{officer.post('training', '/v1/posts', post).body['id']}"
    more = asked | {"core": dict.fromkeys(COMPETENCES, 3), "since": "2021-01-04", "basis": "Perwali 8/2020"}
    officer.post("training", f"{path}/standard", more, version=1)
    officer.post("training", f"{path}/close", {"since": "2023-01-02", "basis": "Perwali 1/2023"}, version=2)


def _reform(city: City, officer: Caller, agencies: list[str]) -> None:
    """One is renamed and moved, then goes into another one, which is closed."""
    today = wib_date(city.clock.now())
    first, second = (_register(officer, f"UPTD {n} {city.code}", "UNDER", agencies[0]) for n in ("Gizi", "Lab"))
    changed = {
        "name": f"Balai Gizi {city.code}",
        "parent": agencies[1],
        "since": "2021-01-04",
        "basis": "Perwali 8/2020",
    }
    officer.post("training", f"{UNITS}/{first}/change", changed, version=1)
    ending = {"since": (today - timedelta(days=1)).isoformat(), "basis": "Perwali 3/2026"}
    officer.post("training", f"{UNITS}/{first}/end", ending | {"into": second}, version=3)
    officer.post("training", f"{UNITS}/{second}/end", ending, version=1)
