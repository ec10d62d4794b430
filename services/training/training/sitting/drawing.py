"""Which items somebody gets: those whose hashes with the recorded seed are the smallest, in that order.

Whoever has seed and list draws the same ones again, in any language.
"""

import hashlib
from collections.abc import Sequence


def draw(seed: str, ids: Sequence[str], count: int) -> list[str]:
    return sorted(ids, key=lambda id: hashlib.sha256(f"{seed}/{id}".encode()).digest())[:count]
