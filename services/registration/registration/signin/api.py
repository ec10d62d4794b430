"""Signing in and out of applicants; staff sign in at the office's OpenID provider."""

from asnkit.events import Refused
from asnkit.mint import AccessToken, Audience
from asnkit.web import Blueprint, allow, caller, current, public, source

from ..access.recording import note_failure, record_entry
from . import devices, sessions, tokens
from .passwords import pepper_of
from .schemas import Entered, Refresh, SignIn, Tokens

blueprint = Blueprint("sign-in", __name__, description="Masuk dan keluar bagi pelamar")


def login_of(email: str) -> str:
    """The key of a login: a keyed hash of the address, which is never kept in the clear."""
    return current().vault.fingerprint("email", email)


@blueprint.route("/v1/sign-in", methods=["POST"])
@public
@blueprint.arguments(SignIn)
@blueprint.response(200, Entered)
def sign_in(body):
    """Masuk dengan surel dan kata sandi; `device` dari masuk sebelumnya membuat perangkat ini dikenal."""
    login, device = login_of(body["email"]), body["device"]
    person = sessions.check_password(current().db, _pepper(), login, body["password"], source(), device)
    if person is None:
        note_failure(current(), login)
        raise Refused("tidak-cocok", "Surel atau kata sandi tidak cocok.", "password", status=401)
    return entered(person, login, device)


@blueprint.route("/v1/sign-in/refresh", methods=["POST"])
@public
@blueprint.arguments(Refresh)
@blueprint.response(200, Tokens)
def refresh(body):
    """Perpanjang sesi; setiap refresh token hanya berlaku sekali."""
    return _answer(*sessions.renew(current().db, _pepper(), body["refresh_token"]))


@blueprint.route("/v1/sign-in/exchange", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(Audience)
@blueprint.response(200, AccessToken)
def exchange(body):
    """Tanda masuk untuk satu layanan lain; yang dipakai di sini tidak berlaku di sana."""
    who = caller()
    return tokens.answer(current().settings, who.id, who.session, body["audience"])


@blueprint.route("/v1/sign-out", methods=["POST"])
@public
@blueprint.arguments(Refresh)
@blueprint.response(204)
def sign_out(body):
    """Akhiri sesi."""
    sessions.end(current().db, _pepper(), body["refresh_token"])


def _pepper() -> bytes:
    return pepper_of(current().settings)


def entered(person: str, login: str, device: str = "") -> dict:
    """schemas.Entered of a new session for somebody who has shown who they are; it is recorded before."""
    known = devices.number_of(_pepper(), login, device) is not None
    record_entry(current(), person, login, known, source())
    answer = _answer(*sessions.begin(current().db, _pepper(), person))
    return answer | {"device": device if known else devices.made_known(_pepper(), login)}


def _answer(person: str, session: str, refresh_token: str) -> dict:
    made = tokens.answer(current().settings, person, session)
    return made | {"refresh_token": refresh_token, "person": person}
