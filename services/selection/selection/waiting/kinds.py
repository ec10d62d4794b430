"""What waits, kind by kind: which states, and what is told of each. Every one is found by an index of wiring.py."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from asnkit.events import uuid_of
from asnkit.signing import same_person

from ..ranking.computation import UNDECIDED
from ..ranking.domain import FINAL

YOU, SECOND, OTHER = "you", "second", "other"
OBJECTION, TIE = "objection", "tie"


class Kind(NamedTuple):
    """`query` of states; `told` makes {turn, about, …} of one and of the actor who asks.

    A state has `beside` it that of another stream: an objection's result, a line's tie; None for the other kinds. `now`
    is the stream with its version.
    """

    name: str
    query: Mapping
    told: Callable[[Mapping, str], dict]


def _turn(signed: Mapping, actor: str) -> str:
    return OTHER if same_person(signed["actor"], actor) else SECOND


def _rules(state: Mapping, actor: str) -> dict:
    proposed = state["proposed"]
    return {"turn": _turn(proposed["signed"], actor), "about": proposed["rule_set"]["id"]}


def _scores(state: Mapping, actor: str) -> dict:
    return {"turn": _turn(state["staged"], actor), "about": state["file"], "since": state["staged_at"]}


def _amendment(state: Mapping, actor: str) -> dict:
    about = state["participant_no"]
    return {"turn": _turn(state["proposed"], actor), "about": about, "since": state["proposed_at"]}


def _objection(state: Mapping, actor: str) -> dict:
    proposed, window = state["proposed"], state["beside"]["published"]["objection"]
    told = {"about": state["participant_no"], "due": window and window["republish_by"]}
    if proposed:
        return {**told, "turn": _turn(proposed["signed"], actor), "since": proposed["at"]}
    return {**told, "turn": YOU, "since": state["filed_at"]}


def _tie(state: Mapping, actor: str) -> dict:
    proposed = state["beside"]["proposed"] if state["beside"] else None
    line = f"{state['job_name']} – {state['unit']}"
    if proposed and proposed["ranking"] == state["now"]:
        return {"about": line, "turn": _turn(proposed["signed"], actor), "since": proposed["at"]}
    return {"about": line, "turn": YOU, "since": state["computed_at"]}


def _result(state: Mapping, actor: str) -> dict:
    turn = YOU if state["status"] == "approved" else _turn(state["proposed"], actor)
    return {"turn": turn, "about": state["rule_set"]["id"]}


def _of(aggregate: str, **wanted) -> dict:
    return {"aggregate": aggregate, **{f"data.{name.replace('__', '.')}": value for name, value in wanted.items()}}


KINDS = (
    Kind("result", _of("result", status={"$in": ["proposed", "approved"]}), _result),
    Kind("rules", _of("round", proposed={"$ne": None}), _rules),
    Kind("scores", _of("score_batch", status="staged"), _scores),
    # One that answers an objection is signed with it.
    Kind("amendment", _of("score_amendment", status="proposed", objection=None), _amendment),
    Kind(TIE, {**_of("ranking", stage=FINAL), f"data.counts.{UNDECIDED}": {"$gt": 0}}, _tie),
    Kind(OBJECTION, _of("score_objection", status="filed", proposed__at={"$gt": ""}), _objection),
    Kind(OBJECTION, _of("score_objection", status="filed", proposed=None), _objection),
)


def shown(kind: Kind, stream: str, state: Mapping, actor: str) -> dict:
    """schemas.WaitingOne."""
    known = {"stage": state.get("stage"), "since": None, "due": None, "period": state["period"]}
    return {"kind": kind.name, "id": uuid_of(stream), **known, **kind.told(state, actor)}
