"""Business time: the only clock that rules, windows and deadlines look at.

In development a file may set it forward, so that a demonstration can pass an objection
window without waiting three days. Leases, tokens and TLS use real time, always.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current moment, in UTC."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ForwardClock:
    """Real time plus an offset kept in a file: {"offset_seconds": n}, n never falling."""

    def __init__(self, file: Path):
        self._file = file
        self._seen: tuple[int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset()

    def offset(self) -> timedelta:
        try:
            status = os.stat(self._file)
        except FileNotFoundError:
            return self._offset
        seen = (status.st_mtime_ns, status.st_ino)
        if seen != self._seen:
            self._offset = timedelta(seconds=json.loads(self._file.read_text())["offset_seconds"])
            self._seen = seen
        return self._offset

    def forward(self, by: timedelta) -> datetime:
        """Set the clock forward for every process that reads the file; returns the new time."""
        if by < timedelta():
            raise ValueError("the clock is never set back: events would come before their causes")
        offset = self.offset() + by
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps({"offset_seconds": int(offset.total_seconds())}))
        draft.replace(self._file)
        return self.now()


class FixedClock:
    """For tests: stands still until it is moved."""

    def __init__(self, at: datetime):
        self.at = at

    def now(self) -> datetime:
        return self.at


def clock_for(settings) -> Clock:
    """The settings of production ignore a clock file, whatever it says."""
    if settings.development and settings.clock_file:
        return ForwardClock(settings.clock_file)
    return SystemClock()
