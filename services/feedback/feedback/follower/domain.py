"""Somebody who wants to be written to when there is news about a topic: an address and nothing else.

Streams: follower-<random uuid>. The address is sealed with a key of its own, which is destroyed when it is no longer
needed: nobody answered the first letter, the follower stopped, or there is nothing left to follow. No letter but the
first is sent before its reader said yes. What the follower does says the day and not the hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..topic.domain import MISSING as NO_TOPIC

ASKED, CONFIRMED, STOPPED = "asked", "confirmed", "stopped"
FOLLOWER, TIME, OFFICE = "follower", "time", "office"
"""Who or what ends it."""
ANSWER_WITHIN = timedelta(days=2)
"""How long the first letter is waited for; a rule of this project, of no decree."""
OVER = Refused("tautan-lewat", "Tautan ini tidak berlaku lagi. Ikuti sekali lagi dari halaman pokok aduan.", status=404)


@dataclass(frozen=True, slots=True)
class Ask:
    """`state` is the topic's, `open` whether it can still be solved; `address` is sealed."""

    topic: str
    state: Mapping | None
    open: bool
    address: dict


@dataclass(frozen=True, slots=True)
class Confirm:
    """By whoever reads letters at that address."""


@dataclass(frozen=True, slots=True)
class Stop:
    by: str


def decide(state: dict | None, command: Ask | Confirm | Stop, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if isinstance(command, Ask):
        if command.state is None or not command.state["shown"]:
            raise NO_TOPIC
        if not command.open:
            raise Refused("aduan-berakhir", "Aduan ini sudah berakhir: tidak ada kabar lagi.")
        if state is not None:
            raise Refused("sudah-diminta", "Permintaan ini sudah tercatat.")
        data = {"topic": command.topic, "address": command.address, "day": today.isoformat()}
        return [Fact("follower.asked", data, time=format_time(day_begins(today)))]
    if type(command) not in (Confirm, Stop):
        raise TypeError(command)
    if state is None:
        raise OVER
    data = {"topic": state["topic"], "day": today.isoformat()}
    time = max(format_time(day_begins(today)), state["last"])
    if isinstance(command, Stop):
        return [] if state["status"] == STOPPED else [Fact("follower.stopped", data | {"by": command.by}, time=time)]
    if state["status"] == STOPPED:
        raise OVER
    return [] if state["status"] == CONFIRMED else [Fact("follower.confirmed", data, time=time)]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "follower.asked":
            kept = {name: event.data[name] for name in ("topic", "address")}
            return {**kept, "status": ASKED, "last": event.time}
        case "follower.confirmed":
            return {**state, "status": CONFIRMED, "last": event.time}
        case "follower.stopped":
            return {**state, "status": STOPPED, "last": event.time}


AGGREGATE = Aggregate("follower", decide, evolve)
