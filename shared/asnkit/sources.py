"""Where a request comes from, as far as limits need to know: an address that no caller can make up.

The portal asks on behalf of many people. It says whose address it speaks for in a header that it signs with its promise
key, for one request and a minute; nobody else's word counts, so a direct caller is its socket. In front of either may
be proxies: those of `ASN_PROXIES` are believed about who came to them, from the last hop back.
"""

import base64
import binascii
import time
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from tlog.notes import NoteRefused, Signer, Verifier

from .errors import Unsigned
from .keyring import Keyring

HEADER = "Asn-Source"
SPEAKER = "portal"
GOOD_SECONDS = 60
NOWHERE = "0.0.0.0"
"""Where a socket without an address is."""

HOME_BITS = 64
"""Of an IPv6 address: whoever has one has all that begin alike (RFC 6177)."""

Network = IPv4Network | IPv6Network


def proxies_of(text: str) -> list[Network]:
    """The networks of a list with commas. Raises SystemExit."""
    try:
        return [ip_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as wrong:
        raise SystemExit(f"ASN_PROXIES: {wrong}") from None


def came_from(environ: Mapping[str, Any], proxies: Sequence[Network]) -> str:
    """The address of whoever sent this request to us or to one of our proxies; of IPv6 the network of a home."""
    hops = [hop.strip() for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    found = _home(environ.get("REMOTE_ADDR") or NOWHERE)
    while hops and any(_within(found, proxy) for proxy in proxies):
        try:
            found = _home(hops.pop())
        except ValueError:
            break
    return found


def told(signer: Signer, service: str, operation: str, address: str) -> str:
    """The header with which the portal says whom it speaks for; `operation` as "POST /v1/sign-in"."""
    seconds = int(time.time())
    signature = signer.key.sign(_text(service, operation, seconds, address).encode())
    return f"{seconds} {address} {base64.b64encode(signature).decode()}"


def heard(header: str, keyring: Keyring, service: str, operation: str) -> str | None:
    """The address that the portal speaks for; None unless it says so itself, of this request, now."""
    try:
        seconds, address, signature = header.split(" ")
        if abs(time.time() - int(seconds)) > GOOD_SECONDS:
            return None
        text = _text(service, operation, int(seconds), address)
        Verifier.parse(keyring.verifier(SPEAKER)).check(text, base64.b64decode(signature, validate=True))
    except (ValueError, binascii.Error, NoteRefused, Unsigned):
        return None
    return address


def _text(service: str, operation: str, seconds: int, address: str) -> str:
    return f"asn/source/v1\n{service}\n{operation}\n{seconds}\n{address}\n"


def _home(address: str) -> str:
    """Raises ValueError for what is no address."""
    found = ip_address(address.partition("%")[0])
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, HOME_BITS), strict=False))


def _within(home: str, proxy: Network) -> bool:
    network = ip_network(home)
    return network.version == proxy.version and network.subnet_of(proxy)
