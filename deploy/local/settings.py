"""Ports and addresses on one machine. Each port moves by its setting, ASN_PORT_<NAME>."""

import os

from .ports import HOST, require
from .trouble import Trouble

PORTS = {
    "portal": 8080,
    "identity": 8090,
    "mail": 8091,
    "smtp": 8025,
    "registration": 8101,
    "selection": 8102,
    "training": 8103,
    "feedback": 8104,
    "audit": 8105,
    "platform": 8106,
    "registration_worker": 8201,
    "selection_worker": 8202,
    "training_worker": 8203,
    "feedback_worker": 8204,
    "audit_worker": 8205,
    "portal_worker": 8206,
    "auditor": 8207,
    "platform_worker": 8208,
    "registration_health": 8301,
    "selection_health": 8302,
    "training_health": 8303,
    "feedback_health": 8304,
    "audit_health": 8305,
    "portal_health": 8306,
    "platform_health": 8307,
    "witness": 8700,
    "kafka": 9092,
    "mongodb": 27017,
}


def setting(name: str) -> str:
    return f"ASN_PORT_{name.upper()}"


def port(name: str) -> int:
    text = os.environ.get(setting(name), "")
    if text and not (text.isdecimal() and 0 < int(text) < 65536):
        raise Trouble(f"{setting(name)}={text} is not a port: give a number from 1 to 65535.")
    return int(text or PORTS[name])


def address(name: str) -> str:
    return f"http://{HOST}:{port(name)}"


def require_free(names: list[str]) -> None:
    """Every port that is about to be used is free, and no two are the same. Raises Trouble."""
    used: dict[int, str] = {}
    for name in names:
        number = port(name)
        if number in used:
            raise Trouble(f"{used[number]} and {name} both want port {number}: move one with {setting(name)}=PORT.")
        used[number] = name
        require(number, name, setting(name))
