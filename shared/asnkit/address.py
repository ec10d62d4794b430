"""An e-mail address as this system knows it: one spelling for each mailbox, and one that letters can reach.

What looks alike becomes alike (Unicode's compatibility forms, RFC 5198 §3; letter case, which no mail system of today
tells apart) and what cannot be seen is left out. What is left is the plain form of RFC 5321 §4.1.2: no quoted names, no
address literals, a domain with a dot. Names that lead nowhere outside one machine are those of RFC 6761 and RFC 6762.
"""

import re
import unicodedata

LONGEST, LONGEST_NAME = 254, 64
"""RFC 5321 §4.5.3.1 and its erratum 1690."""
NOWHERE = frozenset(
    {"localhost", "local", "localdomain", "internal", "invalid", "arpa", "onion", "test", "lan", "home"}
)

_NAME = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")
_TOP = re.compile(r"([a-z]{2,63}|xn--[a-z0-9-]{1,59})\Z")


def plain(text: str) -> str:
    """The address in its one spelling. Raises ValueError with a sentence in Indonesian for what is none."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    address = seen.strip().lower()
    name, at, domain = address.rpartition("@")
    if not at or not name or not domain:
        raise ValueError("Alamat surel tidak sah. Contoh: nama@contoh.id.")
    if not address.isascii():
        raise ValueError("Tulis alamat surel dengan huruf latin tanpa tanda, misalnya nama@contoh.id.")
    if len(address) > LONGEST or len(name) > LONGEST_NAME:
        raise ValueError(f"Alamat surel paling panjang {LONGEST} karakter, {LONGEST_NAME} di depan @.")
    labels = domain.split(".")
    if not _NAME.match(name) or not all(map(_LABEL.match, labels)):
        raise ValueError("Alamat surel memuat tanda yang tidak dikenal. Contoh: nama@contoh.id.")
    if len(labels) < 2 or not _TOP.match(labels[-1]) or labels[-1] in NOWHERE:
        raise ValueError("Alamat surel harus dapat dicapai dari luar: sesudah @ tulis nama domain, misalnya contoh.id.")
    return address
