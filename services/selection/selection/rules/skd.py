"""The basic competence test SKD: TWK, TIU, TKP (KepmenPANRB 321/2024; docs/rules.md §3.1 to §3.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .ladder import Place, Step, places

PARTS, TOTAL = ("twk", "tiu", "tkp"), "total"


class Skd(NamedTuple):
    """Points of the three sub-tests."""

    twk: int
    tiu: int
    tkp: int

    @property
    def total(self) -> int:
        return self.twk + self.tiu + self.tkp


@dataclass(frozen=True, slots=True)
class Sitting:
    """One participant on a line: points, the line's threshold category, and what kept points from counting."""

    id: str
    twk: int
    tiu: int
    tkp: int
    category: str = "UMUM"
    absent: bool = False
    disqualified: bool = False

    @property
    def points(self) -> Skd:
        return Skd(self.twk, self.tiu, self.tkp)


ORDER = {
    "total": Step("total SKD", lambda sitting: sitting.points.total),
    "tkp": Step("TKP", lambda sitting: sitting.tkp),
    "tiu": Step("TIU", lambda sitting: sitting.tiu),
    "twk": Step("TWK", lambda sitting: sitting.twk),
}


def skd_score(twk_correct: int, tiu_correct: int, tkp_answers: Sequence[int], rules: dict[str, Any]) -> Skd:
    """Points from answers: TWK and TIU by right answers, TKP by the points 1 to 5 of each answer, 0 for a blank.

    ValueError if there are more answers than questions or an answer that cannot be.
    """
    parts = rules["skd"]["parts"]
    for part, count in (("twk", twk_correct), ("tiu", tiu_correct), ("tkp", len(tkp_answers))):
        if not 0 <= count <= parts[part]["questions"]:
            raise ValueError(f"{part.upper()} hanya memuat {parts[part]['questions']} soal.")
    if not all(0 <= answer <= 5 for answer in tkp_answers):
        raise ValueError("Setiap jawaban TKP bernilai 1 sampai 5, kosong bernilai 0.")
    return Skd(twk_correct * parts["twk"]["step"], tiu_correct * parts["tiu"]["step"], sum(tkp_answers))


def skd_faults(points: Skd, rules: dict[str, Any]) -> list[str]:
    """What is impossible about a score, one Indonesian sentence each; empty for a possible one."""
    faults = []
    for part in PARTS:
        value, limits = getattr(points, part), rules["skd"]["parts"][part]
        most, step = limits["max"], limits["step"]
        if type(value) is not int:
            faults.append(f"{part.upper()} harus bilangan bulat.")
        elif not 0 <= value <= most:
            faults.append(f"{part.upper()} harus antara 0 dan {most}.")
        elif value % step:
            faults.append(f"{part.upper()} harus kelipatan {step}.")
    return faults


def skd_valid(points: Skd, rules: dict[str, Any]) -> bool:
    """Whether the test can give these points: in range, TWK and TIU multiples of 5. Imports of others are refused."""
    return not skd_faults(points, rules)


def skd_pass(category: str, points: Skd, rules: dict[str, Any]) -> bool:
    """Whether the points meet every threshold (NAB) of the category; ValueError for an unknown category."""
    thresholds = rules["skd"]["thresholds"].get(category)
    if thresholds is None:
        raise ValueError(f"Kategori {category} tidak ada dalam {rules['id']}.")
    return all(getattr(points, part) >= least for part, least in thresholds.items())


def skd_scale(category: str, points: Skd, rules: dict[str, Any]) -> list[dict]:
    """Each part and the total: {part, points, most, threshold}, the threshold None where the category has none.

    ValueError for an unknown category.
    """
    thresholds = rules["skd"]["thresholds"].get(category)
    if thresholds is None:
        raise ValueError(f"Kategori {category} tidak ada dalam {rules['id']}.")
    most = {part: rules["skd"]["parts"][part]["max"] for part in PARTS} | {TOTAL: rules["skd"]["max"]}
    return [
        {"part": part, "points": getattr(points, part), "most": most[part], "threshold": thresholds.get(part)}
        for part in (*PARTS, TOTAL)
    ]


def skd_places(sittings: Iterable[Sitting], rules: dict[str, Any]) -> list[Place]:
    """Those who meet their thresholds, best first: total, TKP, TIU, TWK. Full ties share a place."""
    passed = [sitting for sitting in sittings if _code_before_ranking(sitting, rules) is None]
    return places(passed, [ORDER[name] for name in rules["skd"]["order"]])


def skd_codes(quota: int, sittings: Iterable[Sitting], rules: dict[str, Any]) -> dict[str, str]:
    """The code of everyone on one formation line.

    "P/L" passes and goes on, "P" passes but stands outside three times the quota, "TL"
    below the threshold, "TH" absent, "DIS" disqualified. A place that begins inside the
    cut goes on whole: people equal in total and all three sub-tests are never divided.
    """
    sittings = list(sittings)
    seats = quota * rules["skd"]["cut_multiple"]
    codes = {sitting.id: _code_before_ranking(sitting, rules) for sitting in sittings}
    if len(codes) < len(sittings):
        raise ValueError("Seorang peserta muncul dua kali dalam satu formasi.")
    for place in skd_places(sittings, rules):
        for sitting in place.people:
            codes[sitting.id] = "P/L" if place.rank <= seats else "P"
    return codes


def _code_before_ranking(sitting: Sitting, rules: dict[str, Any]) -> str | None:
    if sitting.disqualified:
        return "DIS"
    if sitting.absent:
        return "TH"
    return None if skd_pass(sitting.category, sitting.points, rules) else "TL"
