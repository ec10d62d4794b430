"""How old the last backup is: whoever makes one leaves a row here."""

import time
from collections.abc import Callable

from asnkit.metrics import BACKUP
from asnkit.service import Runtime

LOOK_SECONDS = 30.0


def watching(runtime: Runtime) -> Callable[[], int]:
    looked = float("-inf")

    def turn() -> int:
        nonlocal looked
        if time.monotonic() - looked > LOOK_SECONDS:
            looked = time.monotonic()
            row = runtime.db.backups.find_one({"_id": "last"})
            BACKUP.set(row["at"].timestamp() if row else 0)
        return 0

    return turn
