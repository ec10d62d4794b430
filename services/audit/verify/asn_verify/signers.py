"""Who signed what: every event the service that owns its stream, and where it takes two people, two.

Keys are files, `<service>.key` with a verifier key each. Who owns which streams, and which events are second
signatures, stands in the contracts (shared/contracts): `<service>/aggregates.json`, and `x-second-signature` of an
event's schema.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as File

from tlog.commits import Commit, Path, open_commit
from tlog.notes import NoteRefused
from tlog.tree import ProofRefused

from .mirror import Recorded
from .sources import Unreadable, key_of

NAMESPACE = "id.go.tanjungbalai.asn."
REMEMBERED = 4_096
SECOND = "x-second-signature"

FOREIGN, UNSIGNED = "foreign", "unsigned"
UNNAMED, MISSING, OTHER, ALONE, ROLE = "unnamed", "missing", "other", "alone", "role"
SCOPE = "scope"

SENTENCES = {
    FOREIGN: "it is recorded by a service that does not own its stream",
    UNSIGNED: "it is not signed by the service that owns its stream",
    UNNAMED: "it is a second signature and does not name the first one's event",
    MISSING: "the event that it names as the first signature is not in the log",
    OTHER: "the event that it names as the first signature has another hash",
    ALONE: "both signatures are of the same person",
    ROLE: "a signer has no role that may sign",
    SCOPE: "whoever did it had the role for another period",
}


@dataclass(frozen=True, slots=True)
class First:
    """What a second signature needs to know of the first one's event."""

    sha256: str
    actor: str


@dataclass(frozen=True, slots=True)
class Second:
    """A second signature: the event, who signed, and the `first` event that it names, with its hash.

    `roles` may sign second, `first_roles` first: the same ones where the contract does not tell them apart (`by`).
    """

    source: str
    event: str
    actor: str
    roles: tuple[str, ...]
    first_roles: tuple[str, ...]
    first: str
    sha256: str


class Signers:
    def __init__(self, keys: File, contracts: File):
        self._keys = keys
        self._verifiers: dict[str, str] = {}
        self._opened: OrderedDict[tuple[str, str], Commit] = OrderedDict()
        self._owners, self._rules = _owners(contracts), _rules(contracts)

    def owner(self, stream: str) -> str | None:
        return self._owners.get(stream.partition("-")[0])

    def doubt(self, source: str, stream: str, raw: bytes, note: str | None, path: str | None) -> str | None:
        """FOREIGN or UNSIGNED, or None: the event is signed by whom its stream belongs to."""
        service = source.removeprefix("/asn/")
        if self.owner(stream) != service:
            return FOREIGN
        try:
            self._open(service, note or "").require(Path.parse(path or ""), hashlib.sha256(raw).digest())
        except (NoteRefused, ProofRefused):
            return UNSIGNED
        return None

    def second(self, type: str, source: str, event: str, actor: str, data: dict) -> Second | str | None:
        """What a second signature names; UNNAMED where it names nothing, None for every other event."""
        rule = self._rules.get(type.removeprefix(NAMESPACE))
        if rule is None:
            return None
        named = data.get(rule["of"])
        if not isinstance(named, dict) or not {"event", "sha256"} <= named.keys():
            return UNNAMED
        roles = tuple(rule["roles"])
        return Second(source, event, actor, roles, tuple(rule.get("by", roles)), named["event"], named["sha256"])

    def _open(self, service: str, note: str) -> Commit:
        """A note that was verified is remembered, so that the events of one transaction cost one check."""
        known = self._opened.get((service, note))
        if known is None:
            if service not in self._verifiers:
                self._verifiers[service] = key_of(str(self._keys / f"{service}.key"))
            known = self._opened[service, note] = open_commit(note, self._verifiers[service])
            if len(self._opened) > REMEMBERED:
                self._opened.popitem(last=False)
        return known


def judge(second: Second, first: First | None) -> str | None:
    """Whether these are two people who may: MISSING, OTHER, ALONE, ROLE, or None where they are."""
    if first is None:
        return MISSING
    if first.sha256 != second.sha256:
        return OTHER
    if _person(first.actor) == _person(second.actor):
        return ALONE
    if _role(first.actor) not in second.first_roles or _role(second.actor) not in second.roles:
        return ROLE
    return None


def _role(actor: str) -> str:
    return actor.partition(":")[0]


def _person(actor: str) -> str:
    """ "<role>:<pseudonym>" without the role: one person may hold two."""
    return actor.partition(":")[2]


def doubts(signers: Signers, read: Callable[[], Iterable[Recorded]]) -> Iterator[tuple[str, str]]:
    """(event id, doubt) of everything in a mirror that nobody, or not enough people, signed.

    `read()` gives every entry (Recorded) in order; it is read twice where there are second signatures, since they
    name earlier events.
    """
    seconds: list[Second] = []
    for one in read():
        event = json.loads(one.raw)
        source, name = event["source"], event["id"]
        if doubt := signers.doubt(source, event["subject"], one.raw, one.note, one.path):
            yield name, doubt
        second = signers.second(event["type"], source, name, event["actor"], event["data"])
        if isinstance(second, Second):
            seconds.append(second)
        elif second:
            yield name, second
    if seconds:
        firsts = _find(read(), {(second.source, second.first) for second in seconds})
        for second in seconds:
            if doubt := judge(second, firsts.get((second.source, second.first))):
                yield second.event, doubt


def _find(entries: Iterable[Recorded], wanted: set[tuple[str, str]]) -> dict[tuple[str, str], First]:
    found = {}
    for one in entries:
        event = json.loads(one.raw)
        if (event["source"], event["id"]) in wanted:
            found[event["source"], event["id"]] = First(one.leaf.hex(), event["actor"])
    return found


def _owners(contracts: File) -> dict[str, str]:
    found = {}
    for file in sorted(contracts.glob("*/aggregates.json")):
        found |= dict.fromkeys(_read(file), file.parent.name)
    if not found:
        raise Unreadable(f"{contracts}: no contracts are there")
    return found


def _rules(contracts: File) -> dict[str, dict]:
    """By "<service>.<aggregate>.<fact>.v<n>": {"of": field, "roles": […]}."""
    found = {}
    for file in sorted(contracts.glob("*/*.v*.json")):
        if rule := _read(file).get(SECOND):
            found[f"{file.parent.name}.{file.stem}"] = rule
    return found


def _read(file: File) -> dict:
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise Unreadable(f"{file}: {error}") from None
