"""Age limits on the day of applying.

CPNS 18 to 35 (PP 11/2017 Pasal 23), 40 for six posts (Keppres 17/2019), PPPK 20 to one
year below the post's retirement age (PP 49/2018). Source: docs/rules.md §1.5.
"""

from datetime import date


def birthday_in(birth_date: date, year: int) -> date:
    """The birthday in that year; for 29 February it is 1 March in a common year."""
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth_date: date, on: date) -> int:
    """Completed years of age on a day; negative before birth."""
    return on.year - birth_date.year - (on < birthday_in(birth_date, on.year))


def age_ok(birth_date: date, on: date, lowest: int = 18, highest: int = 35, birthday_counts: bool = True) -> bool:
    """Whether the age allows applying on day `on`; both limits in years.

    The pages do not settle whether the birthday of the highest age still counts:
    `birthday_counts` is the period's setting. The day after is refused in any case.
    """
    if age_on(birth_date, on) < lowest:
        return False
    last_birthday = birthday_in(birth_date, birth_date.year + highest)
    return on <= last_birthday if birthday_counts else on < last_birthday
