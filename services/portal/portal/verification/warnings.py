"""What the machine could not judge about an application, in words."""

from collections.abc import Iterable

from ..words import CHECKS


def warnings(rules: Iterable[str]) -> list[str]:
    return [str(CHECKS.get(rule, rule)) for rule in rules]
