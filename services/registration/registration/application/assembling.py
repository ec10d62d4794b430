"""Putting an application together with what lies around it: its line, period, documents, person."""

from datetime import date, datetime

from asnkit import states
from asnkit.events import parse_time, uuid_of
from asnkit.sealing import Vault
from asnkit.web import current
from asnkit.wib import wib_date

from ..disclosure.domain import ERASED
from ..document.domain import NAMES, was_read
from ..identity.claiming import taken
from ..period.domain import BY_SUBMISSION
from ..period.lookup import period_of
from .checks import checks
from .domain import NEEDED_SECTIONS, hidden_versions
from .reasons import REASONS


def documents_of(db, person: str, session=None) -> dict[str, dict]:
    """The person's last upload of each kind: kind → {document, sha256}."""
    found = {}
    for stream, _, state in states.every(db, "document", session, person=person):
        found[state["kind"]] = {"document": uuid_of(stream), "sha256": state["sha256"]}
    return found


def checks_of(vault: Vault, stream: str, application: dict, account: dict, line: dict, period: dict, now: datetime):
    """The checks of an application whose education section is saved; opens birth date, programme and GPA."""
    education = application["sections"]["education"]
    born = vault.open(f"account-{application['person']}", "birth_date", account["birth_date"])
    counted_on = period["age_counted_on"]
    return checks(
        line,
        birth_date=date.fromisoformat(born),
        counted_on=wib_date(now) if counted_on == BY_SUBMISSION else date.fromisoformat(counted_on),
        education={
            "level": education["level"],
            "programme": vault.open(stream, "programme", education["programme"]),
        },
        gpa=open_gpa(vault, stream, education),
        nik=account["nik_check"],
    )


def open_gpa(vault: Vault, stream: str, education: dict) -> str | None:
    return vault.readable(stream, "gpa", education["gpa"])


def mine(stream: str, version: int, application: dict, announced: bool) -> dict:
    """schemas.OwnApplication for the owner; a verdict stays hidden until it is `announced`."""
    runtime = current()
    store, vault = runtime.store, runtime.vault
    line = store.load(f"vacancy-{application['vacancy']}").state
    sections = application["sections"]
    given = _given(application, line)
    missing = [name for name in NEEDED_SECTIONS if name not in sections]
    missing += [item["kind"] for item in given if item["document"] is None]
    if "checks" in application:
        found = application["checks"]
    elif "education" in sections and application["status"] == "draft":
        account = store.load(f"account-{application['person']}").state
        period = period_of(runtime.db, application["period"])
        found = checks_of(vault, stream, application, account, line, period, runtime.clock.now())
    else:
        found = []
    return {
        "id": uuid_of(stream),
        "version": version - hidden_versions(application, announced),
        **{name: application[name] for name in ("period", "vacancy", "started_at")},
        **{name: line[name] for name in ("job_name", "unit")},
        **_verdict(application, announced),
        "line_closed": line["changes"][-1] if line.get("closed") else None,
        "participant_no": application.get("participant_no"),
        "submitted_at": application.get("submitted_at"),
        "education": _education(vault, stream, sections),
        "statements": sections.get("statements", {}).get("agreed", []),
        "other_unit": sections.get("placement", {}).get("other_unit"),
        "documents": given,
        "missing": missing,
        "checks": found,
    }


def file(stream: str, version: int, application: dict, reader: str, since: str) -> dict:
    """schemas.ApplicationFile for `reader`, who is told what she opened `since` then; the reading has been recorded."""
    vault = current().vault
    account_stream = f"account-{application['person']}"
    account = current().store.load(account_stream).state
    line = current().store.load(f"vacancy-{application['vacancy']}").state
    opened = {
        name: vault.readable(account_stream, name, account.get(name)) for name in ("name", "nik", "birth_date", "sex")
    }
    return {
        **{name: application[name] for name in ("period", "vacancy", "person", "participant_no", "submitted_at")},
        **{name: application[name] for name in ("status", "other_unit")},
        "checks": _checks_now(stream, application, account, line) if opened["name"] else application["checks"],
        "id": uuid_of(stream),
        "version": version,
        "applicant": opened if opened["name"] is not None else None,
        "reason": None if opened["name"] is not None else ERASED,
        "nik_check": account["nik_check"],
        "nik_taken": taken(current().db, vault, application["person"], account),
        "education": _education(vault, stream, application["sections"]),
        "documents": _papers(application["documents"], reader, since),
    }


def _checks_now(stream: str, application: dict, account: dict, line: dict) -> list[dict]:
    """What was recorded when it was sent; where the line has changed since, the same by what it asks now."""
    sent = application["submitted_at"]
    if all(change["at"] < sent for change in line.get("changes", ())):
        return application["checks"]
    period = period_of(current().db, application["period"])
    return checks_of(current().vault, stream, application, account, line, period, parse_time(sent))


def _papers(documents: list[dict], reader: str, since: str) -> list[dict]:
    wanted = [f"document-{item['document']}" for item in documents]
    opened = {
        uuid_of(one["_id"])
        for one in current().db.state.find({"_id": {"$in": wanted}})
        if was_read(one["data"], reader, since)
    }
    return [{**item, "name": NAMES[item["kind"]], "read": item["document"] in opened} for item in documents]


def _given(application: dict, line: dict) -> list[dict]:
    """The documents that the line asks for, each with what was or would be submitted."""
    if "documents" in application:
        have = {item["kind"]: item for item in application["documents"]}
    else:
        have = documents_of(current().db, application["person"])
    return [
        {"kind": kind, "name": NAMES[kind], "document": have[kind]["document"] if kind in have else None}
        for kind in line["documents"]
    ]


def _verdict(application: dict, announced: bool) -> dict:
    status, verdicts = application["status"], application["verdicts"]
    if status in ("MS", "TMS") and not announced:
        status = "submitted"
    reasons = verdicts[-1]["reasons"] if status == "TMS" else []
    return {"status": status, "reasons": [{"code": code, "text": REASONS[code]} for code in reasons]}


def _education(vault: Vault, stream: str, sections: dict) -> dict | None:
    if "education" not in sections:
        return None
    education = sections["education"]
    return {
        "level": education["level"],
        "programme": vault.readable(stream, "programme", education["programme"]),
        "institution": vault.readable(stream, "institution", education["institution"]),
        "gpa": open_gpa(vault, stream, education),
    }
