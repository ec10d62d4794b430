"""What a training costs, as the what-if of IP ASN reckons: data of this project, of no decree."""

from fractions import Fraction
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
MONEY = {part: Fraction(price.money) for part, price in PRICES.items()}
