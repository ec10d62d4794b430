"""How the scores of an announced list are spread: how many people have each whole point, and how many of them passed.

Of what anybody may see of a list, so it tells nothing that its rows do not. A list of 100,000 is read once in a
process: what lies under a hash never changes.
"""

from collections import Counter
from functools import lru_cache

from pymongo.database import Database

from ..ranking import lists
from ..ranking.domain import FINAL, SKD

LISTS = 256
PASSED = {SKD: ("P/L",), FINAL: ("L",)}


@lru_cache(maxsize=LISTS)
def spread(db: Database, book_sha256: str, id: str, stage: str) -> tuple[dict, ...]:
    """[{points, n, passed}] of one list of a public book, lowest points first; `points` are SKD's total, or the final
    value without its decimals. Who has no score is not among them."""
    listed = next(one for one in lists.index(db, book_sha256)["lists"] if one["id"] == id)
    people, passed = Counter(), Counter()
    for row in lists.every(db, listed["pages"]):
        shown = row["final_shown"] if stage == FINAL else row["total"]
        if shown is None:
            continue
        points = int(str(shown).partition(".")[0])
        people[points] += 1
        passed[points] += row["code"] in PASSED[stage]
    return tuple({"points": points, "n": people[points], "passed": passed[points]} for points in sorted(people))
