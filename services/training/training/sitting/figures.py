"""What the tests of one session say: who gained how much, how sure that is, and how each item behaved."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from asnkit.exact import shown

from ..exam.domain import AFTER, BEFORE, PHASES
from ..rules.certainty import LEAST_PAIRS, certainty, discrimination
from ..rules.learning import learning_gain
from .domain import OVER

MOST = 100
"""Points of a test."""
POINTS = ("before", "after")


def points(state: Mapping | None) -> Fraction | None:
    """Of 100; None for who is not through."""
    if state is None or state["status"] != OVER:
        return None
    return Fraction(MOST * state["right"], len(state["items"]))


def told(value: Fraction | None, decimals: int = 2) -> str | None:
    return None if value is None else shown(value, decimals)


def scores(seated: Sequence[str], sittings: Sequence[Mapping]) -> list[tuple[str, Fraction | None, Fraction | None]]:
    """(enrolment, before, after) of everybody with a seat."""
    found = {(one["enrolment"], one["phase"]): one for one in sittings}
    return [(one, *(points(found.get((one, phase))) for phase in (BEFORE, AFTER))) for one in seated]


def gain_of(people: Sequence[tuple[str, Fraction | None, Fraction | None]]) -> dict:
    """schemas.Gain: no figure below LEAST_PAIRS."""
    gain = learning_gain([before for _, before, _ in people], [after for _, _, after in people], MOST)
    pairs = [(before, after) for _, before, after in people if None not in (before, after)]
    sure = certainty(pairs)
    body = {"pairs": gain.pairs, "left_out": gain.left_out, "least": LEAST_PAIRS}
    nothing = dict.fromkeys(("before", "after", "mean_gain", "n_gain", "low", "high", "effect"))
    if sure is None:
        return {**body, **nothing}
    means = {name: told(sum((pair[n] for pair in pairs), Fraction()) / len(pairs)) for n, name in enumerate(POINTS)}
    figures = {"mean_gain": gain.shown["mean_gain"], "n_gain": gain.shown["n_gain"]}
    return {**body, **means, **figures, **{name: told(value) for name, value in sure._asdict().items()}}


def items_of(listed: Mapping[str, Mapping], sittings: Sequence[Mapping]) -> list[dict]:
    """schemas.ItemFigures of the items that somebody sat, in the order of the list; `listed` are the items by id."""
    over = [one for one in sittings if one["status"] == OVER]
    rows = [_item(item, over) for item in listed.values()]
    return [row for row in rows if row["before"]["sat"] or row["after"]["sat"]]


def _item(item: Mapping, over: Sequence[Mapping]) -> dict:
    sat = {phase: [one for one in over if one["phase"] == phase and item["id"] in one["items"]] for phase in PHASES}
    right = {phase: [one["answers"].get(item["id"]) == item["key"] for one in sat[phase]] for phase in PHASES}
    rest = [(hit, one["right"] - hit) for hit, one in zip(right[AFTER], sat[AFTER], strict=True)]
    counts = {phase.lower(): {"sat": len(right[phase]), "right": sum(right[phase])} for phase in PHASES}
    return {"id": item["id"], "text": item["text"], **counts, "discrimination": told(discrimination(rest))}
