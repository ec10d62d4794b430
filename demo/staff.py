"""What the two of IT do while time passes, so that nobody's role ends meanwhile: they look again, and extend."""

from datetime import date, timedelta

from asnkit.clock import ForwardClock
from asnkit.wib import wib_date
from asnplatform.role.domain import BY_TWO

from .callers import Caller

LOOK_AGAIN = timedelta(days=90)
LASTING = timedelta(days=700)


class Staff:
    """`first` and `second` are of IT, by the logins ti and ti2; `clock` is the one for development."""

    def __init__(self, first: Caller, second: Caller, clock: ForwardClock):
        self._of_it, self._clock = {"ti": first, "ti2": second}, clock
        self._until: date | None = None
        """The first day on which a role would end, as far as it is known."""

    def forward(self, by: timedelta) -> None:
        """Set the clock forward, and look at the roles as often as they have to be looked at meanwhile."""
        while by > timedelta():
            step = min(by, LOOK_AGAIN)
            self._keep(wib_date(self._clock.now() + step) + timedelta(days=1))
            self._clock.forward(step)
            by -= step

    def _keep(self, until: date) -> None:
        if self._until and until < self._until:
            return
        held = self._of_it["ti"].all("platform", "/v1/roles", status="held")
        self._until = min((self._kept(one, until) for one in held), default=None)

    def _kept(self, one: dict, until: date) -> date:
        """The day on which this role would end, after it is that day's turn no longer."""
        of_it = self._of_it["ti2" if one["person"] == "ti" else "ti"]
        if date.fromisoformat(one["until"]) <= until:
            self._extend(one, of_it)
        elif date.fromisoformat(one["review"]) <= until:
            of_it.post("platform", f"/v1/roles/{one['id']}/review", {}, version=one["version"])
        else:
            return _ends(one)
        return _ends(of_it.get("platform", f"/v1/roles/{one['id']}").body)

    def _extend(self, one: dict, confirming: Caller) -> None:
        path, body = f"/v1/roles/{one['id']}", {"until": (wib_date(self._clock.now()) + LASTING).isoformat()}
        [proposing] = [caller for caller in self._of_it.values() if caller is not confirming]
        if one["role"] not in BY_TWO:
            confirming.post("platform", f"{path}/extension", body, version=one["version"])
            return
        proposing.post("platform", f"{path}/extension", body, version=one["version"])
        shown = confirming.get("platform", path).body
        signed = {"proposed": shown["extension"]["proposed"]}
        confirming.post("platform", f"{path}/extension/confirmation", signed, version=shown["version"])


def _ends(one: dict) -> date:
    return date.fromisoformat(min(one["review"], one["until"]))
