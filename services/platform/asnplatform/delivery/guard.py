"""Where a webhook may lead: to the internet, and to no machine of ours.

An address counts when it is a public one, or lies in a network that IT allows (`ASN_HOOK_NETWORKS`). An IPv6 address
that carries an IPv4 address is none: whoever translates it may reach a machine inside. Pure.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

UNICAST = ip_network("2000::/3")
CARRYING = (ip_network("2001::/23"), ip_network("2002::/16"))
"""Teredo and its neighbours, 6to4; mapped and translated addresses lie outside of `UNICAST`."""


def networks_of(text: str) -> list[Network]:
    """The networks of a list with commas. Raises SystemExit."""
    try:
        return [ip_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as wrong:
        raise SystemExit(f"ASN_HOOK_NETWORKS: {wrong}") from None


def proxy_of(text: str) -> tuple[str, int] | None:
    """The (host, port) that webhooks leave through, if there is one. Raises SystemExit."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise SystemExit(f"ASN_HOOK_PROXY: {text} is no host:port")
    return host.strip("[]"), int(port)


def permitted(address: str, networks: Sequence[Network], public: bool = True) -> bool:
    """Whether this address, as the resolver gave it, may be connected to; without `public` only the networks count."""
    there = ip_address(address)
    if any(there in network for network in networks):
        return True
    if not public or not there.is_global or there.is_multicast or there.is_reserved:
        return False
    return there.version == 4 or (there in UNICAST and not any(there in network for network in CARRYING))
