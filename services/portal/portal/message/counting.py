"""What was sent to many at once, in numbers: how many messages, how many were read, how many e-mails came back."""

from asnkit import states
from pymongo.database import Database

SHOWN = 100


def waves(db: Database) -> list[dict]:
    """The newest announcements of periods that were told: {kind, period, happened, done, sent, read, bounced}."""
    return [
        {**wave, **_counted(db, wave["_id"])}
        for wave in db.waves.find({"session": None}).sort([("happened", -1), ("_id", -1)]).limit(SHOWN)
    ]


def _counted(db: Database, about: str) -> dict[str, int]:
    def having(**more) -> int:
        return db.state.count_documents(states.query("message", {"about": about}) | more)

    there = {"$ne": None}
    return {
        "sent": having(),
        "read": having(**{"data.read_at": there}),
        "bounced": having(**{"data.bounced_at": there}),
    }
