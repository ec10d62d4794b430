"""One journey in a process of its own, which kills itself at point k: `python -m tests.faults.mortal FILE`.

FILE is JSON: {"settings": {…}, "box": stream, "die_at": k or null}. It prints "done" when it got through.
"""

import json
import sys
from pathlib import Path

from asnkit import consumer as consumers
from asnkit.errors import Unavailable
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.testing import Steps

from tests.kit.toy import SERVICE

from .driving import Process, commands_of, work_of


def main() -> None:
    order = json.loads(Path(sys.argv[1]).read_text())
    paths = {name: Path(order["settings"].pop(name)) for name in ("secrets", "keys", "contracts")}
    settings = Settings(**order["settings"], **paths)
    consumers.MEASURE_SECONDS = 1e9
    with Steps(really=True) as steps:
        process = Process(lambda: Runtime(SERVICE, settings))
        steps.begin(die_at=order["die_at"])
        for step in work_of(process, steps, order["box"], commands_of(order["box"])):
            while True:
                try:
                    step()
                    break
                except Unavailable:  # the dead predecessor's transaction still holds its documents
                    continue
        with steps.looking_on():
            process.die()
    print("done")


if __name__ == "__main__":
    main()
