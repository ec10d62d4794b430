"""How long a candidate is tried: one year (PP 11/2017 Pasal 34; docs/rules.md §4)."""

from datetime import date


def year_after(day: date) -> date:
    """The same day a year later; after 29 February it is 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
