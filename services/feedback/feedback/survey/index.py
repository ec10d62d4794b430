"""The index (IKM) of a survey out of its answers' sums, exactly: what is proposed, signed and published.

Only when each element has the survey's minimum of respondents: an index of a few people says little and may show who
they are (docs/rules.md §5.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from asnkit.events import Refused
from asnkit.exact import ratio

from ..rules import spread
from ..rules.ikm import ikm
from ..rules.spread import Complete
from .channels import CHANNELS
from .questions import ELEMENTS, QUESTIONS

NONE = Complete(0, [], [])
FEWEST = 5
ANY = "any"


class Flagged(NamedTuple):
    """How many answers have each flag and, under ANY, one at least; and the index `without` those, or None."""

    numbers: Mapping[str, int]
    without: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Counted:
    """`tallies` maps each element to (respondents, sum of their answers).

    `counted_sha256` is the hash over the ids of the answers that were counted; `complete` are sums over those that
    leave out no element; `flagged` is None where no answer is. `channels` maps each channel to its answers, `slips` is
    (how many were handed out, how many came back), or None. `respondents`: as rules/respondents.py tells them.
    """

    responses: int
    tallies: Mapping[str, tuple[int, int]]
    counted_sha256: str
    complete: Complete = NONE
    flagged: Flagged | None = None
    channels: Mapping[str, int] = field(default_factory=dict)
    slips: tuple[int, int] | None = None
    respondents: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)


def index_of(survey: Mapping, counted: Counted) -> dict:
    """The data of `ikm.published` for this survey (its state). Raises Refused where there are too few."""
    for element in ELEMENTS:
        n, _ = counted.tallies[element]
        if n < survey["minimum"]:
            name, least = QUESTIONS[element].name, survey["minimum"]
            raise Refused("responden-kurang", f"Unsur {name} baru dijawab {n} orang; paling sedikit {least} orang.")
    respondents, totals = zip(*(counted.tallies[element] for element in ELEMENTS), strict=True)
    data = {
        "unit": survey["unit"],
        "service": survey["service"],
        "responses": counted.responses,
        "counted_sha256": counted.counted_sha256,
        "minimum": survey["minimum"],
        "elements": {
            element: {"n": n, "total": total, "mean": ratio(Fraction(total, n))}
            for element, n, total in zip(ELEMENTS, respondents, totals, strict=True)
        },
        "weight": "1/9",
        **_told(totals, respondents),
    }
    if counted.complete.n >= spread.FEWEST:
        data["complete"] = {name: getattr(counted.complete, name) for name in ("n", "totals", "products")}
    if counted.channels:
        data["channels"] = {channel: counted.channels.get(channel, 0) for channel in CHANNELS}
    if survey["quotas"]:
        data["quotas"] = survey["quotas"]
    if counted.slips:
        data["slips"] = dict(zip(("handed_out", "answered"), counted.slips, strict=True))
    if counted.respondents:
        data["respondents"] = counted.respondents
    if counted.flagged is not None:
        data["flagged"] = {**counted.flagged.numbers, "without": counted.flagged.without}
    return data


def counted_in(index: Mapping) -> Counted:
    """What index_of made this of."""
    flagged = dict(index["flagged"]) if "flagged" in index else None
    slips = index.get("slips")
    return Counted(
        index["responses"],
        {element: (one["n"], one["total"]) for element, one in index["elements"].items()},
        index["counted_sha256"],
        Complete(**index["complete"]) if "complete" in index else NONE,
        None if flagged is None else Flagged(flagged, flagged.pop("without")),
        index.get("channels", {}),
        (slips["handed_out"], slips["answered"]) if slips else None,
        index.get("respondents", {}),
    )


def without(minimum: int, flagged: int, rest: Mapping[str, tuple[int, int]]) -> dict | None:
    """The index of the tallies `rest`, which leave out so many that are flagged.

    None below the minimum, and where the difference would tell a few answers.
    """
    respondents, totals = zip(*(rest[element] for element in ELEMENTS), strict=True)
    if flagged < FEWEST or min(respondents) < minimum:
        return None
    return _told(totals, respondents)


def _told(totals, respondents) -> dict[str, str]:
    index = ikm(totals, respondents)
    return {"index": ratio(index.exact), "shown": index.shown, "grade": index.grade}
