"""How long a complaint stays open (docs/rules.md §5.2), by the estimator of Kaplan and Meier (1958).

What is still open is no reason to leave it out: it counts among the open ones until
the day up to which it was watched.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction


def survival(durations: Sequence[int], closed: Sequence[bool]) -> list[tuple[int, Fraction]]:
    """The share still open after each day on which something was closed, in order of days.

    `durations` are days until closed or, where `closed` is false, days watched so far.
    ValueError where the lists do not belong together or a duration is below 0.
    """
    if len(durations) != len(closed) or any(days < 0 for days in durations):
        raise ValueError("Setiap pengaduan memerlukan lama hari mulai dari 0 dan keterangan selesai.")
    counted = Counter(zip(durations, map(bool, closed), strict=True))
    done, rest = ({days: n for (days, one), n in counted.items() if one is wanted} for wanted in (True, False))
    return survival_of(done, rest)


def survival_of(closed: Mapping[int, int], watched: Mapping[int, int]) -> list[tuple[int, Fraction]]:
    """The same from how many were closed after, or only watched until, each number of days."""
    curve, share = [], Fraction(1)
    at_risk = sum(closed.values()) + sum(watched.values())
    for day in sorted({*closed, *watched}):
        if ended := closed.get(day, 0):
            share *= Fraction(at_risk - ended, at_risk)
            curve.append((day, share))
        at_risk -= ended + watched.get(day, 0)
    return curve
