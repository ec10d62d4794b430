"""How a decision is saved: one commit document, the stream's state, the command's answer.

All of it is one MongoDB transaction (transaction.py). The commits collection is the history *and* the outbox:
the relay (relay.py) sends what is still `published: false`. An event's bytes are made once and never again: Kafka
carries them, the audit log hashes them.

Whoever comes second with the same command id gets the first answer; whoever loses a race decides again on
what the winner left. That a command happened is known from the commit, for ever; its answer is cached for a day.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from pymongo.database import Database
from tlog.notes import Signer

from .clock import Clock
from .commands import Answer, CommandKnown, Context, Loaded, Rehearsed
from .contracts import Contracts
from .db import patience, transact
from .errors import KeyReused, StaleVersion, Unsigned
from .events import Aggregate, Event, Refused, aggregate_of, fold
from .keyring import Keyring
from .transaction import Tx, answer_of
from .upcasting import Upcasters

STREAMS_A_CALL = 500

log = logging.getLogger(__name__)


class Store:
    """One service's streams: loading, deciding, writing."""

    def __init__(
        self,
        db: Database,
        service: str,
        aggregates: Iterable[Aggregate],
        contracts: Contracts,
        clock: Clock,
        signer: Callable[[], Signer],
        keyring: Callable[[], Keyring],
        upcasters: Upcasters,
        watch: Callable[[str, dict | None], None] = lambda stream, state: None,
    ):
        self.db = db
        self.service = service
        self.aggregates = {aggregate.name: aggregate for aggregate in aggregates}
        self.contracts = contracts
        self.clock = clock
        self.upcasters = upcasters
        self._signer = signer
        self._keyring = keyring
        self._watch = watch

    @property
    def signer(self) -> Signer:
        return self._signer()

    @property
    def keyring(self) -> Keyring:
        return self._keyring()

    @staticmethod
    def real_now() -> datetime:
        return datetime.now(UTC)

    def aggregate(self, stream: str) -> Aggregate:
        return self.aggregates[aggregate_of(stream)]

    def load(self, stream: str, session=None) -> Loaded:
        """The stream's state now; version 0 and None when it does not exist."""
        return self.loaded(stream, self.db.state.find_one({"_id": stream}, session=session), session)

    def load_signed(self, stream: str, session=None) -> Loaded:
        """The fold of the stream's commits, each of which must carry this service's signature. Raises Unsigned."""
        return self._folded(stream, self._commits(stream, session))

    def load_all_signed(self, streams: Sequence[str], session=None) -> Iterator[Loaded]:
        """As load_signed, for many streams that exist, some hundred in one call. Raises Unsigned."""
        for start in range(0, len(streams), STREAMS_A_CALL):
            part = streams[start : start + STREAMS_A_CALL]
            found: dict[str, list[dict]] = {stream: [] for stream in part}
            wanted = self.db.commits.find({"stream": {"$in": part}}, session=session)
            for commit in wanted.sort([("stream", 1), ("first", 1)]):
                found[commit["stream"]].append(commit)
            for stream, commits in found.items():
                if not commits:
                    raise Unsigned(f"{stream}: it has a state and no commit")
                yield self._folded(stream, commits)

    def _folded(self, stream: str, commits: Iterable[dict]) -> Loaded:
        events: list[Event] = []
        for commit in commits:
            for event in commit["events"]:
                raw = bytes(event["bytes"])
                self._require(commit, event, raw, stream, len(events) + 1)
                events.append(self.upcasters.newest(Event.parse(raw)))
        return self._watched(Loaded(stream, len(events), fold(self.aggregate(stream), events) if events else None))

    def events(self, stream: str, session=None) -> list[Event]:
        """The stream's history, in order."""
        commits = self._commits(stream, session)
        return [self.upcasters.newest(Event.parse(event["bytes"])) for commit in commits for event in commit["events"]]

    def run(self, context: Context, work: Callable[[Tx], Any]) -> Answer:
        """Do `work(tx)` in one transaction, exactly once for each command id.

        Raises Refused, StaleVersion, KeyReused; Unavailable when nothing is known to be
        written (the same command id may be sent again).
        """

        def attempt(session):
            tx = Tx(self, session, context)
            work(tx)
            return tx.flush()

        try:
            with patience():
                return transact(self.db.client, attempt)
        except (Refused, StaleVersion, CommandKnown) as refusal:
            # A repeated command is often refused by its own first success ("already
            # submitted"), so the first answer is looked for only when something went wrong.
            known = self.answer(context)
            if known:
                return known
            raise refusal

    def rehearse(self, context: Context, work: Callable[[Tx], Any]) -> NoReturn:
        """Do all that `run` does, take it back, and raise Rehearsed; or raise what `run` would raise."""

        def attempt(session):
            tx = Tx(self, session, replace(context, answered=False))
            work(tx)
            tx.flush()
            raise Rehearsed

        with patience():
            transact(self.db.client, attempt)

    def answer(self, context: Context) -> Answer | None:
        """What this command id was answered. Raises KeyReused when the request is known to differ.

        Looked for in a transaction, as what refused us was: a server under strain shows a transaction what is not on
        its disk yet, and a plain majority read would not find it. This one's commit waits until it is there.
        """
        with patience():
            return transact(self.db.client, lambda session: self._answer(context, session))

    def loaded(self, stream: str, document: dict | None, session=None) -> Loaded:
        """What a state document says; folded anew when its shape is not the present one."""
        if document is None:
            return Loaded(stream, 0, None)
        aggregate = self.aggregate(stream)
        if document["shape"] != aggregate.shape:
            return self._watched(Loaded(stream, document["version"], fold(aggregate, self.events(stream, session))))
        return self._watched(Loaded(stream, document["version"], document["data"]))

    def _watched(self, loaded: Loaded) -> Loaded:
        self._watch(loaded.stream, loaded.state)
        return loaded

    def _answer(self, context: Context, session) -> Answer | None:
        cached = self.db.commands.find_one({"_id": context.command_id}, session=session)
        if cached is None:
            return self._answer_again(context.command_id, session)
        if cached["request_hash"] != context.request_hash:
            raise KeyReused(context.command_id)
        names = ("stream", "version", "events", "promise", "extra")
        return Answer(**{name: cached[name] for name in names}, repeated=True)

    def _answer_again(self, command_id: str, session) -> Answer | None:
        """From the commits alone. "#" and "$" are neighbours, so this range is the id with or without a number."""
        wanted = {"command_id": {"$gte": command_id, "$lt": f"{command_id}$"}}
        found = self.db.commits.find(wanted, session=session)
        mine = [c for c in found if c["command_id"].partition("#")[0] == command_id]
        if not mine:
            return None
        mine.sort(key=lambda commit: int(commit["command_id"].partition("#")[2] or 0))
        answer = answer_of(mine, mine, mine[0]["note"], {})
        return Answer(answer.stream, answer.version, answer.events, answer.promise, repeated=True)

    def _commits(self, stream: str, session):
        return self.db.commits.find({"stream": stream}, session=session).sort("first")

    def _require(self, commit: dict, event: dict, raw: bytes, stream: str, version: int) -> None:
        try:
            if event["id"] != f"{stream}@{version}":
                raise Unsigned(f"{event['id']} stands where version {version} should be")
            self._keyring().check(self.service, commit["note"], event["path"], hashlib.sha256(raw).digest())
        except (KeyError, Unsigned) as error:
            log.critical("%s@%d: no signature vouches for it; nothing is decided on it", stream, version)
            raise Unsigned(f"{stream}@{version}") from error
