"""Makes the collections and indexes of several services in one process, as administrator.

The same as `python -m <service> prepare` for each, without importing everything six times. The administrator's
address of MongoDB, which holds a password, comes through standard input:

    python -m deploy.local.prepare registration selection … < address
"""

import sys
from dataclasses import replace
from importlib import import_module

from asnkit.service import Runtime
from asnkit.settings import Settings, package_of


def main(services: list[str]) -> None:
    prepare(services, sys.stdin.read().strip())


def prepare(services: list[str], administrator: str) -> None:
    """Raises SystemExit with one sentence; `administrator` is an address of MongoDB with name and password."""
    for service in services:
        try:
            settings = replace(Settings.from_environment(service), mongo_url=administrator)
            runtime = Runtime(import_module(f"{package_of(service)}.wiring").SERVICE, settings)
            runtime.prepare()
            runtime.close()
        except Exception as error:
            raise SystemExit(f"{service}: {error}") from error


if __name__ == "__main__":
    main(sys.argv[1:])
