"""The public book of a result: its lists by job and unit, each row what anybody may see of a participant. Pure.

Nobody's kind of need stands beside a participant number (UU 27/2022: disability is specific personal data), nor can be
found by comparing two lists: lines of one job and unit are one list, without rank where there is more than one
line; a list of special need alone is shown to its own participants and to nobody else.
The directory says where each number stands in the rankings; it is kept by hash and never served.
A later edition's book says what is other than in the one before: of each row that anybody may see what it said, what
it says, and why.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from ..ranking.changes import changed
from ..ranking.listing import named, paged
from ..rules import ruleset

GENERAL = "UMUM"
BEST_FIRST = ("L", "P/L", "SERI", "P", "TL", "TH", "DIS", "APS")
SHOWN = ("participant_no", "code", "twk", "tiu", "tkp", "total", "skb100", "final", "final_shown")
PLACE = ("rank", "decided_by", "tied", "skb")


NO_TIES: Mapping[str, list[dict]] = {}
AMENDED, MOVED, LEFT, CALLED = "AMENDED", "MOVED", "LEFT", "CALLED"
POINTS = ("total", "final_shown")


@dataclass(frozen=True, slots=True)
class Former:
    """The edition that is replaced: `public_sha256` names its book, `lists` are those of its index.

    `rows` reads one of them; `reasons` are the reason codes of approved corrections by participant number.
    """

    public_sha256: str
    lists: list[dict]
    rows: Callable[[dict], Iterable[dict]]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    index: bytes
    pages: tuple[bytes, ...]

    @property
    def sha256(self) -> str:
        return sha256(self.index).hexdigest()


def public_row(row: Mapping, joined: bool) -> dict:
    """All that anybody may see of a row: never the candidate's id, the line or its kind of need.

    In a joined list no place either: two first places would tell that there are two lines, and who is on which.
    """
    shown = {key: row.get(key) for key in SHOWN}
    place = {"rank": None, "decided_by": None, "tied": False, "skb": None} if joined else {k: row.get(k) for k in PLACE}
    return {**shown, **place}


def list_id(job_name: str, unit: str) -> str:
    """The list of one job in one unit: 32 hexadecimal digits, the same at every stage."""
    return sha256(f"{job_name}\n{unit}".encode()).hexdigest()[:32]


def bind(
    rankings: Iterable[Mapping],
    lines: Mapping[str, Mapping],
    rows: Callable[[Mapping], Iterable[dict]],
    former: Former | None = None,
    ties: Mapping[str, list[dict]] = NO_TIES,
) -> Book:
    """The book of these rankings (as a result names them); `lines` are states by vacancy, `rows` reads a ranking.

    `ties` are the decided ties by vacancy, each {order: [participant number], ground, minutes}; who reads a list of
    one line reads why, too.
    """
    groups: dict[tuple[str, str], list[Mapping]] = {}
    for ranking in rankings:
        line = lines[ranking["vacancy"]]
        groups.setdefault((line["job_name"], line["unit"]), []).append(ranking)
    entries, pages, places, changes = [], [], [], []
    before = {one["id"]: one for one in former.lists} if former else {}
    for (job_name, unit), group in sorted(groups.items()):
        kinds = {lines[ranking["vacancy"]]["need_type"] for ranking in group}
        joined, withheld = len(group) > 1, GENERAL not in kinds
        shown = []
        for ranking in group:
            for position, row in enumerate(rows(ranking)):
                places.append([row["participant_no"], ranking["vacancy"], position])
                if not withheld:
                    shown.append(public_row(row, joined))
        made = paged(sorted(shown, key=_order) if joined else shown)
        pages += [page for page, _ in made]
        id = list_id(job_name, unit)
        old = before.get(id)
        if old and old["pages"] != named(made):
            found = changed(former.rows(old), shown)
            reasons = _reasons(found, former.reasons, joined)
            changes += [
                {"job_name": job_name, "unit": unit, **one, "why": reasons[one["participant_no"]]} for one in found
            ]
        entries.append(
            {
                "id": id,
                "job_name": job_name,
                "unit": unit,
                "quota": sum(lines[ranking["vacancy"]]["quota"] for ranking in group),
                "counts": None if withheld else _counts(group),
                "rows": len(shown),
                "joined": joined,
                "withheld": withheld,
                "vacancies": sorted(ranking["vacancy"] for ranking in group),
                "pages": named(made),
                **_decided(group, joined or withheld, ties),
            }
        )
    places.sort()
    made = paged(places)
    pages += [page for page, _ in made]
    starts = range(0, len(places), max(made[0][1], 1) if made else 1)
    directory = [{**page, "first": places[start][0]} for page, start in zip(named(made), starts, strict=True)]
    index = {"directory": directory, "lists": entries}
    if former:
        made = paged(changes)
        pages += [page for page, _ in made]
        index["changes"] = {"replaces": former.public_sha256, "rows": len(changes), "pages": named(made)}
    return Book(ruleset.canonical(index), tuple(pages))


def _decided(group: list[Mapping], hidden: bool, ties: Mapping[str, list[dict]]) -> dict:
    """Nothing in a joined list: the order of two people would tell that they are on one line."""
    found = [] if hidden else [one for ranking in group for one in ties.get(ranking["vacancy"], ())]
    return {"ties": found} if found else {}


def _reasons(changes: list[dict], amended: Mapping[str, str], joined: bool) -> dict[str, dict]:
    """Why, by participant number: a corrected score has its reason, who left a seat left it, and who gets a seat that
    somebody left was called instead of that person. Everybody else moved because of others.

    In a joined list it stays unsaid instead of whom: it would tell that the two are on one line.
    """
    found, left, called = {}, [], []
    for change in changes:
        number, before, after = change["participant_no"], change["before"] or {}, change["after"] or {}
        kind, reason = MOVED, None
        if after.get("code") == "APS" != before.get("code"):
            kind = LEFT
            left += [number] if before.get("code") == "L" else []
        elif number in amended and any(before.get(key) != after.get(key) for key in POINTS):
            kind, reason = AMENDED, amended[number]
        elif after.get("code") == "L" != before.get("code"):
            called.append((after["rank"] or 0, number))
        found[number] = {"kind": kind, "reason_code": reason, "instead_of": None}
    for (_, number), other in zip(sorted(called), left, strict=False):
        found[number] |= {"kind": CALLED, "instead_of": None if joined else other}
    return found


def _counts(group: list[Mapping]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for ranking in group:
        total.update(ranking["counts"])
    return dict(sorted(total.items()))


def _order(row: dict) -> tuple:
    points = Fraction(row["final"]) if row["final"] else Fraction(row["total"] or 0)
    return BEST_FIRST.index(row["code"]), -points, row["participant_no"]
