"""One drill: tampers on a copy of their own, one or several, then every detector, which knows nothing of them."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .copying import Original, copies
from .detectors import Citizens, Cosigner, StandingAuditor, Subscriber
from .tampers import Tamper

UNNOTICEABLE = (
    "A lie that is told before it is recorded: the log proves what was decided, by whom and when, not that it is true.",
    "A request that was never answered: without a promise there is no evidence that it came.",
    "An event deleted in the second before it reached Kafka, with its command, where the person kept no promise.",
    "What was changed before anybody but us had a checkpoint: the first seconds of a log, or of one without witnesses,"
    " subscribers and visitors.",
    "Everybody acting together: the log's key, MongoDB, Kafka, the auditor's folder, and every witness and subscriber.",
    "Reading: who copies a database file leaves no trace in it. Sealed data stay closed without the keys.",
)


REFUSED = "nobody has to: it is refused"


@dataclass(frozen=True)
class Notice:
    who: str
    soon: str
    names: list[str]


@dataclass(frozen=True)
class Outcome:
    tampers: tuple[Tamper, ...]
    notices: list[Notice]

    @property
    def right(self) -> bool:
        """A tamper is refused or noticed, and named; an untouched copy is neither."""
        touched = [tamper for tamper in self.tampers if tamper.says]
        return all(self.named_by(tamper) for tamper in touched) if touched else not self.notices

    def named_by(self, tamper: Tamper) -> set[str]:
        """Who says what this one has to make somebody say."""
        return {notice.who for notice in self.notices if any(tamper.says in name for name in notice.names)}


@contextmanager
def drilling(original: Original, folder: Path, say: Callable[[str], None]):
    """A function that tries tampers on one copy and says what came of it. `folder` is made, and left to the caller."""
    say("waiting for a quiet moment")
    original.wait_until_quiet()
    folder.mkdir(parents=True)
    citizens = Citizens(original)
    with original.held_still():
        detectors = [StandingAuditor(), Subscriber(original), citizens, Cosigner(original, folder / "witness")]
        original.copy(folder / "base")
    with copies(folder / "base") as copy_of:

        def run(*tampers: Tamper) -> Outcome:
            with copy_of(any(tamper.kafka for tamper in tampers)) as copy:
                refusals = [refusal for tamper in tampers if (refusal := tamper.run(copy))]
                copy.serve()
                notices = [Notice(REFUSED, "at once", refusals)] if refusals else []
                notices += [notice for detector in detectors if (notice := _ask(detector, copy))]
            names = " · ".join(tamper.name for tamper in tampers)
            say(f"{names}: {', '.join(notice.who for notice in notices) or 'nobody'}")
            return Outcome(tampers, notices)

        yield run


def _ask(detector, copy) -> Notice | None:
    began = time.monotonic()
    names = detector.notice(copy)
    return Notice(detector.name, detector.soon(time.monotonic() - began), names) if names else None
