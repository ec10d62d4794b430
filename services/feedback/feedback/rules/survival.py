"""How long a complaint stays open (docs/rules.md §5.2), by the estimator of Kaplan and Meier (1958).

What is still open is no reason to leave it out: it counts among the open ones until
the day up to which it was watched.
"""

from collections.abc import Sequence
from fractions import Fraction


def survival(durations: Sequence[int], closed: Sequence[bool]) -> list[tuple[int, Fraction]]:
    """The share still open after each day on which something was closed, in order of days.

    `durations` are days until closed or, where `closed` is false, days watched so far.
    ValueError where the lists do not belong together or a duration is below 0.
    """
    if len(durations) != len(closed) or any(days < 0 for days in durations):
        raise ValueError("Setiap pengaduan memerlukan lama hari mulai dari 0 dan keterangan selesai.")
    curve, share = [], Fraction(1)
    for day in sorted({days for days, done in zip(durations, closed, strict=True) if done}):
        at_risk = sum(days >= day for days in durations)
        ended = sum(days == day and bool(done) for days, done in zip(durations, closed, strict=True))
        share *= Fraction(at_risk - ended, at_risk)
        curve.append((day, share))
    return curve
