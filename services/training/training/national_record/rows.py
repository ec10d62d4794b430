"""The rows of a file: which certificates, and, when it is read, what stands in each column."""

from collections.abc import Mapping
from datetime import date

from asnkit import states
from asnkit.web import caller, current

from ..certificate.domain import REVOKED
from ..roster_reading.recording import names_of_all
from ..rules.national import KINDS
from ..streams import certificate_stream, civil_servant_stream


def rows_of(since: date, until: date) -> list[dict]:
    """{enrolment, person, event, sha256} of what holds, by day and number."""
    days = {"$gte": since.isoformat(), "$lte": until.isoformat()}
    found = [one for one in states.every(current().db, "certificate", completed_on=days) if one[2]["status"] != REVOKED]
    found.sort(key=lambda one: (one[2]["completed_on"], one[2]["certificate_no"]))
    return [
        {**{name: state[name] for name in ("enrolment", "person")}, **_receipt(stream, state)}
        for stream, _, state in found
    ]


def _receipt(stream: str, state: Mapping) -> dict:
    """{event, sha256} of what issued the certificate as it holds now, which is another event after it was replaced."""
    issued = {event.sha256: event.reference for event in current().store.events(stream)}
    return issued[state["receipt"]]


def opened(rows: list[Mapping]) -> list[dict]:
    """Each row by the names of rules/national.py; the reading is recorded before anything is opened.

    `nip` is None of who came by an appointment: training has no number of theirs.
    """
    persons = list(dict.fromkeys(row["person"] for row in rows))
    names = names_of_all(persons, "roster", caller().actor)
    store, vault, seen = current().store, current().vault, {}

    def state_of(stream):
        if stream not in seen:
            seen[stream] = store.load(stream).state
        return seen[stream]

    def told(row: Mapping) -> dict:
        one, person = state_of(certificate_stream(row["enrolment"])), civil_servant_stream(row["person"])
        nip = (state_of(person) or {}).get("nip")
        return {
            "nip": nip and vault.readable(person, "nip", nip),
            "name": names.get(row["person"]),
            **{name: one[name] for name in ("title", "certificate_no", "completed_on", "hours")},
            "kind": KINDS[one["kind"]],
            "provider": state_of(f"course-{one['course']}")["provider"],
            "begins": state_of(f"session-{one['session']}")["days"][0]["date"],
            "year": int(one["completed_on"][:4]),
            **{name: row[name] for name in ("event", "sha256")},
        }

    return [told(row) for row in rows]
