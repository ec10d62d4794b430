"""Makes the collections and indexes of several services in one process, as administrator.

The same as `python -m <service> prepare` for each, without importing everything six times:

    python -m deploy.local.prepare registration selection …
"""

import sys
from importlib import import_module

from asnkit.service import Runtime
from asnkit.settings import Settings


def main(services: list[str]) -> None:
    for service in services:
        try:
            runtime = Runtime(import_module(f"{service}.wiring").SERVICE, Settings.from_environment(service))
            runtime.prepare()
            runtime.close()
        except Exception as error:
            raise SystemExit(f"{service}: {error}") from error


if __name__ == "__main__":
    main(sys.argv[1:])
