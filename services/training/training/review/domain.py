"""What one participant says of a session after its last hour, once.

Streams: review-<uuid of the enrolment>. The own words are sealed; the officer reads them without a name, and figures
only from enough participants on (docs/decisions/0133).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..rules.reviews import ELEMENTS, HIGHEST, LOWEST
from ..session.domain import CANCELLED, known, last_hour


@dataclass(frozen=True, slots=True)
class Give:
    """`session` is that stream's state, `seated` whether the enrolment has a seat there; `comment` an envelope."""

    session_id: str
    session: Mapping | None
    enrolment_id: str
    seated: bool
    ratings: Mapping[str, int]
    comment: Mapping | None


def decide(state: dict | None, command: Give, now: datetime) -> list[Fact]:
    if not isinstance(command, Give):
        raise TypeError(command)
    session = known(command.session)
    if not command.seated:
        raise Refused("bukan-peserta", "Hanya peserta yang mendapat kursi dapat memberi kesan.", status=404)
    if session["status"] == CANCELLED:
        raise Refused("sesi-dibatalkan", "Sesi ini dibatalkan.")
    if now < last_hour(session):
        raise Refused("sesi-belum-selesai", "Kesan diberikan sesudah hari terakhir sesi.")
    if state is not None:
        raise Refused("kesan-sudah-diberikan", "Kesan Anda tentang sesi ini sudah tercatat.")
    if set(command.ratings) != set(ELEMENTS):
        raise Refused("nilai-tidak-lengkap", "Beri nilai untuk setiap unsur.", "ratings", status=422)
    if not all(LOWEST <= one <= HIGHEST for one in command.ratings.values()):
        raise Refused("nilai-di-luar-skala", "Nilai dari 1 sampai 4.", "ratings", status=422)
    data = {"enrolment": command.enrolment_id, "session": command.session_id, "course": session["course"]}
    words = {"comment": command.comment} if command.comment else {}
    return [Fact("review.given", {**data, "ratings": dict(command.ratings), **words})]


def evolve(state: dict | None, event: Event) -> dict:
    return {name: event.data.get(name) for name in ("session", "ratings", "comment")}


AGGREGATE = Aggregate("review", decide, evolve)
