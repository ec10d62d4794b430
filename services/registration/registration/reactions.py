"""What registration does when selection or the portal says something.

The applicant's timeline also tells of selection's events; it is a view (application/views.py).
"""

import uuid

from asnkit.events import Event
from asnkit.reactions import Reaction

from .announcement.domain import PublishResult
from .notice.writing import write

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/registration")


def announcement_of(result: str, edition: int) -> str:
    """The UUID of the announcement of one edition of a result stream, the same at every replay."""
    return str(uuid.uuid5(_NAMES, f"{result}/{edition}"))


def announce_result(event: Event, tx) -> None:
    data = event.data
    replaced = data["replaces"]
    command = PublishResult(
        period=data["period"],
        stage=data["stage"].lower(),
        number=data["number"],
        title=data["title"],
        list_sha256=data["list_sha256"],
        counts=data["counts"],
        result=event.id,
        objection=data["objection"],
        previous_id=announcement_of(event.subject, replaced) if replaced else None,
        order=data.get("order"),
    )
    tx.decide(f"announcement-{announcement_of(event.subject, data['edition'])}", command)


REACTIONS = {
    "announcements": {"selection.result.published": [Reaction("announce", announce_result)]},
    "notices": {"portal.message.sent": [Reaction("write", write)]},
}
