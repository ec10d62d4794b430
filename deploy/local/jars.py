"""Kafka's jars: fetched by coordinate from the Maven repository, each verified by SHA-256.

`deploy/kafka/jars.lock` has one jar a line: coordinate, space, SHA-256 in hex.
The setting ASN_MAVEN_BASE replaces the repository's base address.
"""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from maven_artifact.artifact import Artifact
from maven_artifact.downloader import Downloader

from .places import DEPLOY, DOWNLOADS
from .trouble import Trouble

LOCK = DEPLOY / "kafka" / "jars.lock"
FOLDER = DOWNLOADS / "kafka"
TIMEOUT = (10, 60)  # seconds to connect, seconds between two blocks


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Coordinate -> SHA-256, as the lock file has them."""
    lines = (line.split("#")[0].split() for line in lock.read_text().splitlines())
    return {line[0]: line[1] for line in lines if line}


def path_of(coordinate: str, folder: Path = FOLDER) -> Path:
    _group, name, version = coordinate.split(":")
    return folder / f"{name}-{version}.jar"


def ensure(
    progress: Callable[[int, int], None] = lambda done, total: None, lock: Path = LOCK, folder: Path = FOLDER
) -> Path:
    """The folder with every locked jar and no other; `progress` gets (done, total).

    Present jars are not hashed again: they were verified before they got their name.
    """
    jars = locked(lock)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {path_of(coordinate, folder) for coordinate in jars}
    for stranger in set(folder.iterdir()) - wanted:
        stranger.unlink()
    missing = [coordinate for coordinate in jars if not path_of(coordinate, folder).exists()]
    progress(len(jars) - len(missing), len(jars))
    with ThreadPoolExecutor(4) as pool:
        for done, _ in enumerate(pool.map(lambda one: _fetch(one, jars[one], folder), missing), 1):
            progress(len(jars) - len(missing) + done, len(jars))
    return folder


def _fetch(coordinate: str, expected: str, folder: Path) -> None:
    target = path_of(coordinate, folder)
    part = target.with_suffix(".part")
    try:
        data = _download(coordinate)
    except Exception as error:
        raise Trouble(
            f"{coordinate} could not be fetched: connect to the network once (later starts need none), "
            f"or set ASN_MAVEN_BASE to a Maven repository that you can reach. ({error.__class__.__name__})"
        ) from error
    actual = hashlib.sha256(data).hexdigest()
    if actual != expected:
        raise Trouble(
            f"{coordinate} is not the jar that {LOCK.name} names (SHA-256 {actual}): do not use this repository."
        )
    part.write_bytes(data)
    part.replace(target)


def _download(coordinate: str) -> bytes:
    base = os.environ.get("ASN_MAVEN_BASE")
    downloader = Downloader(base) if base else Downloader()
    url = downloader.resolver.uri_for_artifact(Artifact.parse(coordinate))

    def refuse(_url, error):
        raise error

    return downloader.requestor.request(url, refuse, lambda response: response.content, timeout=TIMEOUT)
