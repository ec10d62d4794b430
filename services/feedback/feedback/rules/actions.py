"""What a training costs until somebody sets its price (price/domain.py): data of this project, of no decree."""

from typing import NamedTuple


class Price(NamedTuple):
    """For one person: JP and whole rupiah."""

    hours: int
    money: int


PRICES = {
    "leadership": Price(905, 22_000_000),
    "functional": Price(100, 9_000_000),
    "technical": Price(20, 1_500_000),
    "seminar": Price(6, 350_000),
}
