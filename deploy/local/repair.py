"""Work on a system that stands still: its servers run, its services do not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asnkit.settings import package_of
from rich.console import Console

from . import run, secrets, services, settings
from .places import ROOT, SERVICES
from .servers import Servers
from .steps import Steps
from .supervisor import Supervisor
from .trouble import Trouble


def refill(directory: Path, console: Console) -> None:
    """Fills a Kafka that lost its topics from the commits of every service. Raises Trouble."""
    with standing_still(directory, console) as system:
        services.prepare(system)
        for service in SERVICES:
            word(system, service, "refill")


@contextmanager
def standing_still(directory: Path, console: Console) -> Iterator[Servers]:
    """MongoDB and Kafka with topics, users and rights. Raises Trouble when the system runs."""
    given = {name: os.environ.pop(name, "") for name in run.EXISTING}
    with run.alone(directory):
        supervisor, system = Supervisor(console.print), Servers(directory, "", "", {}, {})
        try:
            run.clean_leftovers(directory)
            settings.require_free([name for name in ("mongodb", "kafka") if name in run.wanted_ports(given)])
            secrets.ensure(directory / "secrets", list(system.users))
            services.write_files(directory)
            run.bring_up_servers(system, given, Steps(console, supervisor), supervisor)
            system.set_up()
            yield system
        finally:
            supervisor.stop()
            system.stop()
            os.environ.update({name: value for name, value in given.items() if value})


def word(system: Servers, service: str, command: str) -> None:
    """A word of a service's command line, by its own user. Raises Trouble when it does not end well."""
    told = os.environ | services.environment(service, system)
    sys.stdout.flush()
    if subprocess.run([sys.executable, "-m", package_of(service), command], cwd=ROOT, env=told).returncode:
        raise Trouble(f"{service} {command}: not done, see above.")
