"""Signed notes (C2SP signed-note) and cosignatures (C2SP tlog-cosignature): the one signature format of the system.

A note is a text that ends in a newline, an empty line, and signature lines
"— <name> <base64(key id + signature)>". Keys are Ed25519; a verifier key is written
"<name>+<key id in hex>+<base64(kind + public key)>". A cosignature is a signature line of another kind: it
says of a checkpoint when a witness found it consistent with everything that it had seen before.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

NOTE = b"\x01"
COSIGNATURE = b"\x04"
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
TIME_BYTES = 8
MOST_SIGNATURES = 100
DASH = "—"
PRIVATE = "PRIVATE+KEY+"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteRefused(Exception):
    """The note is malformed or carries no valid signature of the given key."""


def key_id(name: str, public: bytes, kind: bytes = NOTE) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


@dataclass(frozen=True)
class Verifier:
    """A public key with the name that signs with it."""

    name: str
    public: bytes
    kind: bytes = NOTE

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a verifier key. Raises NoteRefused."""
        name, first, rest = text.strip().partition("+")
        identifier, second, encoded = rest.partition("+")
        raw = _decode(encoded)
        if not (first and second and name_allowed(name) and raw[:1] in (NOTE, COSIGNATURE)):
            raise NoteRefused("not an Ed25519 verifier key")
        if len(raw) != 1 + PUBLIC_BYTES or key_id(name, raw[1:], raw[:1]).hex() != identifier:
            raise NoteRefused("a verifier key whose id does not fit")
        return cls(name, raw[1:], raw[:1])

    def __str__(self) -> str:
        encoded = base64.b64encode(self.kind + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    @cached_property
    def id(self) -> bytes:
        return key_id(self.name, self.public, self.kind)

    @cached_property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public)

    def check(self, text: str, signature: bytes) -> int | None:
        """The time of a cosignature (seconds since 1970), None of a plain signature. Raises NoteRefused."""
        seconds, signed = None, text.encode()
        if self.kind == COSIGNATURE:
            seconds = int.from_bytes(signature[:TIME_BYTES])
            signature, signed = signature[TIME_BYTES:], cosigned(text, seconds)
        try:
            self._key.verify(signature, signed)
        except InvalidSignature:
            raise NoteRefused(f"the signature of {self.name} does not fit the text") from None
        return seconds


@dataclass(frozen=True)
class Signer:
    name: str
    key: Ed25519PrivateKey

    @classmethod
    def from_pem(cls, name: str, pem: bytes) -> "Signer":
        return cls(name, load_pem_private_key(pem, password=None))

    @classmethod
    def parse(cls, text: str) -> "Signer":
        """Read a private key as golang.org/x/mod/sumdb/note writes it. Raises NoteRefused."""
        name, _, rest = text.strip().removeprefix(PRIVATE).partition("+")
        identifier, _, encoded = rest.partition("+")
        raw = _decode(encoded)
        if not text.startswith(PRIVATE) or raw[:1] != NOTE or len(raw) != 1 + PUBLIC_BYTES or not name_allowed(name):
            raise NoteRefused("not an Ed25519 private key of a note")
        made = cls(name, Ed25519PrivateKey.from_private_bytes(raw[1:]))
        if key_id(name, made.public).hex() != identifier:
            raise NoteRefused("a private key whose id does not fit")
        return made

    @property
    def secret(self) -> str:
        """The private key in text: to be kept in a file that nobody else can read."""
        encoded = base64.b64encode(NOTE + self.key.private_bytes_raw()).decode()
        return f"{PRIVATE}{self.name}+{key_id(self.name, self.public).hex()}+{encoded}"

    @cached_property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def verifier(self) -> str:
        """The verifier key in text, to be published."""
        return str(Verifier(self.name, self.public))

    @property
    def witness_verifier(self) -> str:
        """The verifier key of the same key's cosignatures."""
        return str(Verifier(self.name, self.public, COSIGNATURE))

    def sign(self, text: str) -> str:
        """The whole signed note. `text` must end in a newline and hold no empty last line."""
        if not text.endswith("\n"):
            raise ValueError("a note ends in a newline")
        return f"{text}\n{self._line(NOTE, self.key.sign(text.encode()))}"

    def cosign(self, text: str, seconds: int) -> str:
        """The signature line of a witness for a checkpoint's text, at that Unix time."""
        signature = seconds.to_bytes(TIME_BYTES) + self.key.sign(cosigned(text, seconds))
        return self._line(COSIGNATURE, signature)

    def _line(self, kind: bytes, signature: bytes) -> str:
        identified = key_id(self.name, self.public, kind) + signature
        return f"{DASH} {self.name} {base64.b64encode(identified).decode()}\n"


@dataclass(frozen=True)
class Signature:
    name: str
    id: bytes
    value: bytes
    line: str


def cosigned(text: str, seconds: int) -> bytes:
    """What a witness signs."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def open_note(note: str, verifier: str) -> str:
    """The text of a note that the given key signed. Raises NoteRefused."""
    text, signatures = split(note)
    key = _known(verifier)
    if signature_of(key, signatures) is None:
        raise NoteRefused(f"not signed by {key.name}")
    key.check(text, signature_of(key, signatures).value)
    return text


@lru_cache(maxsize=64)
def _known(verifier: str) -> Verifier:
    return Verifier.parse(verifier)


def signature_of(key: Verifier, signatures: list[Signature]) -> Signature | None:
    """The first signature line of this key. The key name alone is not enough: anybody can write it."""
    return next((one for one in signatures if (one.name, one.id) == (key.name, key.id)), None)


def split(note: str) -> tuple[str, list[Signature]]:
    """The text and its signatures, unchecked. Raises NoteRefused when it is no note at all."""
    text, separator, block = note.rpartition("\n\n")
    if not separator:
        raise NoteRefused("no signature block")
    if not block.endswith("\n"):
        raise NoteRefused("the last line has no end")
    if CONTROL.search(note):
        raise NoteRefused("a control character")
    lines = block.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteRefused("too many signatures")
    return text + "\n", [read_signature(line) for line in lines]


def read_signature(line: str) -> Signature:
    """One signature line without its newline. Raises NoteRefused."""
    dash, name, encoded = (*line.split(" "), "", "", "")[:3]
    raw = _decode(encoded)
    if dash != DASH or line.count(" ") != 2 or not name_allowed(name) or len(raw) < 5:
        raise NoteRefused("a line that is no signature")
    return Signature(name, raw[:4], raw[4:], line + "\n")


def name_allowed(name: str) -> bool:
    return bool(name) and "+" not in name and name.split() == [name]


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise NoteRefused("a signature or key is not base64") from None
