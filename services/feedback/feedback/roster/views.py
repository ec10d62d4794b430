"""Who serves where, and who leads which unit, as training's events say: what an appraisal asks of the city."""

from asnkit.events import Event, View, parse_time, uuid_of
from asnkit.text import line
from asnkit.wib import wib_date

SERVANTS = View("servants", 2, indexes=([("unit", 1)],))
OFFICES = View("offices", indexes=([("parent", 1)],))
OFFICE_NAMES = View("office_names", indexes=([("unit", 1)],))
HEADSHIPS = View("headships")
CERTIFICATES = View("certificates", shape=2)


def key_of(name: str) -> str:
    """A unit's name as it is compared, as training does."""
    return line(name).casefold()


@SERVANTS.on(
    *(
        f"training.civil_servant.{fact}"
        for fact in ("added", "registered", "transferred", "left", "withdrawn", "service_ended", "dismissed")
    ),
    keys=lambda event: [uuid_of(event.subject)],
)
def _servant(row: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact.partition(".")[2]:
        case "left" | "withdrawn":
            return {**row, "left": wib_date(parse_time(event.time)).isoformat()}
        case "service_ended" | "dismissed":
            return {**row, "left": data["effective_date"]}
    job = {"job": data["job_name"], "job_code": data["job_code"]}
    station = {"unit": data["unit"], **job, "since": data["effective_date"]}
    stations = [*(row["stations"] if row else []), station]
    return {"stations": stations, "unit": key_of(data["unit"]), "left": None}


@OFFICES.on(
    *(f"training.unit.{fact}" for fact in ("registered", "renamed", "moved", "merged", "closed")),
    keys=lambda event: [uuid_of(event.subject)],
)
def _office(row: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "unit.registered":
            return {"name": data["called"], "parent": data["parent"], "ends": None, "into": None}
        case "unit.renamed":
            return {**row, "name": data["called"]}
        case "unit.moved":
            return {**row, "parent": data["parent"]}
        case _:
            return {**row, "ends": data["since"], "into": data.get("into")}


@OFFICE_NAMES.on(
    *(f"training.unit.{fact}" for fact in ("registered", "renamed", "alias_added")),
    keys=lambda event: [key_of(event.data["called"])],
)
def _named(row: dict | None, event: Event) -> dict:
    return {"unit": uuid_of(event.subject)}


@HEADSHIPS.on("training.headship.assigned", "training.headship.vacated", keys=lambda event: [uuid_of(event.subject)])
def _head(row: dict | None, event: Event) -> dict:
    leads = event.data["person"] if event.fact == "headship.assigned" else None
    return {"terms": [*(row["terms"] if row else []), {"person": leads, "since": event.data["since"]}]}


@CERTIFICATES.on(
    "training.certificate.issued",
    "training.certificate.reissued",
    "training.certificate.revoked",
    keys=lambda event: [event.data["person"]],
)
def _certificate(row: dict | None, event: Event) -> dict:
    """Of a person: {enrolment: certificate}; null where one was revoked, which may be heard of first."""
    data, found = event.data, row["certificates"] if row else {}
    if event.fact == "certificate.revoked":
        return {"certificates": {**found, data["enrolment"]: None}}
    told = {name: data[name] for name in ("kind", "title", "hours", "completed_on", "certificate_no")}
    if event.fact == "certificate.issued":
        return {"certificates": {data["enrolment"]: told, **found}}
    return {"certificates": {**found, data["enrolment"]: told if found.get(data["enrolment"], told) else None}}
