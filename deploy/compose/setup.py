"""Sets the servers of compose.yaml up, once: secrets, replica set, users, rights, topics, collections; and gives the
logins their roles when platform answers.

Runs in a container of its own, as root, for it gives each container a volume with its own secrets; ends with 0 when
all is there, and may be run again. Whoever comes too early waits, or is started again.
"""

import json
import os
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import requests
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.wib import wib_date
from asnplatform.role import founding
from asnplatform.wiring import SERVICE
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError
from tlog.notes import Signer

from ..local import issuers, kafka, mongodb, rights, roles, secrets, services
from ..local.places import AUDITOR, SERVICES, WITNESS
from ..local.prepare import prepare
from ..local.servers import Servers
from ..local.trouble import Trouble
from .places import IDENTITY, ISSUER, PORTS, READERS, SETUP, SHARED, address

UID = 10001
SERVER_UIDS = {"mongodb": 999, "kafka": 1000}
"""Of the official images."""
WAIT_SECONDS = 180


def main() -> None:
    state = Path(SETUP) / "setup"
    users = rights.load()
    secrets.ensure(state / "secrets", list(users))
    share(state)
    hand_out(state)
    passwords = {name: secrets.read(state / "secrets" / f"{name}.json") for name in ("kafka", "mongodb")}
    admin = f"mongodb://admin:{passwords['mongodb']['admin']}@{host('mongodb')}/?replicaSet=rs0&authSource=admin"
    initiate((state / "secrets" / "mongodb.keyfile").read_text().strip(), passwords["mongodb"]["admin"])
    system = Servers(state, admin, host("kafka"), passwords["kafka"], passwords["mongodb"], users=users)
    system.set_up(lambda step: print(f"setup: {step}", flush=True))
    os.environ |= {"KAFKA_BOOTSTRAP": host("kafka"), "ASN_SECRETS": str(state / "secrets" / "registration")}
    os.environ["MONGO_URL"] = f"mongodb://{host('mongodb')}"
    prepare(list(SERVICES), admin)
    system.grant()  # on the collections, too, that there are now
    print("setup: everything is there; the logins' roles follow when platform answers", flush=True)
    give_roles(
        secrets.read(state / "secrets" / "logins.json"),
        ISSUER,
        {name: address(name) for name in ("platform", "training")},
        partial(found, state, admin),
    )
    print("setup: the logins have their roles", flush=True)


def give_roles(logins: dict[str, dict], provider: str, urls: dict[str, str], found) -> None:
    """As `make run` does it, as soon as the sign-in, platform and training are there."""
    end, token = monotonic() + WAIT_SECONDS, partial(roles.vouched, provider, logins)
    while True:
        try:
            roles.give(urls, token, logins, wib_date(datetime.now(UTC)), found)
            return
        except (requests.RequestException, Trouble) as error:
            if monotonic() > end:
                sys.exit(f"setup: {error}")
            sleep(1)


def found(state: Path, admin: str, people: list[tuple[str, str]]) -> None:
    """The command on the host, which refuses once somebody was; with platform's own secrets."""
    os.environ["ASN_SECRETS"] = str(state / "secrets" / "platform")
    runtime = Runtime(SERVICE, replace(Settings.from_environment("platform"), mongo_url=admin))
    founding.begin(runtime, people)
    runtime.close()


def host(name: str) -> str:
    return f"{name}:{PORTS[name]}"


def share(state: Path) -> None:
    """What everybody may read: who signs tokens, whose signature on an event counts, who cosigns the log."""
    known = issuers.listed(ISSUER, address("registration"), address("platform"))
    key = Signer.parse((state / "secrets" / WITNESS / "witness.key").read_text())
    witness = {"name": "Saksi pengembangan", "url": f"http://{host(WITNESS)}", "key": key.witness_verifier}
    folder = Path(SHARED)
    shutil.copytree(services.write_keys(state), folder / "keys", dirs_exist_ok=True)
    (folder / "issuers.json").write_text(json.dumps(known, indent=1))
    (folder / "witnesses.json").write_text(json.dumps({"needed": 1, "witnesses": [witness]}, indent=1))
    for file in [folder, *folder.rglob("*")]:
        file.chmod(0o755 if file.is_dir() else 0o644)


def hand_out(state: Path) -> None:
    """Each container's own secrets into its own volume, readable by the user that it runs as and nobody else."""
    made, out = state / "secrets", Path(SETUP)
    for name in READERS:
        give(out / name, {file.name: file.read_bytes() for file in (made / name).iterdir()})
    clients = {f"{name}/client.secret": (made / name / "client.secret").read_bytes() for name in (*SERVICES, AUDITOR)}
    own = {name: (made / name).read_bytes() for name in ("identity.key", "logins.json")}
    give(out / IDENTITY, own | clients)
    give(out / WITNESS, {"witness.key": (made / WITNESS / "witness.key").read_bytes(),
                         "log.vkey": f"{services.log_key(state)}\n".encode()})  # fmt: skip
    passwords = secrets.read(made / "kafka.json")
    properties = kafka.write_settings(
        state, PORTS["kafka"], PORTS["kafka_controller"], passwords, host="kafka", data=Path("/var/lib/kafka/data")
    )
    user = f"SCRAM-SHA-512=[name=admin,password={passwords['admin']}]"
    give(out / "kafka", {"admin.scram": user.encode(), "server.properties": properties.read_bytes()})
    give(out / "mongodb", {"keyfile": (made / "mongodb.keyfile").read_bytes()})
    for name in ("log", "memory", "witnessed"):
        os.chown(out / name, UID, UID)


def give(folder: Path, files: dict[str, bytes]) -> None:
    """Whole or not at all: a server that waits for its file never reads half of it."""
    owner = SERVER_UIDS.get(folder.name, UID)
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        part = place.with_name(f".{place.name}.part")
        part.write_bytes(content)
        part.chmod(0o400)
        os.chown(part, owner, owner)
        part.replace(place)
    for one in (folder, *(file for file in folder.iterdir() if file.is_dir())):
        os.chown(one, owner, owner)
        one.chmod(0o500)


def initiate(keyfile: str, password: str) -> None:
    """The replica set and its administrator, made as the server itself: who has the key file may."""
    itself = {"username": "__system", "password": keyfile, "authSource": "local", "directConnection": True}
    end = monotonic() + WAIT_SECONDS
    while True:
        try:
            with MongoClient(f"mongodb://{host('mongodb')}", **itself, serverSelectionTimeoutMS=2000) as client:
                member = {"_id": 0, "host": host("mongodb")}
                _unless(mongodb.ALREADY_INITIALIZED, client, "replSetInitiate", {"_id": "rs0", "members": [member]})
                mongodb.wait_for_primary(client)
                _unless(mongodb.USER_EXISTS, client, "createUser", "admin", pwd=password, roles=["root"])
                return
        except PyMongoError as error:
            if monotonic() > end:
                sys.exit(f"setup: MongoDB cannot be set up: {str(error)[:200]}")
            sleep(0.5)


def _unless(code: int, client: MongoClient, command: str, value, **more) -> None:
    try:
        client.admin.command(command, value, **more)
    except OperationFailure as error:
        if error.code != code:
            raise


if __name__ == "__main__":
    main()
