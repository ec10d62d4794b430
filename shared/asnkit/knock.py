"""Whether the process in this container lives: `python -m asnkit.knock` ends with 0 or 1.

A container runs either a web or a worker process, so one of the two health ports answers.
"""

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

BINDS = {"ASN_WEB_HEALTH_BIND": "127.0.0.1:8001", "ASN_HEALTH_BIND": "127.0.0.1:8002"}
SECONDS = 2


def alive() -> bool:
    """/healthz says so on one of the ports that a process would listen on."""
    return any(_answers(os.environ.get(name, bind)) for name, bind in BINDS.items())


def _answers(bind: str) -> bool:
    port = bind.rpartition(":")[2]
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not alive())
