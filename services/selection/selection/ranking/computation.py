"""The rows of a ranking, computed from scores and rules alone, so that anyone can compute them again.

A row is {rank, participant_no, candidate, code, decided_by, tied, …}: `rank` is None for
people who are not ranked, `decided_by` the rung of the ladder that put the row below the
one above it, `tied` whether nothing separates it from a neighbour. Exact numbers are text
"n/d". No row holds a birth date or an academic value.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from asnkit.exact import ratio, shown

from ..rules.integration import Component, Finalist, final_places, final_score, seats, skb100
from ..rules.ladder import Place, settled
from ..rules.skd import PARTS, Sitting, Skd, skd_codes, skd_places

NO_TIEBREAKS: Mapping[str, dict] = {}
WITHDRAWN, ABSENT, DISQUALIFIED, UNDECIDED = "APS", "TH", "DIS", "SERI"
NO_FINAL = {"skb": None, "skb100": None, "final": None, "final_shown": None}


def skd_rows(candidates: Mapping[str, dict], quota: int, category: str, rules: dict) -> list[dict]:
    """SKD rows of one line, best first, then those who are not ranked by participant number.

    `candidates` maps stream ids to candidate states, each with an SKD score or withdrawn.
    """
    sittings = [_sitting(stream, state, category) for stream, state in candidates.items() if not state["withdrawn"]]
    codes = skd_codes(quota, sittings, rules)
    rows = [
        _row(candidates, sitting.id, codes[sitting.id], rank, step, tied, _skd_part(candidates[sitting.id]))
        for sitting, rank, step, tied in _listed(skd_places(sittings, rules))
    ]
    unranked = candidates.keys() - {row["candidate"] for row in rows}
    for stream in sorted(unranked, key=lambda stream: candidates[stream]["participant_no"]):
        code = codes.get(stream, WITHDRAWN)
        rows.append(_row(candidates, stream, code, None, None, False, _skd_part(candidates[stream])))
    return rows


def final_rows(
    candidates: Mapping[str, dict],
    quota: int,
    plan: dict,
    rules: dict,
    tiebreaks: Mapping[str, dict] = NO_TIEBREAKS,
    decided: Sequence[Sequence[str]] = (),
) -> list[dict]:
    """Final rows of one line: those whom the SKD result sent on, each with an SKB score or withdrawn.

    `tiebreaks` maps stream ids to {gpa, birth_date} (text), for people of a tie that needs them.
    A tie that stands across the last seat gets no code "L": its rows say "SERI", until the committee has
    `decided` the order of exactly these people (streams, the first one first).
    """
    finalists = final_candidates(candidates, plan, tiebreaks)
    order = settled(final_places(finalists, rules), decided)
    codes = _seat_codes(order, quota)
    rows = [
        _row(candidates, person.id, codes[person.id], rank, step, tied, _final_part(candidates, person, rules))
        for person, rank, step, tied in _listed(order)
    ]
    unranked = candidates.keys() - codes.keys()
    for stream in sorted(unranked, key=lambda stream: candidates[stream]["participant_no"]):
        code, extra = _unranked_code(candidates[stream]), {**_skd_part(candidates[stream]), **NO_FINAL}
        rows.append(_row(candidates, stream, code, None, None, False, extra))
    return rows


def final_candidates(
    candidates: Mapping[str, dict], plan: dict, tiebreaks: Mapping[str, dict] = NO_TIEBREAKS
) -> list[Finalist]:
    """The candidates who sat SKB, as the final ladder takes them."""
    return [
        _finalist(stream, state, plan, tiebreaks.get(stream))
        for stream, state in candidates.items()
        if not state["withdrawn"] and state["skb"]["status"] == "PRESENT"
    ]


def tied_on_scores(candidates: Mapping[str, dict], plan: dict, rules: dict) -> list[str]:
    """Streams of those whom scores alone do not separate: only their tie-break data is needed."""
    order = final_places(final_candidates(candidates, plan), rules)
    return sorted(person.id for place in order if place.tied for person in place.people)


def _sitting(stream: str, state: dict, category: str) -> Sitting:
    score = state["skd"]
    points = _points(score)
    return Sitting(
        stream,
        *points,
        category=category,
        absent=score["status"] == "ABSENT",
        disqualified=score["status"] == "DISQUALIFIED",
    )


def _finalist(stream: str, state: dict, plan: dict, tiebreak: dict | None) -> Finalist:
    points = _points(state["skd"])
    percents = {component["kind"]: component["percent"] for component in plan["skb"]}
    components = [
        Component(Fraction(part["score"]), Fraction(part["most"]), percents[part["kind"]])
        for part in state["skb"]["skb"]
    ]
    return Finalist(
        stream,
        points.total,
        points.tkp,
        points.tiu,
        points.twk,
        skb100(components),
        Fraction(tiebreak["gpa"]) if tiebreak and tiebreak["gpa"] else None,
        date.fromisoformat(tiebreak["birth_date"]) if tiebreak and tiebreak["birth_date"] else None,
    )


def _seat_codes(order: list[Place], quota: int) -> dict[str, str]:
    try:
        return seats(order, quota)
    except ValueError:
        across = next(place for place in order if place.rank <= quota < place.rank + len(place.people) - 1)
        others = [place for place in order if place is not across]
        # Those above the tie fit into the quota and those below do not, whoever of the tie gets the seats.
        return {**seats(others, across.rank - 1), **{person.id: UNDECIDED for person in across.people}}


def _unranked_code(state: dict) -> str:
    if state["withdrawn"]:
        return WITHDRAWN
    return ABSENT if state["skb"]["status"] == "ABSENT" else DISQUALIFIED


def _listed(order: list[Place]) -> Iterable[tuple]:
    for place in order:
        for number, person in enumerate(place.people):
            yield person, place.rank, place.step if number == 0 else None, place.tied


def _points(score: dict | None) -> Skd:
    return Skd(*(score["skd"][part] for part in PARTS)) if score and score["skd"] else Skd(0, 0, 0)


def _skd_part(state: dict) -> dict:
    if state["skd"] is None or state["skd"]["skd"] is None:
        return {"twk": None, "tiu": None, "tkp": None, "total": None}
    points = _points(state["skd"])
    return {**points._asdict(), "total": points.total}


def _final_part(candidates: Mapping[str, dict], finalist: Finalist, rules: dict) -> dict:
    final = final_score(finalist.skd, finalist.skb100, rules)
    return {
        **_skd_part(candidates[finalist.id]),
        "skb": candidates[finalist.id]["skb"]["skb"],
        "skb100": ratio(finalist.skb100),
        "final": ratio(final),
        "final_shown": shown(final, rules["final"]["shown_decimals"]),
    }


def _row(candidates, stream: str, code: str, rank: int | None, step: str | None, tied: bool, extra: dict) -> dict:
    base = {"rank": rank, "participant_no": candidates[stream]["participant_no"], "candidate": stream, "code": code}
    return {**base, "decided_by": step, "tied": tied, **extra}
