"""What one person proposes and another one decides over the same bytes, once: proposed, approved or rejected.

Facts: `<name>.proposed`, `<name>.approved`, `<name>.rejected`; streams `<name>-<uuid>`, one for each proposal.

    CHANGE = Proposal("period_change", "Perubahan periode", "perubahan", Propose, Approve, _proposed, _approved, TOLD)
    AGGREGATE = CHANGE.aggregate(_propose_again, _approve_again)

A service says what may be proposed and what has to hold when it is approved; two people, the same bytes and once only
are said here. Somebody else approves; whoever may sign rejects, the proposer too. What is proposed again and again in
one stream (a template, a plan) or answered in more ways (a role) is another thing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .events import Aggregate, Event, Fact, Refused, uuid_of
from .signing import check_second, check_seen, reference, same_person, signature

STEPS = ("proposed", "approved", "rejected")

Again = Callable[[Event, Mapping[str, dict | None]], Any]


@dataclass(frozen=True, slots=True)
class Reject:
    """Nothing changes, and it may be proposed anew; `proposed` is the proposing event that was read."""

    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Proposal:
    """`words` begin its sentences ("Perubahan periode"), `code` those of its refusals ("perubahan").

    `propose(command, now)` gives the data of the proposal. `approve(state, command, now)` gives what the approval says
    beside `told`, the fields that both answers repeat; its command has `actor` and `proposed`, the event that was read.
    Both raise Refused.
    """

    name: str
    words: str
    code: str
    proposing: type
    approving: type
    propose: Callable[[Any, datetime], dict]
    approve: Callable[[dict, Any, datetime], dict]
    told: tuple[str, ...]

    def aggregate(self, propose_again: Again, approve_again: Again, shape: int = 1) -> Aggregate:
        """A decision of weight, each step of which anybody can decide again (asnkit.events.Aggregate)."""
        again = zip(STEPS, (propose_again, approve_again, _reject_again), strict=True)
        named = {f"{self.name}.{step}": rebuild for step, rebuild in again}
        return Aggregate(self.name, self.decide, self.evolve, shape, again=named)

    def decide(self, state: dict | None, command: Any, now: datetime) -> list[Fact]:
        if not isinstance(command, self.proposing | self.approving | Reject):
            raise TypeError(command)
        if isinstance(command, self.proposing):
            if state is not None:
                raise Refused(f"{self.code}-sudah-ada", f"{self.words} ini sudah diusulkan.")
            return [Fact(f"{self.name}.proposed", self.propose(command, now))]
        waiting = self._waiting(state)
        if isinstance(command, Reject):
            check_seen(waiting["proposed"], command.proposed, "proposed")
            return [self._answer("rejected", waiting, {})]
        otherwise = f"{self.words} harus disetujui oleh orang lain daripada yang mengusulkannya."
        check_second(waiting["proposed"], command.proposed, command.actor, "proposed", otherwise)
        return [self._answer("approved", waiting, self.approve(waiting, command, now))]

    def evolve(self, state: dict | None, event: Event) -> dict:
        match event.fact.removeprefix(f"{self.name}."):
            case "proposed":
                return {**event.data, "status": "proposed", "proposed": signature(event), "proposed_at": event.time}
            case "approved":
                return {**state, "status": "approved", "decided_at": event.time}
            case "rejected":
                return {**state, "status": "rejected", "decided_at": event.time}
            case _:
                raise ValueError(event.fact)

    def known(self, state: dict | None) -> dict:
        """The state of one that was proposed. Raises Refused 404."""
        if state is None:
            raise Refused(f"{self.code}-tidak-ada", f"Usulan {self.words.lower()} ini tidak ditemukan.", status=404)
        return state

    def shown(self, stream: str, version: int, state: dict, actor: str) -> dict:
        """As an API answers it to the person who asks: the state, with whether it is theirs."""
        proposed = state["proposed"]
        return {
            **state,
            "id": uuid_of(stream),
            "version": version,
            "decided_at": state.get("decided_at"),
            "proposed": reference(proposed),
            "yours": same_person(proposed["actor"], actor),
        }

    def _waiting(self, state: dict | None) -> dict:
        if self.known(state)["status"] != "proposed":
            raise Refused(f"{self.code}-sudah-diputus", f"Usulan {self.words.lower()} ini sudah diputuskan.")
        return state

    def _answer(self, step: str, state: dict, more: dict) -> Fact:
        told = {name: state[name] for name in self.told}
        return Fact(f"{self.name}.{step}", {**told, **more, "proposed": reference(state["proposed"])})


def _reject_again(event: Event, states: Mapping[str, dict | None]) -> Reject:
    return Reject(event.data["proposed"])
