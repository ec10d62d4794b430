"""Names as public lists show them: enough to find oneself, not enough to be found (domain.md §6.3)."""


def masked(name: str) -> str:
    """ "Budi Santoso" → "B*** S******"."""
    return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())
