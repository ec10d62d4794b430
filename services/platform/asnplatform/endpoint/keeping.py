"""What else happens with an endpoint: what waits goes on, is sent again, or goes with it."""

from collections.abc import Mapping

from asnkit import states
from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import Refused, uuid_of
from asnkit.service import Runtime

from ..delivery.queue import AGAIN, COLLECTION, DELIVERED, FAILED, SENT, TARGETS, WAITING
from ..delivery.signing import new_secret
from .domain import KEPT, Register, Remove, Renew, Resume, SendAgain

NOT_SENT = Refused("kiriman-tidak-ada", "Kiriman ini tidak ada atau masih menunggu.", "event", status=404)


def offered(runtime: Runtime, topics) -> list[str]:
    """The names of the events on these topics."""
    contracts, sent = runtime.contracts, set(topics) & set(SENT)
    return [
        name for name in contracts.newest_versions if contracts.owners.topic(f"{contracts.aggregate(name)}-") in sent
    ]


def register(runtime: Runtime, tx: Tx, stream: str, agency: str, url: str, types) -> None:
    given = tx.hold(f"agency-{agency}").state
    others = len(states.every(tx.db, "endpoint", tx.session, agency=agency, status={"$in": list(KEPT)}))
    topics = given["topics"] if given else ()
    tx.decide(stream, Register(agency, given, url, types, offered(runtime, topics), others, _secret(runtime, stream)))


def renew(runtime: Runtime, tx: Tx, stream: str, if_match: int) -> None:
    tx.decide(stream, Renew(_secret(runtime, stream)), if_match)


def resume(tx: Tx, stream: str, if_match: int) -> None:
    tx.decide(stream, Resume(), if_match)
    waiting = {"endpoint": uuid_of(stream), "status": WAITING}
    tx.db[COLLECTION].update_many(waiting, {"$set": {"due": tx.now, "tries": 0}}, session=tx.session)
    tx.db[TARGETS].delete_one({"_id": uuid_of(stream)}, session=tx.session)


def send_again(tx: Tx, stream: str, event: str, if_match: int) -> None:
    tx.decide(stream, SendAgain(event), if_match)
    wanted = {"_id": f"{uuid_of(stream)}/{event}", "status": {"$in": [DELIVERED, FAILED]}}
    again = {"$set": {**AGAIN, "due": tx.now}}
    if not tx.db[COLLECTION].update_one(wanted, again, session=tx.session).matched_count:
        raise NOT_SENT


def remove(tx: Tx, stream: str, if_match: int | None = None) -> None:
    tx.decide(stream, Remove(), if_match)
    put_down(tx, uuid_of(stream))


def remove_all(tx: Tx, agency: str) -> None:
    """With the grant of this agency everything ends that was sent because of it."""
    for stream, _, _ in states.every(tx.db, "endpoint", tx.session, agency=agency, status={"$in": list(KEPT)}):
        remove(tx, stream)


def _secret(runtime: Runtime, stream: str) -> Mapping:
    return runtime.vault.seal(uuid_of(stream), stream, "secret", new_secret())
