"""Generated secrets: each is made once, lies in a file of mode 600, and is never printed.

Named files under the data directory's `secrets/`; one folder per service holds what
that service alone may read.
"""

import json
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID
from tlog.notes import Signer

from .places import AUDITOR, CLIENTS, SERVICES, WITNESS

WITNESS_NAME = "saksi.tanjungbalai.example/pengembangan"

# Development logins: user -> (role, name that is shown, unit). The passwords are generated.
STAFF = {
    "verifikator1": ("verifikator", "Verifikator Satu", "BKPSDM"),
    "verifikator2": ("verifikator", "Verifikator Dua", "BKPSDM"),
    "verifikator3": ("verifikator", "Verifikator Tiga", "BKPSDM"),
    "panitia1": ("panitia", "Panitia Satu", "Panitia Seleksi"),
    "panitia2": ("panitia", "Panitia Dua", "Panitia Seleksi"),
    "pengelola": ("panitia", "Pengelola Formasi", "BKPSDM"),
    "ketua": ("ketua", "Ketua Panitia", "Panitia Seleksi"),
    "pimpinan": ("pimpinan", "Kepala BKPSDM", "BKPSDM"),
    "diklat": ("diklat", "Petugas Diklat", "BKPSDM"),
    "diklat2": ("diklat", "Petugas Diklat Dua", "BKPSDM"),
    "penilai": ("penilai", "Pengelola Kinerja", "BKPSDM"),
    "pegawai1": ("pegawai", "Pegawai Satu", "Dinas Sosial"),
    "pegawai2": ("pegawai", "Pegawai Dua", "Dinas Sosial"),
    "pegawai3": ("pegawai", "Pegawai Tiga", "Dinas Sosial"),
    "aduan": ("aduan", "Petugas Pengaduan", "Inspektorat"),
    "penghubung": ("penghubung", "Penghubung Unit", "Badan Kepegawaian dan Pengembangan SDM"),
    "inspektorat": ("inspektorat", "Pemeriksa Inspektorat", "Inspektorat"),
    "auditor": ("auditor", "Auditor", "Inspektorat"),
    "ti": ("ti", "Petugas TI", "Diskominfo"),
    "ti2": ("ti", "Petugas TI Dua", "Diskominfo"),
}


def ensure(folder: Path, users: list[str]) -> None:
    """Makes what is missing; leaves what is there. `users` get a Kafka and a MongoDB password each."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keep(folder / "mongodb.keyfile", lambda: secrets.token_hex(256), mode=0o400)
    keep(folder / "identity.key", signing_key)
    for server, extra in (("kafka", ["admin", "controller"]), ("mongodb", ["admin"])):
        complete(folder / f"{server}.json", dict.fromkeys([*extra, *users], password))
    complete(folder / "logins.json", {user: (lambda user=user: login(user)) for user in STAFF})
    for service in SERVICES:
        own = folder / service
        own.mkdir(exist_ok=True, mode=0o700)
        keep(own / "promise.key", signing_key)
        keep(own / "master.key", lambda: secrets.token_hex(32))
        keep(own / "hmac.key", lambda: secrets.token_hex(32))
        keep(own / "client.secret", password)
    (folder / AUDITOR).mkdir(exist_ok=True, mode=0o700)
    keep(folder / AUDITOR / "client.secret", password)
    (folder / WITNESS).mkdir(exist_ok=True, mode=0o700)
    keep(folder / WITNESS / "witness.key", lambda: Signer(WITNESS_NAME, Ed25519PrivateKey.generate()).secret + "\n")
    for server in ("kafka", "mongodb"):
        passwords = read(folder / f"{server}.json")
        for user in CLIENTS:
            keep(folder / user / f"{server}.password", lambda word=passwords[user]: word)
    (folder / "backup").mkdir(exist_ok=True, mode=0o700)
    keep(folder / "backup" / "backup.key", signing_key)
    keep(folder / "portal" / "session.key", lambda: secrets.token_hex(32))
    keep(folder / "portal" / "certificate-signer.pem", certificate_signer)
    for service in ("registration", "platform"):
        keep(folder / service / "token.key", signing_key)
    keep(folder / "registration" / "pepper.key", lambda: secrets.token_hex(32))
    keep(folder / "audit" / "log.key", signing_key)
    keep(folder / "feedback" / "inspektorat.key", lambda: secrets.token_hex(32))


def certificate_signer() -> str:
    """A key that signs certificates (ASN_CERTIFICATE_SIGNER=development), and its own certificate of itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ASN dev")])
    begins = datetime.now(UTC)
    made = x509.CertificateBuilder().issuer_name(name).subject_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(begins)
    made = made.not_valid_after(begins + timedelta(days=3650)).sign(key, hashes.SHA256())
    ways = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*ways).decode() + made.public_bytes(serialization.Encoding.PEM).decode()


def keep(file: Path, make: Callable[[], str], mode: int = 0o600) -> None:
    """Writes `file` once, complete or not at all."""
    if file.exists():
        return
    write(file, make(), mode)


def complete(file: Path, makers: dict[str, Callable]) -> None:
    """Adds the missing entries of a JSON object."""
    have = read(file) if file.exists() else {}
    missing = {name: make() for name, make in makers.items() if name not in have}
    if missing:
        write(file, json.dumps(have | missing, indent=1))


def read(file: Path) -> dict:
    return json.loads(file.read_text())


def write(file: Path, text: str, mode: int = 0o600) -> None:
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as stream:
        stream.write(text)
    part.replace(file)


def password() -> str:
    return secrets.token_urlsafe(24)


def login(user: str) -> dict[str, str]:
    """A staff login with a password that a person can type: four groups of four letters and digits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
    role, name, unit = STAFF[user]
    return {"username": user, "password": "-".join(groups), "role": role, "name": name, "unit": unit}


def signing_key() -> str:
    """A new Ed25519 private key, PEM (PKCS 8)."""
    return (
        Ed25519PrivateKey.generate()
        .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        .decode()
    )
