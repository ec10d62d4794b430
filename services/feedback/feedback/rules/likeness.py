"""Whether two texts are about the same matter: by the words that they share. A rule of this project, of no decree.

No language model and no dictionary: what it overlooks is sent and merged by the officer, what it finds wrongly is read
and passed over by its writer.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

SHORTEST = 4
FEWEST_SHARED = 2
LEAST_SHARE = Fraction(1, 3)
"""Of the words of the title."""
MOST = 3
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("nya", "kah", "lah")
_COMMON = frozenset(
    _WORD.findall(
        "adalah agar akan antara apakah atas atau bagi bahwa banyak belum berada bila bisa bulan dalam dapat "
        "dari dekat dengan depan dimana hanya hari harus hingga juga kalau kami karena kepada ketika kita "
        "kota lagi lain lama lebih lewat maka masih mohon mulai namun oleh pada paling para perlu pernah "
        "pukul saat saja sampai sangat satu saya sebelum secara sedang sejak selalu selama semua sering "
        "setelah setiap sudah supaya tadi tahun tanpa telah tempat tentang terima kasih terus tetap tidak "
        "tolong untuk waktu yang"
    )
)


def words(text: str) -> frozenset[str]:
    """The words that say what it is about, without common ones and without endings that change nothing."""
    found = (_bare(word) for word in _WORD.findall(text.casefold()))
    return frozenset(word for word in found if len(word) >= SHORTEST and word not in _COMMON)


def alike(text: str, unit: str | None, titles: Iterable[tuple[str, str | None, frozenset[str]]]) -> list[str]:
    """Ids of the likest of (id, unit, words of the title), at most MOST: the same unit first, then by words shared."""
    mine, found = words(text), []
    for id, of, theirs in titles:
        shared = len(mine & theirs)
        if shared >= FEWEST_SHARED and Fraction(shared, len(theirs)) >= LEAST_SHARE:
            found.append((unit is None or of != unit, -shared, id))
    return [id for _, _, id in sorted(found)[:MOST]]


def _bare(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), "")
    return word.removesuffix(ending)
