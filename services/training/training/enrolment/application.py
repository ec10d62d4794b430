"""Who decides on an application for a seat: the superior of that day, the training officer where nobody leads.

A rule of this project, of no decree: hours away from work are the superior's to give (docs/decisions/0143). Who leads
is asked when the decision is made, not when somebody applied (docs/decisions/0122).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from asnkit.events import Refused
from asnkit.signing import check_second, reference

APPLIED, DECLINED = "APPLIED", "DECLINED"
SUPERIOR, OFFICER = "SUPERIOR", "OFFICER"
UNKNOWN = Refused("permohonan-tidak-ada", "Permohonan ini tidak ditemukan.", status=404)
NAMED = ("person", "session", "code", "title")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`person` decides, None for a training officer; `superior` is who leads the applicant today, None for nobody;
    `applied` is the application's event, as it was read."""

    actor: str
    person: str | None
    superior: str | None
    applied: Mapping


def may_decide(person: str | None, superior: str | None) -> None:
    """Raises Refused: 404 for somebody who does not lead, 403 for an officer where somebody does."""
    if person is None and superior is not None:
        raise Refused("ada-atasan", "Atasannya tercatat; atasannya yang memutus permohonan ini.", status=403)
    if person is not None and person != superior:
        raise UNKNOWN


def decided(state: Mapping | None, verdict: Verdict) -> dict:
    """What each answer to an application says. Raises Refused."""
    if state is None:
        raise UNKNOWN
    may_decide(verdict.person, verdict.superior)
    if state.get("status") != APPLIED:
        raise Refused("permohonan-sudah-diputus", "Permohonan ini sudah diputus atau ditarik.")
    otherwise = "Permohonan diputus oleh orang lain daripada yang mengajukannya."
    check_second(state["applied"], verdict.applied, verdict.actor, "applied", otherwise)
    named = {name: state[name] for name in NAMED}
    by = OFFICER if verdict.person is None else SUPERIOR
    return {**named, "by": by, "applied": reference(state["applied"])}
