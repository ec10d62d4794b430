"""A person beside a post: what it asks for, what the person has, and what is missing (docs/rules.md §4)."""

from collections.abc import Mapping

from ..rules.competence import competence_gap, jpm
from ..rules.competences import CORE, TITLES
from .domain import profile_on, required_of


def beside(standard: Mapping, state: Mapping | None, day: str) -> dict:
    """{items: [{competence, title, required, actual, missing}], jpm, band}; `actual` is None where nobody assessed it.

    `state` is the person's assessments; the standard's order is kept, technical competences last.
    """
    required, actual = required_of(standard), profile_on(state, day)
    missing, fit = competence_gap(required, actual), jpm(required, actual)
    titles = list(TITLES.values()) + [one["competence"] for one in standard["technical"]]
    items = [
        {
            "competence": name if name in CORE else None,
            "title": title,
            "required": level,
            "actual": actual.get(name),
            "missing": missing.get(name, 0),
        }
        for (name, level), title in zip(required.items(), titles, strict=True)
    ]
    return {"items": items, "jpm": fit.shown, "band": fit.band}
