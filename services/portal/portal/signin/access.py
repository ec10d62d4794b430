"""Who may open a page. The services decide who may do what; this only spares people a refusal."""

from flask import Blueprint

from ..words import role_name
from .tokens import Person, person

APPLICANT = "pelamar"
STAFF = (
    "verifikator", "panitia", "ketua", "pimpinan", "diklat", "pegawai", "penilai", "aduan", "penghubung", "inspektorat",
    "auditor", "ti",
)  # fmt: skip


UNDECIDED = ""
"""Somebody of the office who has not said yet in which role they come."""
HOME = {APPLICANT: "/saya", "auditor": "/audit"}


class SignInNeeded(Exception):
    """Nobody is signed in."""


class WrongRole(Exception):
    """Somebody is signed in whose role this page is not for."""

    def __init__(self, role: str):
        super().__init__(role)
        self.shown = role_name(role)


class RoleNeeded(Exception):
    """Somebody of the office has to say first in which role they come."""


def home(role: str) -> str:
    """Where this role arrives."""
    return HOME.get(role, "/kerja")


def require(*roles: str) -> Person:
    """The signed-in person, who has one of these roles. Raises SignInNeeded, RoleNeeded, WrongRole."""
    who = person()
    if who is None:
        raise SignInNeeded
    if who.role not in roles:
        if who.role == UNDECIDED:
            raise RoleNeeded
        raise WrongRole(who.role)
    return who


def only_for(blueprint: Blueprint, *roles: str) -> None:
    """Every page of this blueprint is for these roles."""

    @blueprint.before_request
    def check():
        require(*roles)

    blueprint.roles = roles
