"""What the public answered before a training and after it, of units that were fixed beforehand (docs/decisions/0178).

Streams: effect-<uuid of the session>, public: sums over thirty answers or more, and counts of ten or more. What may be
said of them, training says. Measured once from six and once from twelve months after the last day, so that nobody
measures until it looks well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.effects import MONTHS, later


@dataclass(frozen=True, slots=True)
class Measure:
    """`session` is that row of views.py, None where nothing is known of it; `found` is {figures, complaints, group},
    as figures.py reads them."""

    session_id: str
    session: Mapping | None
    found: Mapping


def due(state: dict | None, session: Mapping | None, now: datetime) -> int:
    """For which of MONTHS it is time. Raises Refused."""
    if session is None or not session["days"]:
        raise Refused("sesi-tidak-ada", "Sesi ini tidak ditemukan, atau dibatalkan.", "session", status=404)
    if session["fixed"] is None:
        told = "Unit dan pembandingnya tidak ditetapkan sebelum sesi dimulai; karena itu dampaknya tidak diukur."
        raise Refused("tanpa-pembanding", told)
    done = [one["months"] for one in state["measured"]] if state else []
    today, last = wib_date(now), date.fromisoformat(session["days"][1])
    come = [months for months in MONTHS if later(last, months) <= today]
    if not come:
        raise Refused("belum-waktunya", f"Dampak diukur mulai {later(last, MONTHS[0])}.")
    if come[-1] in done:
        if come[-1] == MONTHS[-1]:
            raise Refused("sudah-diukur", "Dampak sesi ini sudah diukur dua kali.")
        raise Refused("sudah-diukur", f"Sudah diukur; sekali lagi mulai {later(last, MONTHS[-1])}.")
    return come[-1]


def decide(state: dict | None, command: Measure, now: datetime) -> list[Fact]:
    if not isinstance(command, Measure):
        raise TypeError(command)
    months = due(state, command.session, now)
    fixed, (begins, ends) = command.session["fixed"], command.session["days"]
    data = {
        "session": command.session_id,
        **{name: command.session[name] for name in ("code", "title")},
        "months": months,
        "begins": begins,
        "ends": ends,
        **fixed,
        **{name: command.found[name] for name in ("figures", "complaints", "group")},
    }
    return [Fact("effect.measured", data)]


def evolve(state: dict | None, event: Event) -> dict:
    measured = {**event.data, "at": event.time}
    return {"session": event.data["session"], "measured": [*(state["measured"] if state else []), measured]}


AGGREGATE = Aggregate("effect", decide, evolve)
