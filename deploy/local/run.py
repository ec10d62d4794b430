"""`make run`: brings the whole system up, step by step, and keeps it up."""

import fcntl
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import requests
from asnkit.clock import ForwardClock
from asnkit.wib import wib_date
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from . import endpoints, jars, mongodb, process, roles, secrets, servers, services, settings
from .places import AUDITOR, MAIL, SERVICES, SMTP, WITNESS
from .servers import Servers
from .steps import Interrupted, Steps
from .supervisor import SERVERS, Supervisor
from .trouble import Trouble

FREE_BYTES = 500_000_000
READY_SECONDS = 90
# An administrator's addresses of servers that exist already.
EXISTING = ("MONGO_URL", "KAFKA_BOOTSTRAP", "KAFKA_USERNAME", "KAFKA_PASSWORD")


def run(directory: Path, console: Console) -> None:
    """Returns after Ctrl-C or SIGTERM, when everything it started has ended. Raises Trouble."""
    begun = time.monotonic()
    # Taken out of the environment, so that no child inherits an administrator's password.
    given = {name: os.environ.pop(name, "") for name in EXISTING}
    with alone(directory):
        supervisor = Supervisor(lambda line: console.print(f"[yellow]![/] {escape(line)}", highlight=False))
        supervisor.catch_signals()
        system = Servers(directory, "", "", {}, {})
        try:
            bring_up(system, given, Steps(console, supervisor), supervisor)
            endpoints.save(system)
            welcome(console, system, time.monotonic() - begun)
            supervisor.watch()
        except Interrupted:
            pass
        finally:
            console.print("Stopping …")
            endpoints.forget(directory)
            supervisor.stop()
            system.stop()  # also a server that did not come so far that it was watched
            console.print("Everything that was started here has ended.")


def bring_up(system: Servers, given: dict[str, str], steps: Steps, supervisor: Supervisor) -> None:
    """Everything runs and is ready when this returns. Raises Trouble, Interrupted."""
    directory = system.directory
    with steps.step("ports, disk, leftovers"):
        require_space(directory)
        clean_leftovers(directory)
        settings.require_free(wanted_ports(given))
    with steps.step("secrets"):
        secrets.ensure(directory / "secrets", list(system.users))
        services.write_files(directory)
    bring_up_servers(system, given, steps, supervisor)
    with steps.step("topics, users, rights"):
        system.set_up()
    with steps.step("collections, indexes"):
        services.prepare(system)
    wanted = services.processes(system)
    with steps.step(f"{len(wanted)} processes"):
        for one in wanted:
            supervisor.start(one)
        wait_until_ready(supervisor, [one.name for one in wanted])
    with steps.step("roles of the logins"):
        give_roles(system)


def give_roles(system: Servers) -> None:
    """Raises Trouble."""
    logins = secrets.read(system.directory / "secrets" / "logins.json")
    today = wib_date(ForwardClock(system.directory / "clock.json").now())
    token = partial(roles.vouched, settings.address("identity"), logins)
    try:
        urls = {name: settings.address(name) for name in ("platform", "training")}
        roles.give(urls, token, logins, today, lambda people: services.found(people, system))
    except requests.RequestException as error:
        raise Trouble(f"The logins could not be given their roles: {error}") from error


def bring_up_servers(system: Servers, given: dict[str, str], steps: Steps, supervisor: Supervisor) -> None:
    """Our own MongoDB and Kafka, or those that the environment points to."""
    if given["MONGO_URL"]:
        servers.use_mongodb(system, given["MONGO_URL"])
    else:
        with steps.step("mongod"):
            mongodb.ensure()
            servers.start_mongodb(system, settings.port("mongodb"))
            supervisor.take(system.mongo)
    if given["KAFKA_BOOTSTRAP"]:
        servers.use_kafka(system, given["KAFKA_BOOTSTRAP"], given["KAFKA_USERNAME"], given["KAFKA_PASSWORD"])
    else:
        with steps.bar("jars") as progress:
            jars.ensure(progress)
        with steps.step("kafka"):
            servers.start_broker(system, settings.port("kafka"))
            supervisor.take(system.broker)


def wanted_ports(given: dict[str, str]) -> list[str]:
    """The names of the ports that this run will listen on."""
    names = ["identity", MAIL, SMTP, AUDITOR, WITNESS]
    names += [name + kind for name in SERVICES for kind in ("", "_health", "_worker")]
    names += [] if given["MONGO_URL"] else ["mongodb"]
    return names + ([] if given["KAFKA_BOOTSTRAP"] else ["kafka"])


def wait_until_ready(supervisor: Supervisor, names: list[str]) -> None:
    """Every process answers that it is ready; what dies meanwhile is restarted. Raises Trouble, Interrupted."""
    waiting = {name: _ready_address(name) for name in names}
    end = time.monotonic() + READY_SECONDS
    while waiting:
        if supervisor.ending:
            raise Interrupted
        waiting = {name: url for name, url in waiting.items() if not _answers(url)}
        supervisor.look_after()
        if time.monotonic() > end:
            names = ", ".join(waiting)
            raise Trouble(f"Not ready after {READY_SECONDS} s: {names}. Their files in .local/logs say why.")
        time.sleep(0.1)


def _ready_address(name: str) -> str:
    service, _, kind = name.partition("-")
    if service in ("identity", MAIL):
        return f"{settings.address(service)}/healthz"
    if service == WITNESS:
        return f"{settings.address(WITNESS)}/"
    if service == AUDITOR:
        return f"{settings.address(AUDITOR)}/readyz"
    return f"{settings.address(service + ('_worker' if kind == 'worker' else '_health'))}/readyz"


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.RequestException:
        return False


def require_space(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(directory).free
    if free < FREE_BYTES:
        raise Trouble(
            f"The disk under {directory} has {free // 1_000_000} MB left: free at least {FREE_BYTES // 1_000_000} MB."
        )


def clean_leftovers(directory: Path) -> None:
    """Ends what an earlier run left behind when it was killed; nothing else.

    The servers go last: a service that ends writes its last state to them.
    """
    records = list((directory / "run").glob("*.json"))
    servers_last = [[one for one in records if (one.stem in SERVERS) == last] for last in (False, True)]
    for some in filter(None, servers_last):
        with ThreadPoolExecutor(len(some)) as pool:
            list(pool.map(process.clean, some))


@contextmanager
def alone(directory: Path):
    """Holds the lock that shows that a supervisor runs here; its file has the pid."""
    (directory / "run").mkdir(parents=True, exist_ok=True)
    with open(_lock(directory), "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Trouble("It runs already here: 'make status' shows it, 'make stop' ends it.") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def stop(directory: Path, seconds: float = 60) -> str:
    """Ends the supervisor of this directory, or what a killed one left. Returns a sentence."""
    if not _lock(directory).exists():
        return "Nothing runs here."
    with open(_lock(directory)) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.kill(int(file.read()), signal.SIGTERM)
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return "Stopped."
                except OSError:
                    time.sleep(0.1)
            raise Trouble("It was told to stop and has not ended after a minute: see .local/logs.") from None
        left = [record for record in (directory / "run").glob("*.json") if process.find(record)]
        clean_leftovers(directory)
        endpoints.forget(directory)
        return (
            f"Ended what a killed run had left: {', '.join(one.stem for one in left)}."
            if left
            else "Nothing runs here."
        )


def _lock(directory: Path) -> Path:
    return directory / "run" / "supervisor.lock"


def welcome(console: Console, system: Servers, seconds: float) -> None:
    """Every address and login."""
    known = endpoints.collect(system)
    places = Table("what", "where", title=f"Up after {seconds:.1f} s", title_justify="left")
    places.add_row("portal", known["portal"])
    for name, service in known["services"].items():
        if name != "portal":
            places.add_row(name, f"{service['api']}  ({service['openapi']})")
    places.add_row("identity provider", known["identity"]["issuer"])
    places.add_row("letters that were sent", known["mail"]["page"])
    places.add_row("audit log", known["log"]["url"])
    places.add_row("Kafka", known["kafka"]["bootstrap"])
    places.add_row("MongoDB", mongodb.hosts(known["mongodb"]["url"]))
    people = Table("login", "password", "role", title="Demo logins", title_justify="left")
    for login in secrets.read(system.directory / "secrets" / "logins.json").values():
        people.add_row(login["username"], login["password"], login["role"])
    console.print(places, people)
    console.print("Ctrl-C stops it. 'make status' shows what runs, 'make -s endpoints' prints the addresses for tools.")
