"""Participant numbers: two digits of the budget year, eight random, two check digits.

The check digits are ISO 7064 MOD 97-10: the whole number leaves 1 when divided by 97, so
one wrong digit or two exchanged ones are always noticed.
"""

SERIALS = 10**8
MODULUS = 97


def participant_no(budget_year: int, serial: int) -> str:
    """Twelve digits for `serial` in [0, SERIALS)."""
    body = f"{budget_year % 100:02d}{serial:08d}"
    check = (1 - int(body) * 100) % MODULUS
    return f"{body}{check:02d}"


def is_participant_no(text: str) -> bool:
    return len(text) == 12 and text.isascii() and text.isdigit() and int(text) % MODULUS == 1
