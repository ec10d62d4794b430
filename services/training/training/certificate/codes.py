"""The code that is printed on a certificate: whoever has it is shown whose certificate it is.

It is made of the certificate's id with the service's key, so it is kept nowhere and leads nobody from one
certificate's to the next.
"""

import base64
import hmac

from asnkit.sealing import Vault

LETTERS = 16
"""Of base32: 80 bits."""


def code_of(vault: Vault, certificate: str) -> str:
    mac = bytes.fromhex(vault.fingerprint("certificate", certificate).rpartition("/")[2])
    return base64.b32encode(mac).decode()[:LETTERS]


def opens(vault: Vault, certificate: str, code: str) -> bool:
    typed = code.replace("-", "").replace(" ", "").upper()
    return hmac.compare_digest(typed.encode(), code_of(vault, certificate).encode())
