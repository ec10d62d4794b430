"""An evidence package: one ZIP with which anybody checks some events without us.

    README.txt           what this is and how it is checked
    scope.json           which events, and why
    log.vkey, checkpoint the log's key and the signed root that everything leads to
    proofs/<n>.tlog-proof  for each event, the log's entry and its path to that root
    events/<n>.json      the events' bytes, in the variant "whole"
    signatures/<n>       who signed them: the promise of each, as asn-promise/v1, in the variant "whole"
    SHA256SUMS           the list of hashes of all of the above but README.txt
    asn-verify.pyz       the tool, for Python 3.11 with the package cryptography

The variant "masked" has the entries without the events: that they exist, and their numbers, is proved; what they
are stays closed.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import tlog
from tlog.checkpoints import parse
from tlog.notes import split
from tlog.proofs import Proof
from tlog.tree import ReadTile, Tree

from . import promises
from .growth import Contradicts
from .mirror import Recorded
from .receipt import check_event, checked
from .signers import SENTENCES, Signers

SUMS = "SHA256SUMS"
TOOL = "asn-verify.pyz"
SOURCES = (Path(__file__).parent, Path(tlog.__file__).parent)
NEVER = (1980, 1, 1, 0, 0, 0)
VARIANTS = ("masked", "whole")

README = """PAKET BUKTI / EVIDENCE PACKAGE

Isi: {events} peristiwa dari log {origin} ({size} entri), varian {variant}.
Alasan: {reason}

Memeriksa (Python 3.11 atau lebih baru, paket cryptography):
    python3 asn-verify.pyz package --check PAKET.zip --key KUNCI
KUNCI adalah kunci pemeriksa log yang Anda peroleh dari sumber lain, bukan dari paket ini: bandingkan dengan log.vkey.
Satu peristiwa saja:
    python3 asn-verify.pyz receipt proofs/NOMOR.tlog-proof --key KUNCI [--event events/NOMOR.json]
        [--promise signatures/NOMOR --promise-key KUNCI_LAYANAN]
Siapa yang menandatangani semuanya: tambahkan --keys FOLDER --contracts FOLDER (kunci layanan dan kontrak peristiwa).
Daftar sidik jari tanpa alat apa pun: sha256sum -c SHA256SUMS

Yang dibuktikan: setiap peristiwa ini ada dalam log yang ditandatangani, dengan byte yang persis sama, pada nomornya.
Yang tidak dibuktikan: bahwa isi peristiwa itu benar ketika dicatat, dan bahwa tidak ada peristiwa lain dalam lingkup
ini (untuk itu bandingkan dengan salinan seluruh log: asn-verify fetch).
"""


@dataclass(frozen=True)
class Scope:
    """What is packed and why; `asked` as it was asked for."""

    asked: dict[str, str]
    reason: str
    variant: str


def contents(
    scope: Scope, events: Iterable[Recorded], read_tile: ReadTile, note: str, key: str
) -> Iterator[tuple[str, bytes]]:
    """(name, content) of the files that SHA256SUMS lists, in its order."""
    checkpoint = parse(split(note)[0])
    tree = Tree(read_tile, checkpoint.size)
    yield "checkpoint", note.encode()
    yield "log.vkey", f"{key}\n".encode()
    numbers = []
    for one in events:
        numbers.append(one.number)
        hashes = tree.inclusion(one.number, checkpoint.size)
        yield f"proofs/{one.number}.tlog-proof", Proof(one.number, hashes, note, one.leaf).text.encode()
        if scope.variant == "whole":
            yield f"events/{one.number}.json", one.raw
            yield f"signatures/{one.number}", promises.text(one).encode()
    told = {"scope": scope.asked, "reason": scope.reason, "variant": scope.variant, "size": checkpoint.size}
    yield "scope.json", json.dumps(told | {"entries": numbers}, indent=1, sort_keys=True, ensure_ascii=False).encode()


def manifest(files: Iterable[tuple[str, bytes]]) -> tuple[bytes, int]:
    """SHA256SUMS, and how many events it covers."""
    lines, events = [], 0
    for name, content in files:
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        events += name.startswith("proofs/")
    return "".join(lines).encode(), events


def write(target: BinaryIO, scope: Scope, files: Callable[[], Iterable[tuple[str, bytes]]], note: str) -> str:
    """Write the package; the SHA-256 (hex) of its SHA256SUMS. `files` gives `contents` anew at each call."""
    sums, events = manifest(files())
    checkpoint = parse(split(note)[0])
    readme = README.format(
        events=events, origin=checkpoint.origin, size=checkpoint.size, variant=scope.variant, reason=scope.reason
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "README.txt", readme.encode())
        for name, content in files():
            _put(archive, name, content)
        _put(archive, SUMS, sums)
        _put(archive, TOOL, tool())
    return hashlib.sha256(sums).hexdigest()


def check(package: zipfile.ZipFile, key: str, signers: Signers | None = None) -> tuple[int, int]:
    """(events that are proved, of them with content); with `signers` also who signed these. Raises Contradicts."""
    try:
        listed = [line.split("  ", 1) for line in package.read(SUMS).decode().splitlines()]
        for digest, name in listed:
            if hashlib.sha256(package.read(name)).hexdigest() != digest:
                raise Contradicts(f"{name} is not what {SUMS} says")
        told = json.loads(package.read("scope.json"))
    except (KeyError, ValueError) as error:
        raise Contradicts(f"not an evidence package: {error}") from None
    names = {name for _, name in listed}
    whole = 0
    for number in told["entries"]:
        digest, index, _ = checked(package.read(f"proofs/{number}.tlog-proof").decode(), key)
        if index != number:
            raise Contradicts(f"proofs/{number}.tlog-proof is about entry {index}")
        if f"events/{number}.json" in names:
            raw = package.read(f"events/{number}.json")
            check_event(raw, digest)
            if signers:
                _check_signature(signers, number, raw, package.read(f"signatures/{number}").decode())
            whole += 1
    return len(told["entries"]), whole


def _check_signature(signers: Signers, number: int, raw: bytes, promise: str) -> None:
    head, _, note = promise.partition("\n\n")
    path = head.split("\n")[-1].split(" ", 2)[-1]
    event = json.loads(raw)
    if doubt := signers.doubt(event["source"], event["subject"], raw, note, path):
        raise Contradicts(f"events/{number}.json: {SENTENCES[doubt]}")


def tool() -> bytes:
    """This program and what it needs of ours, as one file that Python runs."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in SOURCES:
            for file in sorted(folder.glob("*.py")):
                _put(archive, f"{folder.name}/{file.name}", file.read_bytes())
        _put(archive, "__main__.py", b"import sys\nfrom asn_verify.main import main\nsys.exit(main())\n")
    return b"#!/usr/bin/env python3\n" + content.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """The same bytes make the same file, whenever it is made."""
    about = zipfile.ZipInfo(name, NEVER)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    archive.writestr(about, content)
