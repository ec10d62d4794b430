"""A log made of plain files, as anyone could serve it."""

import hashlib
import json
import shutil

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog import tiles
from tlog.checkpoints import Checkpoint
from tlog.commits import sign
from tlog.notes import Signer
from tlog.proofs import Proof
from tlog.tree import WIDTH, Tree, leaf_hash, tiles_of

ORIGIN = "id.go.tanjungbalai.asn/log"


class Log:
    """Its entries (hashes of events), its key, and a folder with the files of its newest size."""

    def __init__(self, folder, entries=(), signer=None):
        self.folder = folder
        self.entries = list(entries)
        self.signer = signer or Signer(ORIGIN, Ed25519PrivateKey.generate())
        self.write()

    @property
    def key(self):
        return self.signer.verifier

    def grow(self, number):
        more = range(len(self.entries), len(self.entries) + number)
        self.entries += [hashlib.sha256(b"event %d" % at).digest() for at in more]
        self.write()
        return self

    def keep(self, raws, signer_of):
        """The entries of these events; `signer_of(raw)` signs each in a transaction of its own."""
        self.entries += [hashlib.sha256(raw).digest() for raw in raws]
        self.write()
        signatures = []
        for raw in raws:
            note, (path,) = sign(signer_of(raw), json.loads(raw)["time"], [hashlib.sha256(raw).digest()])
            signatures.append(json.dumps([note, path.text]).encode())
        for index, width in tiles.bundles(len(self.entries)):
            for kind, lines in (("archive", raws), ("signatures", signatures)):
                some = lines[index * WIDTH :][:width]
                self.put(tiles.beside(kind, index, width), b"".join(line + b"\n" for line in some))
        return self

    def write(self):
        """The files; partial ones go when the full one is there, as a log may do."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for (level, index, width), data in self.tiles.items():
            self.put(tiles.path(level, index, width), data)
        for index, width in tiles.bundles(len(self.entries)):
            bundle = tiles.encode_bundle(self.entries[index * WIDTH :][:width])
            self.put(tiles.entries_path(index, width), bundle)
        for partial in list(self.folder.rglob("*.p")):
            if partial.with_suffix("").exists():
                shutil.rmtree(partial)
        self.put("vkey", f"{self.key}\n".encode())
        self.put("checkpoint", self.note().encode())

    def put(self, path, data):
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    @property
    def tiles(self):
        return tiles_of([leaf_hash(entry) for entry in self.entries])

    @property
    def tree(self):
        tiles = self.tiles
        return Tree(lambda *tile: tiles[tile], len(self.entries))

    def note(self, size=None):
        size = len(self.entries) if size is None else size
        return self.signer.sign(Checkpoint(ORIGIN, size, self.tree.root_at(size)).text)

    def proof(self, index):
        size = len(self.entries)
        return Proof(index, self.tree.inclusion(index, size), self.note(), self.entries[index])
