"""What a group learnt between the test before and the test after (docs/rules.md §4).

The normalised gain is Hake's (1998): the gain as a share of the room that was left.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from asnkit.exact import shown

Score = Fraction | int | str


class LearningGain(NamedTuple):
    """`mean` in points and `normalised` as a share, exact; None where nobody or no room to gain speaks for it."""

    pairs: int
    left_out: int
    mean: Fraction | None
    normalised: Fraction | None

    @property
    def shown(self) -> dict[str, int | str | None]:
        """As printed: the mean with two decimals, the normalised gain with three."""
        return {
            "pairs": self.pairs,
            "left_out": self.left_out,
            "mean_gain": None if self.mean is None else shown(self.mean, 2),
            "n_gain": None if self.normalised is None else shown(self.normalised, 3),
        }


def learning_gain(before: Sequence[Score | None], after: Sequence[Score | None], most: Score) -> LearningGain:
    """The gain of the people who have both scores, 0 to `most`; None where a person missed a test.

    The two lists name the same people in the same order. ValueError where they do not,
    or where a score cannot be one.
    """
    if len(before) != len(after):
        raise ValueError("Nilai awal dan nilai akhir harus menyebut orang yang sama.")
    highest = Fraction(most)
    scores = [Fraction(score) for score in (*before, *after) if score is not None]
    if highest <= 0 or any(not 0 <= score <= highest for score in scores):
        raise ValueError("Nilai berada antara 0 dan nilai tertinggi tes.")
    couples = zip(before, after, strict=True)
    pairs = [(Fraction(pre), Fraction(post)) for pre, post in couples if None not in (pre, post)]
    left_out = len(before) - len(pairs)
    if not pairs:
        return LearningGain(0, left_out, None, None)
    start = sum((pre for pre, _ in pairs), Fraction()) / len(pairs)
    mean = sum((post for _, post in pairs), Fraction()) / len(pairs) - start
    return LearningGain(len(pairs), left_out, mean, mean / (highest - start) if start < highest else None)
