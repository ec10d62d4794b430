"""Findings that are given to a desk and not closed: whom each waits for, as the inbox shows it.

What was found is in no row: it is asked for when a finding is opened.
"""

from asnkit.events import Event, View, uuid_of

FINDINGS = View("asked_findings", indexes=[[("desk", 1), ("due", 1)]])


@FINDINGS.on("audit.inquiry.placed", keys=lambda event: [uuid_of(event.subject)])
def _placed(row: dict | None, event: Event) -> dict | None:
    return None if event.data["waits_for"] == "nobody" else {**event.data, "since": event.time}
