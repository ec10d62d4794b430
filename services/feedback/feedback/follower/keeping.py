"""Telling everybody who follows a topic, and ending it: in steps of one transaction each, however many there are.

A step is a deadline of the topic's stream that sets the next one; whoever dies in between goes on after the last
follower. What happens to a complaint is news for the followers of those that were merged into it, too.
"""

import secrets
import uuid
from datetime import UTC, datetime, timedelta

from asnkit import states
from asnkit.commits import Tx
from asnkit.erasing import put_down
from asnkit.events import uuid_of
from asnkit.quiet import awake
from asnkit.service import Runtime

from ..complaint.domain import ANSWERED, ARCHIVED, CLOSED, ELSEWHERE
from ..topic.showing import LONGEST_WAY, is_open
from . import letters
from .domain import ANSWER_WITHIN, CONFIRMED, OFFICE, TIME, Ask, Stop

LAPSE, TELL, END = "follower-lapse", "topic-news", "topic-end"
AT_ONCE = 200
WORTH_SENDING = timedelta(days=3)
"""So long a letter is tried while the mail server is away, in real time."""
KEPT = timedelta(days=30)
"""After a complaint's end, for what is told of it then; a rule of this project, of no decree."""
TOLD = (ANSWERED, CLOSED, ELSEWHERE, ARCHIVED)
"""States that are news."""
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/feedback")


def follow(runtime: Runtime, tx: Tx, topic: str, address: str) -> None:
    """The address is asked first whether it wants this."""
    follower = str(uuid.uuid4())
    stream = f"follower-{follower}"
    sealed = runtime.vault.seal(follower, stream, "address", address)
    state = tx.hold(f"topic-{topic}").state
    tx.decide(stream, Ask(topic, state, state is not None and is_open(runtime, topic), sealed))
    tx.deadline(stream, "lapse", tx.now + ANSWER_WITHIN, LAPSE, {})
    tx.letter(letters.ASKING, {"follower": follower}, datetime.now(UTC) + WORTH_SENDING)


def stop(tx: Tx, stream: str, by: str) -> None:
    tx.decide(stream, Stop(by))
    tx.cancel(stream, "lapse")
    put_down(tx, uuid_of(stream))


def lapse(tx: Tx, stream: str, _args: dict) -> None:
    """Nobody answered the first letter."""
    if tx.load(stream).state["status"] != CONFIRMED:
        stop(tx, stream, TIME)


def tell(tx: Tx, complaint: str) -> None:
    """There is news of this complaint (stream), for those who follow it or what was merged into it."""
    for topic in _topics(tx, complaint):
        news = secrets.token_hex(8)
        tx.deadline(topic, f"news-{news}", tx.now, TELL, {"news": news, "after": ""})


def end(tx: Tx, topic: str, due: datetime) -> None:
    """Nothing more will be told of it (stream) after `due`."""
    tx.deadline(topic, "end", due, END, {})


def moved(tx: Tx, complaint: str, before: str) -> None:
    """A complaint (stream) that was `before`, after a command: what of it is news, and whether it is the last."""
    state = tx.load(complaint).state
    status = state["status"]
    if status == before:
        return
    if status in TOLD:
        tell(tx, complaint)
    over = status in (CLOSED, ELSEWHERE) or (status == ARCHIVED and state["into"] is None)
    for topic in _topics(tx, complaint):
        if over:
            end(tx, topic, tx.now + KEPT)
        else:
            tx.cancel(topic, "end")


def go_on(tx: Tx, stream: str, args: dict) -> None:
    """One step of telling."""
    followers = _some(tx, uuid_of(stream), {"$gt": args["after"]}, CONFIRMED)
    real = datetime.now(UTC)
    for follower in followers:
        number = uuid.uuid5(_NAMES, f"{args['news']}/{follower}").hex
        told = {"follower": uuid_of(follower)}
        tx.notice(number, letters.NEWS, told, awake(real), real + WORTH_SENDING)
    if len(followers) == AT_ONCE:
        following = {"news": args["news"], "after": followers[-1]}
        tx.deadline(stream, f"news-{args['news']}", tx.now, TELL, following)


def finish(tx: Tx, stream: str, _args: dict) -> None:
    """One step of ending; those who stopped are found no more."""
    followers = _some(tx, uuid_of(stream), {"$gt": ""}, {"$ne": "stopped"})
    for follower in followers:
        stop(tx, follower, OFFICE)
    if len(followers) == AT_ONCE:
        end(tx, stream, tx.now)


def _some(tx: Tx, topic: str, place: dict, status) -> list[str]:
    wanted = states.query("follower", {"topic": topic, "status": status}) | {"_id": place}
    found = tx.db.state.find(wanted, {"_id": 1}, session=tx.session).sort("_id", 1).limit(AT_ONCE)
    return [one["_id"] for one in found]


def _topics(tx: Tx, complaint: str) -> list[str]:
    """Of this one and those that went into it, whichever way: the streams of the topics that are shown."""
    found, latest = [], [uuid_of(complaint)]
    for _ in range(LONGEST_WAY):
        found += latest
        latest = [
            uuid_of(one) for into in latest for one, _, _ in states.every(tx.db, "complaint", tx.session, into=into)
        ]
    states_of = ((topic, tx.load(topic).state) for topic in (f"topic-{id}" for id in found))
    return [topic for topic, state in states_of if state is not None and state["shown"]]
