"""The ranks of a PNS, golongan ruang, lowest first (PP 99/2000 and its annex; docs/rules.md §4)."""

RANKS = (
    *(f"I/{room}" for room in "abcd"),
    *(f"II/{room}" for room in "abcd"),
    *(f"III/{room}" for room in "abcd"),
    *(f"IV/{room}" for room in "abcde"),
)
