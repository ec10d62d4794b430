"""Names as public lists show them: enough to recognise one's own row, not to be found by it (docs/rules.md §6.3)."""

MASK = "***"


def masked(name: str | None) -> str:
    """ "Budi Santoso" → "B***": as wide for everybody, since the number and length of words tell people apart.

    The mask alone stands for somebody who was erased.
    """
    return (name or "")[:1] + MASK
