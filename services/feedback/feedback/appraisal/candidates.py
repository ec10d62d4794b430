"""Whom a superior may ask about somebody: those who work beside the person, under them, or beside the superior."""

from ..roster.superiors import Registers, Standing


def candidates(registers: Registers, person: str, standing: Standing) -> list[str]:
    """Ids. Neither the person nor who rates them is one."""
    heads = [one for one in (standing.superior, person, standing.second) if one]
    found = {one for head in heads for one in registers.team(head)}
    return sorted(found - {person, standing.superior, standing.second})
