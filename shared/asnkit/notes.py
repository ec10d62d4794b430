"""Signed notes (C2SP signed-note): the one signature format of the system.

A note is a text that ends in a newline, an empty line, and signature lines
"— <name> <base64(key id + signature)>". Keys are Ed25519; a verifier key is written
"<name>+<key id in hex>+<base64(1 + public key)>".
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

ED25519 = b"\x01"


def key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


@dataclass(frozen=True)
class Signer:
    name: str
    key: Ed25519PrivateKey

    @classmethod
    def from_pem(cls, name: str, pem: bytes) -> "Signer":
        return cls(name, load_pem_private_key(pem, password=None))

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def verifier(self) -> str:
        """The verifier key in text, to be published."""
        encoded = base64.b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{key_id(self.name, self.public).hex()}+{encoded}"

    def sign(self, text: str) -> str:
        """The whole signed note. `text` must end in a newline and hold no empty last line."""
        if not text.endswith("\n"):
            raise ValueError("a note ends in a newline")
        signature = key_id(self.name, self.public) + self.key.sign(text.encode())
        return f"{text}\n— {self.name} {base64.b64encode(signature).decode()}\n"


class NoteRefused(Exception):
    """The note is malformed or carries no valid signature of the given key."""


def open_note(note: str, verifier: str) -> str:
    """The text of a note that the given key signed. Raises NoteRefused."""
    name, wanted, public = parse_verifier(verifier)
    text, separator, signatures = note.rpartition("\n\n")
    if not separator:
        raise NoteRefused("no signature block")
    text += "\n"
    for line in signatures.splitlines():
        dash, _, rest = line.partition(" ")
        signer, _, encoded = rest.rpartition(" ")
        if dash != "—" or signer != name:
            continue
        try:
            raw = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise NoteRefused("a signature is not base64") from None
        if raw[:4] != wanted:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
        except InvalidSignature:
            raise NoteRefused(f"the signature of {name} does not fit the text") from None
        return text
    raise NoteRefused(f"not signed by {name}")


def parse_verifier(verifier: str) -> tuple[str, bytes, bytes]:
    """(name, key id, public key) of a verifier key. Raises NoteRefused."""
    name, identifier, encoded = verifier.split("+", 2)
    raw = base64.b64decode(encoded)
    if raw[:1] != ED25519 or key_id(name, raw[1:]).hex() != identifier:
        raise NoteRefused("not an Ed25519 verifier key")
    return name, bytes.fromhex(identifier), raw[1:]
