"""How verifiers work: a row for each period and verifier, of which files came and how they went.

`days` counts decided files by the day (WIB). No verdict is in it.
"""

from asnkit.events import Event, View, parse_time
from asnkit.wib import wib_date

PACES = View("paces", indexes=([("period", 1)],))
COUNTED = ("taken", "decided", "returned", "recalled")
EMPTY = {**dict.fromkeys(COUNTED, 0), "days": {}, "last_at": ""}


@PACES.on(
    "registration.verification.assigned",
    "registration.verification.released",
    keys=lambda event: [f"{event.data['period']}/{event.data['verifier']}"],
)
def _worked(row: dict | None, event: Event) -> dict:
    what = event.data.get("why", "taken")
    row = {**(row or EMPTY), "period": event.data["period"], "verifier": event.data["verifier"]}
    row[what] += 1
    if what == "decided":
        day = wib_date(parse_time(event.time)).isoformat()
        row["days"] = {**row["days"], day: row["days"].get(day, 0) + 1}
    if what != "recalled":
        row["last_at"] = max(row["last_at"], event.time)
    return row
