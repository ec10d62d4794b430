"""Words that only the Inspektorat opens: a box for one public key (X25519, HKDF-SHA256, AES-256-GCM).

`inspektorat.key` has the private half, 32 bytes in hexadecimal. It lies in no database and is not wrapped by the master
key: whoever has all of MongoDB, and the master key too, reads nothing.
"""

import base64
import os

from asnkit.service import Runtime
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES = 32, 12


def closed(runtime: Runtime, stream: str, text: str) -> str:
    """Base64 of the sender's public half, used once, the nonce and the ciphertext; good in this stream only."""
    once, nonce = X25519PrivateKey.generate(), os.urandom(NONCE_BYTES)
    half = once.public_key().public_bytes_raw()
    key = _shared(once.exchange(_private(runtime).public_key()), half)
    return base64.b64encode(half + nonce + AESGCM(key).encrypt(nonce, text.encode(), stream.encode())).decode()


def opened(runtime: Runtime, stream: str, box: str) -> str:
    raw = base64.b64decode(box)
    half, nonce, ciphertext = raw[:KEY_BYTES], raw[KEY_BYTES:][:NONCE_BYTES], raw[KEY_BYTES + NONCE_BYTES :]
    key = _shared(_private(runtime).exchange(X25519PublicKey.from_public_bytes(half)), half)
    return AESGCM(key).decrypt(nonce, ciphertext, stream.encode()).decode()


def _private(runtime: Runtime) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes.fromhex(runtime.settings.secret("inspektorat.key").decode()))


def _shared(secret: bytes, half: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, half, b"asn/integrity/v1").derive(secret)
