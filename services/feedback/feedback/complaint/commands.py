"""What may be asked of a complaint; the rules are in domain.py. Texts are sealed before they come here."""

from dataclasses import dataclass

from ..rules.calendar import Amendments


@dataclass(frozen=True, slots=True)
class Submit:
    """`unit` is a name or None, `known` whether it is one of the city's; `text`, `code` and the others are sealed.

    `found` are the warnings that the text asks for, `aware` those that the writer has read. `helped`: an officer wrote
    it down for somebody at the counter.
    """

    number: str
    kind: str
    unit: str | None
    known: bool
    text: dict
    code: dict
    name: dict | None
    contact: dict | None
    found: tuple[str, ...]
    aware: tuple[str, ...]
    calendar: Amendments = ()
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Checked, of this class, and handed to this unit; also from one unit to another."""

    unit: str
    known: bool
    kind: str
    calendar: Amendments = ()


@dataclass(frozen=True, slots=True)
class Return:
    """It lies with the complaint officer again: the unit gave it back (`by_unit`), or the officer took it."""

    reason: dict
    by_unit: bool


@dataclass(frozen=True, slots=True)
class Ask:
    text: dict
    calendar: Amendments = ()


@dataclass(frozen=True, slots=True)
class Answer:
    text: dict
    calendar: Amendments = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """Words of the reporter; `unsolved` under an answer opens the complaint again, once."""

    text: dict
    unsolved: bool
    calendar: Amendments = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """The reporter says that it is solved."""


@dataclass(frozen=True, slots=True)
class Postpone:
    reason: dict


@dataclass(frozen=True, slots=True)
class Refuse:
    """It is not for this city; the reason says for whom it is."""

    reason: dict


@dataclass(frozen=True, slots=True)
class Merge:
    """The same matter as `into`, whose state is `other`."""

    into: str
    other: dict | None


@dataclass(frozen=True, slots=True)
class Resume:
    """Take up again what was postponed, refused or merged."""

    reason: dict
    calendar: Amendments = ()


@dataclass(frozen=True, slots=True)
class Recount:
    """A decree changed the calendar: terms that run, and were not missed, end where it says."""

    calendar: Amendments


@dataclass(frozen=True, slots=True)
class Lapse:
    """A term or the wait for the reporter may be over."""


@dataclass(frozen=True, slots=True)
class Erase:
    """The reporter wants nothing of it kept."""


@dataclass(frozen=True, slots=True)
class Prioritise:
    """It comes first at the desk, or no more; its terms stay."""

    urgent: bool
    reason: dict
