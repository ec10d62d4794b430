"""What an objection's filing and its two answers rest on, gathered inside their transaction.

An answer that accepts proposes a correction beside it; another answer takes that one back. Deciding approves it.
"""

from collections.abc import Mapping

from asnkit.events import new_id
from asnkit.proposal import Reject
from asnkit.signing import reference

from .. import states
from ..result.published import row_of
from ..score_amendment import signing
from ..score_amendment.impact import Impact
from .domain import Decide, File, Propose, corrected_at, waiting


def filing(tx, person: str, result_stream: str, contests: tuple[str, ...], text: dict) -> File:
    """The newest edition, and the candidacy of this person that it lists."""
    result = tx.load(result_stream).state
    period = result["period"] if result else None
    found = states.candidacies(tx.db, person, tx.session) if period else []
    stream = next((one for one, state in found if state["period"] == period), "")
    candidate = tx.load(stream).state if stream else None
    published = result["published"] if result else None
    listed = bool(candidate and published and row_of(tx.db, published, candidate["participant_no"]))
    return File(person, stream, candidate, result_stream, result, listed, contests, text)


def propose(tx, stream: str, body: Mapping, sealed: dict, made: Impact | None, if_match: int) -> None:
    """The first signature. `made` is the impact of the correction that the body names."""
    state = waiting(tx.load_signed(stream).state)
    if state["proposed"] and state["proposed"]["amendment"]:
        _take_back(tx, state["proposed"]["amendment"])
    amendment = None
    if body["correction"]:
        corrected = new_id("score_amendment")
        command = signing.proposal(tx, state["candidate"], body["correction"], made, objection=stream)
        [proposed] = tx.decide(corrected, command)
        claim = signing.claim_of(state["candidate"], body["correction"]["stage"])
        tx.claim(claim, corrected, signing.TAKEN)
        amendment = proposed.reference
    tx.decide(stream, Propose(body["reason_code"], sealed, amendment), if_match)


def decide(tx, stream: str, actor: str, proposed: Mapping, if_match: int) -> None:
    """The second signature; of an answer that accepts it is the second one under the correction, too."""
    state = waiting(tx.load_signed(stream).state)
    named = state["proposed"] and state["proposed"]["amendment"]
    candidate = tx.load_signed(state["candidate"]).state
    tx.decide(stream, Decide(actor, proposed, corrected_at(candidate)), if_match)
    if named:
        signing.approve(tx, named["event"].partition("@")[0], actor, named, objection=stream)


def _take_back(tx, named: Mapping) -> None:
    amendment = named["event"].partition("@")[0]
    state = tx.load_signed(amendment).state
    if state["status"] == "proposed":
        tx.decide(amendment, Reject(reference(state["proposed"])))
        tx.release(signing.claim_of(state["candidate"], state["stage"]))
