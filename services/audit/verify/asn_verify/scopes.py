"""Whether who decided in a recruitment period had a role that was for it: platform's grants beside the events' actors.

A grant holds from the event that gave it until the one that took it away or ended it, and a token of it a quarter of an
hour longer. Of somebody who had no grant then nothing is said: a log may begin before there were any.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from .mirror import Recorded
from .signers import NAMESPACE, SCOPE

PLATFORM, WORKING = "/asn/platform", ("/asn/registration", "/asn/selection")
GIVEN, OVER = ("role.granted", "role.confirmed"), ("role.revoked", "role.ended")
TOKEN = timedelta(minutes=15)


@dataclass(slots=True)
class Grant:
    """`period` is None where it was for every one, `over` while nobody has ended it."""

    since: datetime
    period: str | None
    over: datetime | None = None

    def held(self, at: datetime) -> bool:
        return self.since <= at and (self.over is None or at <= self.over + TOKEN)


def beyond(read: Callable[[], Iterable[Recorded]]) -> Iterator[tuple[str, str]]:
    """(event id, SCOPE) of everything in a mirror that a role for another period did. `read()` is as for `doubts`."""
    grants = _grants(read())
    if not any(one.period for held in grants.values() for one in held):
        return
    for recorded in read():
        event = json.loads(recorded.raw)
        period, at = event["data"].get("period"), datetime.fromisoformat(event["time"])
        if event["source"] not in WORKING or not isinstance(period, str):
            continue
        held = [one for one in grants.get(event["actor"], ()) if one.held(at)]
        if held and not any(one.period in (None, period) for one in held):
            yield event["id"], SCOPE


def _grants(entries: Iterable[Recorded]) -> dict[str, list[Grant]]:
    """By the actor that somebody is in that role, "<role>:<person>"."""
    found, streams, ends = defaultdict(list), {}, {}
    for recorded in entries:
        event = json.loads(recorded.raw)
        fact = event["type"].removeprefix(f"{NAMESPACE}platform.").rpartition(".")[0]
        if event["source"] != PLATFORM or fact not in GIVEN + OVER:
            continue
        data, at = event["data"], datetime.fromisoformat(event["time"])
        if fact in GIVEN:
            streams[event["subject"]] = grant = Grant(at, data.get("period"))
            found[f"{data['role']}:{data['person']}"].append(grant)
        else:
            ends[event["subject"]] = at
    for stream, at in ends.items():
        if stream in streams:
            streams[stream].over = at
    return found
