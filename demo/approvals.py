"""Hours are the superior's to give: three of one unit apply for a seat; its head approves two and declines one."""

from datetime import datetime, time, timedelta

from asnkit.wib import WIB, wib_date

from .callers import until
from .city import City
from .roster import UNITS

LOGINS = ("pegawai1", "pegawai2")
"""Of whoever applies, one after the other, and of the head."""
APPLY = 3
AHEAD = timedelta(days=21)
LED_SINCE = "2024-01-02"
DECIDED = {"approved": "SEATED", "declined": "DECLINED"}
REASON = "Hari itu ada pemeriksaan di unit."


def approve(city: City) -> None:
    officer = city.staff["diklat"]
    name = f"{UNITS[0]} {city.code}"
    head, *members = sorted(row["person"] for row in officer.all("training", "/v1/roster", unit=name))
    led = {"person": head, "acting": False, "since": LED_SINCE, "decree_no": city.letter(82)}
    [unit] = [one["id"] for one in officer.all("training", "/v1/units") if one["name"] == name]
    officer.post("training", f"/v1/units/{unit}/heads", led)
    city.approving = _schedule(city)
    superior = city.sign_in(LOGINS[1], head)
    with city.stages.stage("a superior approves seats", APPLY) as advance:
        for person in members[:APPLY]:
            mine = city.sign_in(LOGINS[0], person)
            mine.post("training", f"/v1/sessions/{city.approving}/enrolments", {})
        waiting = until(lambda: _waiting(superior), "applications before the superior")
        for number, id in enumerate(waiting):
            where = f"/v1/applications/{id}"
            read = {"applied": superior.get("training", where).body["applied"]}
            if number < APPLY - 1:
                superior.post("training", f"{where}/approval", read)
            else:
                superior.post("training", f"{where}/refusal", read | {"reason": REASON})
            advance(1)
    until(lambda: counts(city)["approved"] == APPLY - 1, "the seats that were approved")


def counts(city: City) -> dict[str, int]:
    """Of this round's session whose seats a superior approves."""
    rows = city.staff["diklat"].all("training", f"/v1/sessions/{city.approving}/participants")
    standings = [row["standing"] for row in rows]
    return {"asked_superior": len(rows), **{name: standings.count(one) for name, one in DECIDED.items()}}


def _waiting(superior) -> list[str]:
    found = superior.get("training", "/v1/my-team").body["applications"]
    return [one["id"] for one in found] if len(found) == APPLY else []


def _schedule(city: City) -> str:
    officer, code = city.staff["diklat"], f"A-{city.code}"
    course = {
        "code": code, "title": "Pengelolaan Arsip Dinamis", "objective": "Peserta dapat menata arsip unitnya.",
        "kind": "TECHNICAL", "method": "CLASSICAL", "hours": 8, "provider": "BKPSDM Kota Tanjungbalai",
        "attendance": 80, "competences": ["Pengelolaan arsip"], "approval": True,
    }  # fmt: skip
    day = wib_date(city.clock.now() + AHEAD)
    body = {
        "course": officer.post("training", "/v1/courses", course).body["id"],
        "code": code,
        "days": [{"date": day.isoformat(), "begins": "08:00", "ends": "16:00"}],
        "place": "Aula BKPSDM, Jalan Sudirman",
        "capacity": 20,
        "closes": datetime.combine(day, time(0), WIB).isoformat(),
    }
    return officer.post("training", "/v1/sessions", body).body["id"]
