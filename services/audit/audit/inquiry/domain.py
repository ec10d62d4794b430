"""An inquiry: what of a finding others than the auditors may hear: its title, which desk is asked, until when.

Streams: inquiry-<uuid of the finding>. It follows the finding in the same transaction, and says where that stands now.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

DESK, AUDITORS, NOBODY = "desk", "auditors", "nobody"


@dataclass(frozen=True, slots=True)
class Place:
    """Whom the finding waits for; `desk` is a role, None where none is asked."""

    title: str
    desk: str | None
    due: str | None
    waits_for: str


def place(finding: dict) -> Place:
    """Whose turn it is: the desk's until somebody there has answered, then the auditors' until they write."""
    desk, notes = finding["desk"], finding["notes"]
    answered = bool(notes) and notes[-1]["by"].partition(":")[0] == desk
    over = desk is None or finding["status"] == "closed"
    return Place(finding["title"], desk, finding["due"], NOBODY if over else AUDITORS if answered else DESK)


def decide(state: dict | None, command: Place, now: datetime) -> list[Fact]:
    unknown = state is None and command.desk is None
    return [] if unknown or asdict(command) == state else [Fact("inquiry.placed", asdict(command))]


def evolve(state: dict | None, event: Event) -> dict:
    return event.data


AGGREGATE = Aggregate("inquiry", decide, evolve)
