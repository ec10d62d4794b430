"""Score files as CAT exports them, with what makes real ones hard: absences, near misses, exact ties."""

import random
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

BOM = "\ufeff"
PASS_PERCENT, ABSENT_PERCENT = 45, 7
SKB_ABSENT_PERCENT = 3
CUT_MULTIPLE = 3
APART = 33  # SKD points that weigh exactly as much as …
TWIN_POINTS = 490
ALIKE = 20  # … so many points of SKB by CAT


@dataclass(frozen=True)
class Row:
    """One participant of SKD: points, or what happened instead ("TH", "DIS")."""

    participant_no: str
    twk: int = 0
    tiu: int = 0
    tkp: int = 0
    remark: str = ""

    @property
    def total(self) -> int:
        return self.twk + self.tiu + self.tkp

    @property
    def passes(self) -> bool:
        """By the general thresholds, which are the highest."""
        return not self.remark and self.twk >= 65 and self.tiu >= 80 and self.tkp >= 166

    @property
    def order(self) -> tuple:
        return (self.total, self.tkp, self.tiu, self.twk)


def skd_rows(
    seed: str, lines: Mapping[str, Sequence[str]], quotas: Mapping[str, int], twins: Set[str] = frozenset()
) -> list[Row]:
    """A row for each participant number; `lines` lists the numbers of each line, `quotas` its seats.

    `twins` are people with the same points, more than anybody else has.
    """
    rows: list[Row] = []
    for vacancy in sorted(lines, key=lambda vacancy: (-len(lines[vacancy]), vacancy)):
        dice = random.Random(f"{seed}/skd/{len(rows)}")
        line = [_sat(dice, number) for number in lines[vacancy] if number not in twins]
        best = [Row(number, 140, 170, 210) for number in lines[vacancy] if number in twins]
        rows += best + _tie_at_cut(_equal_in_the_end(line), CUT_MULTIPLE * quotas[vacancy] - len(best))
    cheat = next(number for number, row in enumerate(rows) if not row.passes and not row.remark)
    rows[cheat] = replace(rows[cheat], remark="DIS")
    return rows


def skd_csv(rows: Iterable[Row]) -> bytes:
    head = "nomor_peserta;twk;tiu;tkp;keterangan"
    lines = [f"{row.participant_no};{row.twk};{row.tiu};{row.tkp};{row.remark}" for row in rows]
    return _file(head, lines)


def skb_csv(seed: str, finalists: Sequence[dict], practice: set[str], twins: Set[str] = frozenset()) -> bytes:
    """SKB of those who go on: {participant_no, vacancy, total, twk, tiu, tkp}, best first within each line.

    Lines in `practice` also have a practical test, which CAT exports with a decimal comma. `twins` are equal.
    """
    dice = random.Random(f"{seed}/skb")
    head = "nomor_peserta;nilai_cat;maks_cat;nilai_praktik;maks_praktik;keterangan"
    lines, before, points = [], None, 0
    for row in finalists:
        if row["participant_no"] in twins:
            lines.append(f"{row['participant_no']};{TWIN_POINTS};500;;;")
            continue
        points = _skb_points(dice, row, before, points)
        practical = f"{dice.randint(550, 980)}" if row["vacancy"] in practice else ""
        practical = f"{practical[:-1]},{practical[-1]};100" if practical else ";"
        before = row if dice.randrange(100) >= SKB_ABSENT_PERCENT else None
        if before:
            lines.append(f"{row['participant_no']};{points};500;{practical};")
        else:
            lines.append(f"{row['participant_no']};0;500;;;TH")
    return _file(head, lines)


def _sat(dice: random.Random, number: str) -> Row:
    if dice.randrange(100) < ABSENT_PERCENT:
        return Row(number, remark="TH")
    row = Row(number, 5 * dice.randint(13, 24), 5 * dice.randint(16, 30), dice.randint(166, 190))
    if dice.randrange(100) < PASS_PERCENT:
        return row
    # Most who fail do so by a little, in one of the three.
    short = dice.choice(("twk", "tiu", "tkp"))
    least = {"twk": 65 - 5 * dice.randint(1, 6), "tiu": 80 - 5 * dice.randint(1, 6), "tkp": 166 - dice.randint(1, 25)}
    return replace(row, **{short: least[short]})


def _ranked(line: list[Row]) -> list[int]:
    """Places in `line` of those who pass, best first."""
    return sorted((place for place, row in enumerate(line) if row.passes), key=lambda place: line[place].order)[::-1]


def _equal_in_the_end(line: list[Row]) -> list[Row]:
    """The two best of a line differ by as many points as SKB can make up exactly."""
    best = _ranked(line)[:2]
    if len(best) == 2:
        high, low = (line[place].participant_no for place in best)
        line[best[0]] = Row(high, 135, 165, 200)
        line[best[1]] = Row(low, 125, 150, 192)  # 33 less, and more than anybody else has
    return line


def _tie_at_cut(line: list[Row], cut: int) -> list[Row]:
    """The first one outside the cut has the very same points as the last one inside: both go on."""
    ranked = _ranked(line)
    if len(ranked) > cut:
        outside = line[ranked[cut]]
        line[ranked[cut]] = replace(line[ranked[cut - 1]], participant_no=outside.participant_no)
    return line


def _skb_points(dice: random.Random, row: dict, before: dict | None, points: int) -> int:
    """Points by CAT, multiples of 5; a neighbour with equal or fitting SKD gets a tie in the end."""
    if before and before["vacancy"] == row["vacancy"]:
        if before["total"] - row["total"] == APART:
            return points + ALIKE
        if all(before[part] == row[part] for part in ("twk", "tiu", "tkp")):
            return points
    return 5 * dice.randint(44, 90)


def _file(head: str, lines: list[str]) -> bytes:
    return (BOM + "\r\n".join([head, *lines, ""])).encode()
