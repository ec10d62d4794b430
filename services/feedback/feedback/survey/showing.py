"""An index as everybody reads it, and before that whoever signs it."""

from collections.abc import Mapping
from fractions import Fraction

from asnkit.exact import shown

from ..rules.spread import Complete, importance, margin, told
from .questions import ELEMENTS, QUESTIONS

MEANINGS = {"A": "Sangat baik", "B": "Baik", "C": "Kurang baik", "D": "Tidak baik"}


def figures(index: Mapping) -> dict:
    """schemas.IkmFigures of the data of `ikm.published`."""
    sums = Complete(**index["complete"]) if "complete" in index else None
    elements = [
        {
            "key": key,
            "name": QUESTIONS[key].name,
            **element,
            "shown": shown(Fraction(element["mean"]), 2),
            "importance": told(importance(sums, ELEMENTS.index(key))) if sums else None,
        }
        for key, element in index["elements"].items()
    ]
    names = ("responses", "counted_sha256", "index", "shown", "grade", "weight")
    printed = {name: index[name] for name in names} | {"margin": told(margin(sums)) if sums else None}
    printed |= {name: index.get(name) for name in ("flagged", "channels", "quotas", "slips", "complete", "respondents")}
    return {**printed, "meaning": MEANINGS[index["grade"]], "elements": elements}
