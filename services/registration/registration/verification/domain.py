"""Who is checking which application.

Streams: verification-<uuid of the application>. A verifier takes the next application,
then decides on it or lays it back; the verdict itself belongs to the application. What lies with somebody who is
away goes back to the queue by the committee, who does not say who takes it next. A rule of this project, of no decree.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

HELD_AT_ONCE = 20
RECALLS = {
    "ABSENT": "Verifikator berhalangan",
    "SLOW": "Pemeriksaan terlalu lama",
    "INTEREST": "Verifikator mengenal pelamar",
}
"""Why the committee takes files back."""
LINE_CLOSED = "LINE_CLOSED"
"""Why they go back when two people have closed their line."""


@dataclass(frozen=True, slots=True)
class Assign:
    """`held` is how many applications the verifier holds already."""

    application: str
    period: str
    vacancy: str
    verifier: str
    held: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """`why` is "decided" or "returned"."""

    verifier: str
    why: str


@dataclass(frozen=True, slots=True)
class Recall:
    """The committee takes back what this verifier holds; `reason` is a key of RECALLS, or LINE_CLOSED."""

    verifier: str
    reason: str


def decide(state: dict | None, command: Assign | Release | Recall, now: datetime) -> list[Fact]:
    if isinstance(command, Assign):
        if state is not None and state["verifier"]:
            raise Refused("sudah-diambil", "Lamaran ini sedang diperiksa verifikator lain.")
        if command.held >= HELD_AT_ONCE:
            raise Refused("terlalu-banyak", f"Putuskan atau kembalikan dahulu; paling banyak {HELD_AT_ONCE} sekaligus.")
        return [
            Fact(
                "verification.assigned",
                {
                    "application": command.application,
                    "period": command.period,
                    "vacancy": command.vacancy,
                    "verifier": command.verifier,
                },
            )
        ]
    if isinstance(command, Release | Recall):
        check_holder(state, command.verifier)
        data = {key: state[key] for key in ("application", "period", "vacancy", "verifier")}
        if isinstance(command, Recall):
            return [Fact("verification.released", {**data, "why": "recalled", "reason": command.reason})]
        return [Fact("verification.released", {**data, "why": command.why})]
    raise TypeError(command)


def check_holder(state: dict | None, verifier: str) -> None:
    """Only the verifier who took an application decides on it or lays it back."""
    if state is None or state["verifier"] != verifier:
        raise Refused("bukan-pemegang", "Ambil lamaran ini lebih dahulu dari antrean Anda.")


def evolve(state: dict | None, event: Event) -> dict:
    data = {key: event.data[key] for key in ("application", "period", "vacancy")}
    if event.fact == "verification.assigned":
        return {**data, "verifier": event.data["verifier"], "since": event.time}
    return {**data, "verifier": None, "since": None}


AGGREGATE = Aggregate("verification", decide, evolve)
