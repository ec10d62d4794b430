"""The audit log from Kafka to the signed root, beside reading the same events and hashing the same bytes.

    make bench                         one of its measures, at SMALL entries
    python -m bench.log 1000000        once, at that size, with Tessera's fsck and the memory of each stage

Every stage runs in a process of its own, so that its memory is its own. Events are signed as a service does, and
brought to Kafka by librdkafka, which is not measured.
"""

import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from asn_verify.growth import EMPTY, check_growth
from asn_verify.sources import Folder, Tiles
from asnkit import consumer as consumers
from asnkit.bus import Message, Reader
from asnkit.events import new_id
from asnkit.messages import message_of
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.testing import Signers
from audit.log.integrate import Integration, integrated
from audit.log.loops import publication
from audit.log.volume import ARCHIVE, open_volume
from audit.wiring import SERVICE
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tlog.checkpoints import open_checkpoint
from tlog.commits import origin, sign
from tlog.notes import Signer
from tlog.tiles import beside, bundles
from tlog.tree import Tree, leaf_hash, verify_inclusion

from deploy.local import servers as local_servers
from deploy.local.places import DOWNLOADS

from .relay import ConfluentLoop
from .setting import console, empty_topic, figure, make, table

SMALL = 20_000
VERSIONS = 10
"""Events of each stream."""
TOPIC = "asn.feedback.public"
TOGETHER = 500
"""Events of each transaction, as bulk work has them."""
AT_ONCE = 1_000
FSCK_SECONDS = 1_800
FSCK = DOWNLOADS / "go" / "fsck"


def measure(settings: Settings, rounds: int, size: int = SMALL) -> list[dict]:
    """The figures of this measure; see the stages below."""
    runs: dict[str, list[float]] = {}
    for _ in range(min(rounds, 3)):
        for name, one in run(settings, size).items():
            runs.setdefault(name, []).append(size / one["seconds"])
        for name, one in run_single(settings, size).items():
            runs.setdefault(name, []).append(size / one["seconds"])
    return figures(runs, size)


def figures(runs: dict[str, list[float]], size: int) -> list[dict]:
    """`runs` has entries a second by stage. Every ratio is to what was read or hashed in the same run."""
    pairs = [
        (f"Kafka → entries of the log, {TOGETHER} events a transaction", "append", "reading Kafka raw", "kafka"),
        ("Kafka → entries of the log, one event a transaction", "append single", "reading Kafka raw", "kafka single"),
        ("integrate and publish", "integrate", "SHA-256 of the same bytes", "sha256"),
        ("integrate and publish", "integrate", "pymerkle, tree in memory", "pymerkle"),
        ("asn-verify check", "verify", "reading Kafka raw", "kafka"),
        ("asn-verify check", "verify", "reading MongoDB raw", "mongodb"),
        ("proof made and checked", "prove", "reading Kafka raw", "kafka"),
        ("proof made and checked", "prove", "reading MongoDB raw", "mongodb"),
    ]
    return [
        figure(f"{what}, {size:,} entries", "entries/s", peer, runs[ours], runs[theirs])
        for what, ours, peer, theirs in pairs
        if ours in runs and theirs in runs
    ]


def run(settings: Settings, size: int, say: Callable[[str], None] = lambda line: None) -> dict[str, dict]:
    """All stages once; {stage: {"seconds", "tenth", "peak"}}, the last two in megabytes of this stage's process."""
    stages = (read_kafka, append, read_mongodb, integrate, hash_bytes, build_in_memory, verify, prove)
    return _run(settings, size, TOGETHER, stages, say)


def run_single(settings: Settings, size: int) -> dict[str, dict]:
    """Reading and appending alone, where every event has a signature of its own."""
    found = _run(settings, size, 1, (read_kafka, append), lambda line: None)
    return {f"{name} single": one for name, one in found.items()}


def _run(settings: Settings, size: int, together: int, stages: tuple, say: Callable[[str], None]) -> dict[str, dict]:
    folder = Path(tempfile.mkdtemp(prefix="asn-bench-log-"))
    settings = audit_settings(settings, folder)
    try:
        fill(settings, _events(size), together)
        found = {}
        for stage in stages:
            found[STAGES[stage]] = one = _alone(stage, settings, size)
            say(f"{STAGES[stage]}: {size / one['seconds']:,.0f}/s, {one['tenth']:.0f} MB, then {one['peak']:.0f} MB")
        if FSCK.exists() and integrate in stages:
            found["fsck"] = one = {"seconds": fsck(settings, size), "tenth": 0, "peak": 0}
            say(f"fsck: {one['seconds']:.0f} s")
        return found
    finally:
        runtime = Runtime(SERVICE, settings)
        for suffix in ("", "_keys", "_views"):
            runtime.client.drop_database(settings.database + suffix)
        runtime.close()
        shutil.rmtree(folder, ignore_errors=True)


def read_kafka(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """Every message, untouched."""
    began, done = time.perf_counter(), 0
    reader = Reader(settings, [TOPIC])
    for _ in reader:
        done += 1
        tick(done)
    reader.close()
    _require(done == size, f"{done} messages")
    return time.perf_counter() - began


def append(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """The consumer of the audit service, from its first poll to the last entry's number."""
    consumers.MEASURE_SECONDS = 1e9
    runtime = Runtime(SERVICE, settings)
    runtime.prepare()
    consumer, done, began = runtime.consumer("log"), 0, time.perf_counter()
    while done < size:
        done += consumer.step()
        tick(done)
    seconds = time.perf_counter() - began
    consumer.close()
    _require(runtime.db.sequence.find_one({"_id": "entries"})["next"] == size, "entries are missing or doubled")
    runtime.close()
    return seconds


def read_mongodb(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """What integrating reads, and nothing done with it."""
    runtime, began, done = Runtime(SERVICE, settings), time.perf_counter(), 0
    for _ in runtime.db.entries.find({}, {"leaf": 1, "bytes": 1}).sort("_id"):
        done += 1
        tick(done)
    runtime.close()
    _require(done == size, f"{done} entries")
    return time.perf_counter() - began


def integrate(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """Tiles, bundles, archive, and a checkpoint for every chunk of 4,096 entries, durable, sent to Kafka."""
    runtime = Runtime(SERVICE, settings)
    step, publishing = Integration(runtime.db, open_volume(settings)), publication(runtime)
    publishing.step()  # asks Kafka once what it knows
    began = time.perf_counter()
    while step.turn():
        publishing.step()
        tick(integrated(runtime.db))
    seconds = time.perf_counter() - began
    publishing.close()
    runtime.close()
    return seconds


def hash_bytes(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """The limit: one SHA-256 over each leaf, one over each event."""
    seconds = 0.0
    for done, leaves, events in _stored(settings, size):
        began = time.perf_counter()
        for content in (*leaves, *events):
            sha256(content).digest()
        seconds += time.perf_counter() - began
        tick(done)
    return seconds


def build_in_memory(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """The same tree by a library that keeps it in memory and writes nothing."""
    from pymerkle import InmemoryTree  # GPL: a peer to measure, imported by nothing that is shipped

    tree, seconds = InmemoryTree(algorithm="sha256"), 0.0
    for done, leaves, _ in _stored(settings, size):
        began = time.perf_counter()
        for leaf in leaves:
            tree.append_entry(leaf)
        seconds += time.perf_counter() - began
        tick(done)
    began = time.perf_counter()
    root = tree.get_root()
    seconds += time.perf_counter() - began
    _require(root == _checkpoint(settings).root, "another root")
    return seconds


def verify(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """Every entry, every tile, the root and its signature, as a stranger checks them."""
    began, done = time.perf_counter(), 0
    for entries in check_growth(Tiles(Folder(settings.log_dir)), EMPTY, _checkpoint(settings)):
        done += len(entries)
        tick(done)
    _require(done == size, f"{done} entries checked")
    return time.perf_counter() - began


def prove(settings: Settings, size: int, tick: Callable[[int], None]) -> float:
    """An inclusion proof for every entry, made from the tiles and checked against the signed root."""
    volume, shown = open_volume(settings), _checkpoint(settings)
    tree, began = Tree(volume.read_tile, size), time.perf_counter()
    for done, leaves, _ in _stored(settings, size):
        for index, leaf in enumerate(leaves, start=done - len(leaves)):
            verify_inclusion(leaf_hash(leaf), index, size, tree.inclusion(index, size), shown.root)
        tick(done)
    return time.perf_counter() - began


STAGES = {
    read_kafka: "kafka", append: "append", read_mongodb: "mongodb", integrate: "integrate", hash_bytes: "sha256",
    build_in_memory: "pymerkle", verify: "verify", prove: "prove",
}  # fmt: skip


def fsck(settings: Settings, size: int) -> float:
    """Seconds that Tessera's fsck takes over the folder; on a corrupt log it can hang, so it has a limit."""
    folder, began = settings.log_dir, time.perf_counter()
    command = [FSCK, f"--storage_url=file://{folder}/", f"--public_key={folder}/vkey", "--ui=false"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=FSCK_SECONDS)
    _require(done.returncode == 0 and f"fsck'd log with size {size} " in done.stderr, done.stderr[-500:])
    return time.perf_counter() - began


def _alone(stage: Callable, settings: Settings, size: int) -> dict:
    """The stage in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_observed, STAGES[stage], settings, size).result()


def _observed(name: str, settings: Settings, size: int) -> dict:
    seen: list[float] = []

    def tick(done: int) -> None:
        if not seen and done >= size / 10:
            seen.append(_megabytes())

    stage = next(function for function, known in STAGES.items() if known == name)
    seconds = stage(settings, size, tick)
    return {"seconds": seconds, "tenth": seen[0], "peak": _megabytes()}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def audit_settings(settings: Settings, folder: Path) -> Settings:
    """The audit service on these servers, with a key, a folder and a database of its own."""
    secrets = folder / "secrets"
    shutil.copytree(settings.secrets, secrets)
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (secrets / "log.key").write_bytes(key)
    signers = Signers(folder / "keys", ["feedback", "audit"], Settings.contracts)
    (secrets / "promise.key").write_bytes(signers.pem("audit"))
    (secrets / "feedback.key").write_bytes(signers.pem("feedback"))
    return replace(
        settings,
        service="audit",
        database=f"bench_{folder.name.rpartition('-')[2]}",
        secrets=secrets,
        log_dir=folder / "log",
        keys=signers.folder,
        contracts=Settings.contracts,
    )


def fill(settings: Settings, events: Iterator[tuple[str, dict]], together: int) -> None:
    """A topic with exactly these (stream, event), signed as their service does, `together` in each transaction."""
    empty_topic(replace(settings, service="feedback"))
    loop, signer = ConfluentLoop(settings), Signer.from_pem(origin("feedback"), settings.secret("feedback.key"))
    while some := list(islice(events, max(together, AT_ONCE))):
        messages = []
        for begin in range(0, len(some), together):
            messages += _signed(signer, some[begin : begin + together])
        _require(all(loop.send(messages)), "Kafka did not take every event")
    loop.close()


def _signed(signer: Signer, transaction: list[tuple[str, dict]]) -> list[Message]:
    raws = [json.dumps(event, separators=(",", ":")).encode() for _, event in transaction]
    note, paths = sign(signer, transaction[0][1]["time"], [sha256(raw).digest() for raw in raws])
    together = zip(transaction, raws, paths, strict=True)
    return [message_of(TOPIC, stream, raw, note, path.text) for (stream, _), raw, path in together]


def _events(size: int) -> Iterator[tuple[str, dict]]:
    """About 600 bytes each, VERSIONS of each stream."""
    for first in range(0, size // VERSIONS, AT_ONCE):
        names = [new_id("survey") for _ in range(min(AT_ONCE, size // VERSIONS - first))]
        for version in range(1, VERSIONS + 1):
            for name in names:
                yield name, envelope(name, version, "survey.noted", {"text": "x" * 200})


def envelope(stream: str, version: int, fact: str, data: dict) -> dict:
    return {
        "specversion": "1.0", "id": f"{stream}@{version}", "source": "/asn/feedback",
        "type": f"id.go.tanjungbalai.asn.feedback.{fact}.v1", "subject": stream,
        "time": "2026-08-01T02:00:00.000Z", "streamversion": version, "actor": "aduan:tes",
        "correlationid": "bench", "commandid": "bench", "nonce": uuid.uuid4().hex, "data": data,
    }  # fmt: skip


def _stored(settings: Settings, size: int) -> Iterator[tuple[int, list[bytes], list[bytes]]]:
    """(entries so far, leaves, events) bundle by bundle, from the folder."""
    tiles, volume = Tiles(Folder(settings.log_dir)), open_volume(settings)
    for index, width in bundles(size):
        events = volume.read(beside(ARCHIVE, index, width)).splitlines()
        yield index * 256 + width, tiles.entries(index, width), events


def _checkpoint(settings: Settings):
    volume = open_volume(settings)
    return open_checkpoint(volume.read("checkpoint").decode(), volume.read("vkey").decode().strip())


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"{what}; the figures would mean nothing")


def main() -> None:
    size = int(sys.argv[1])
    directory = Path(tempfile.mkdtemp(prefix="asn-bench-"))
    servers = local_servers.start(directory)
    try:
        stages = run(make(servers, directory), size, console.print)
    finally:
        servers.stop()
        shutil.rmtree(directory, ignore_errors=True)
    console.print(table(figures({name: [size / one["seconds"]] for name, one in stages.items()}, size)))
    Path(".local").mkdir(exist_ok=True)
    Path(".local/bench-log.json").write_text(json.dumps({"size": size, "stages": stages, "load": os.getloadavg()[0]}))


if __name__ == "__main__":
    main()
