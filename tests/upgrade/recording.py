"""What a release wrote, kept in one file: the databases of a small round and the keys that belong to them.

    python -m tests.upgrade.recording NAME      beside `make run`, after `make demo`; writes tests/upgrade/NAME.tar.xz

The people in it are generated, and so are the keys, which open nothing else.
"""

import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from bson.json_util import CANONICAL_JSON_OPTIONS, dumps, loads
from pymongo import MongoClient
from pymongo.database import Database

from deploy.local.places import LOCAL, SERVICES

FOLDER = Path(__file__).parent
LEFT_OUT = {"sessions", "leases", "refresh_tokens", "credentials", "positions"}
SECRETS = ("promise.key", "master.key", "hmac.key", "pepper.key")
SUFFIXES = ("", "_keys")


def record(client: MongoClient, secrets: Path, file: Path) -> None:
    with tarfile.open(file, "w:xz", preset=9) as archive:
        for service in SERVICES:
            for suffix in SUFFIXES:
                for name, documents in _collections(client[service + suffix]):
                    lines = "".join(dumps(one, json_options=CANONICAL_JSON_OPTIONS) + "\n" for one in documents)
                    _add(archive, f"{service}{suffix}/{name}.jsonl", lines.encode())
            for secret in SECRETS:
                if (kept := secrets / service / secret).exists():
                    _add(archive, f"secrets/{service}/{secret}", kept.read_bytes())


def restore(file: Path, client: MongoClient, secrets: Path, prefix: str) -> None:
    """The databases as `prefix`<service>…, the keys in `secrets`/<service>/."""
    with tarfile.open(file, "r:xz") as archive:
        for member in archive:
            content = archive.extractfile(member).read()
            place, _, name = member.name.rpartition("/")
            if place.startswith("secrets/"):
                folder = secrets / place.removeprefix("secrets/")
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            elif lines := content.decode().splitlines():
                collection = client[prefix + place][name.removesuffix(".jsonl")]
                collection.insert_many([loads(line, json_options=CANONICAL_JSON_OPTIONS) for line in lines])


def _collections(db: Database) -> Iterator[tuple[str, list[dict]]]:
    for name in sorted(db.list_collection_names()):
        if name not in LEFT_OUT:
            yield name, list(db[name].find().sort("_id"))


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


if __name__ == "__main__":
    from deploy.local import endpoints

    record(MongoClient(endpoints.load(LOCAL)["mongodb"]["url"]), LOCAL / "secrets", FOLDER / f"{sys.argv[1]}.tar.xz")
