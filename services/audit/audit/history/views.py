"""Traces: one row for every event of every service, by what people search for; and how many there are of each kind.

The log itself does not search. A row holds pseudonyms and ids, nothing that is sealed, and no content.
"""

import re
from collections.abc import Iterator

from asnkit.events import EVERY, Event, View

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOST = 2000
PERSONAL_ROLES = ("pelamar", "pegawai")


def _keys(event: Event) -> list[str]:
    return [event.id]


def _fold(row: dict | None, event: Event) -> dict:
    role, _, who = event.actor.partition(":")
    persons = _persons(event) | ({who} if role in PERSONAL_ROLES and UUID.fullmatch(who) else set())
    return {
        "service": event.service,
        "name": event.name,
        "stream": event.subject,
        "version": event.streamversion,
        "time": event.time,
        "validtime": event.validtime,
        "actor": event.actor,
        "role": role,
        "correlation": event.correlationid,
        "cause": event.causationid,
        "persons": sorted(persons)[:MOST],
        # Without the persons, so that nobody is followed by searching for an object.
        "objects": sorted({object_of(event.subject), *_ids(event.data)} - persons)[:MOST],
    }


def object_of(text: str) -> str:
    """The id of what a stream, or an id, is about. Several streams may share it: "application-<uuid>" and
    "objection-<uuid>" of one application have the same."""
    found = UUID.search(text)
    return found[0] if found else text.partition("-")[2] or text


def _persons(event: Event) -> set[str]:
    own = (
        {object_of(event.subject)}
        if event.subject.startswith(("account-", "access-", "identity-", "civil_servant-"))
        else set()
    )
    return own | set(_people(event.data))


def _people(content) -> Iterator[str]:
    """What stands under the names `person` and `persons`, at any depth."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name == "person" and isinstance(value, str):
                yield value
            elif name == "persons" and isinstance(value, list):
                yield from (one for one in value if isinstance(one, str))
            else:
                yield from _people(value)
    elif isinstance(content, list):
        for value in content:
            yield from _people(value)


def _ids(content) -> Iterator[str]:
    if isinstance(content, dict):
        if "sealed" not in content:
            for value in content.values():
                yield from _ids(value)
    elif isinstance(content, list):
        for value in content:
            yield from _ids(value)
    elif isinstance(content, str):
        yield from UUID.findall(content)


TRACES = View(
    "traces",
    indexes=(
        [("time", -1), ("_id", -1)],
        [("persons", 1), ("time", -1)],
        [("objects", 1), ("time", -1)],
        [("actor", 1), ("time", -1)],
        [("name", 1), ("time", -1)],
        [("correlation", 1), ("time", 1)],
        [("cause", 1)],
    ),
)

TRACES.on(EVERY, keys=_keys)(_fold)


TALLIES = View("tallies")


@TALLIES.on(EVERY, keys=lambda event: [event.name])
def _count(row: dict | None, event: Event) -> dict:
    return {"service": event.service, "events": (row["events"] if row else 0) + 1}
