"""What all stages of a round share: who acts, the clock, the people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from asnkit.clock import ForwardClock
from asnkit.events import parse_time
from asnkit.wib import WIB

from .callers import Caller, Services
from .people import Person
from .shape import Shape
from .staff import Staff
from .stages import Stages

FIRST_CODE = "CPNS-2024"
BUDGET_YEAR = 2024
OFFICE = "BKPSDM"
JUST_AFTER = 15
"""Seconds: what was sent at the last moment of a window is recorded before anybody may count it."""


@dataclass
class City:
    """One round: `code` names its period, `seed` decides everything that is generated."""

    services: Services
    clock: ForwardClock
    stages: Stages
    shape: Shape
    code: str
    seed: str
    public: Caller
    staff: dict[str, Caller]
    keeping: Staff
    people: list[Person] = field(default_factory=list)
    accounts: dict[int, Caller] = field(default_factory=dict)
    """Signed-in applicants by their number."""
    hasty: set[int] = field(default_factory=set)
    """Numbers of those who had begun for a line before it was closed."""
    applications: dict[str, Person] = field(default_factory=dict)
    """Who submitted, by the UUID of the application."""
    numbers: dict[str, Person] = field(default_factory=dict)
    """Who submitted, by participant number."""
    round: str = ""
    """The UUID of the round in selection."""
    results: dict[str, str] = field(default_factory=dict)
    """The UUID of the published result by stage."""
    twins: set[int] = field(default_factory=set)
    """Numbers of the two people who are equal in everything."""
    survey: str = ""
    surveys: list[str] = field(default_factory=list)
    """The UUIDs of those that were asked before it."""
    asked_in: tuple[int, int] | None = None
    """Year and quarter of the last of them."""
    sessions: list[str] = field(default_factory=list)
    """The UUIDs of the training sessions that were held."""

    approving: str = ""
    """The UUID of the one whose seats a superior approves."""

    def sign_in(self, login: str, person: str) -> Caller:
        """The login as this person from now on, at the office's provider for development."""
        self.services.know(login, person)
        self.staff[login] = self.services.staff(login)
        return self.staff[login]

    def letter(self, number: int) -> str:
        """The number of a letter of this round."""
        return f"800/{number:03d}/{OFFICE}/{self.code}"

    def forward_to(self, moment: str | datetime) -> None:
        """Set the development clock to just after a moment, unless it is past it already."""
        until = parse_time(moment) if isinstance(moment, str) else moment
        ahead = until - self.clock.now()
        if ahead > timedelta():
            # The offset is kept in whole seconds.
            self.forward(ahead + timedelta(seconds=JUST_AFTER))

    def forward(self, by: timedelta) -> None:
        """Set the development clock forward; the staff's roles hold on meanwhile."""
        self.keeping.forward(by)

    def announcements(self) -> list[dict]:
        return self.public.get("registration", "/v1/announcements", period=self.code).body["items"]


def enter(endpoints: dict, stages: Stages, shape: Shape, seed: str | None) -> City:
    """A city with a period code that is still free; the code is the seed unless one is given."""
    services = Services(endpoints)
    public = services.anyone()
    taken = {period["code"] for period in public.get("registration", "/v1/periods").body["items"]}
    code = next(code for code in _codes() if code not in taken)
    clock = ForwardClock(Path(endpoints["clock"]))
    staff = {login: services.staff(login) for login in endpoints["logins"]}
    return City(
        services=services,
        clock=clock,
        stages=stages,
        shape=shape,
        code=code,
        seed=seed or code,
        public=public,
        staff=staff,
        keeping=Staff(staff["ti"], staff["ti2"], clock),
    )


def end_of_day(moment: datetime, days: int) -> datetime:
    """23:59:59 WIB of the day that is `days` after the moment's."""
    day = moment.astimezone(WIB) + timedelta(days=days)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def _codes():
    yield FIRST_CODE
    number = 2
    while True:
        yield f"{FIRST_CODE}-{number}"
        number += 1
