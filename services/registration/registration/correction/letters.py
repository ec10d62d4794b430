"""What its owner is told by letter: that a correction was asked, and that it is decided; how, behind the sign-in."""

from datetime import UTC, datetime, timedelta

from asnkit.commits import Tx
from asnkit.mail import Letter
from asnkit.service import Runtime

from ..account.letters import FOOT, address_of

LETTER = "correction"
WORTH = timedelta(days=7)


def tell(tx: Tx, stream: str, state: dict) -> None:
    """A letter about the request as it is now."""
    args = {"person": state["person"], "correction": stream, "status": state["status"]}
    tx.letter(LETTER, args, datetime.now(UTC) + WORTH)


def correction(runtime: Runtime, number: str, args: dict) -> Letter | None:
    to = address_of(runtime, args["person"])
    state = runtime.store.load(args["correction"]).state
    if to is None or state["status"] != args["status"]:
        return None
    page = f"{runtime.settings.urls.get('portal', '')}/saya/perbaikan"
    if state["status"] == "open":
        return Letter(number, to, "Permintaan perbaikan data", _asked(page) + FOOT)
    return Letter(number, to, "Putusan perbaikan data Anda", _decided(page) + FOOT)


def _asked(page: str) -> str:
    return (
        "Dari akun Anda diminta perbaikan nama, tanggal lahir, atau NIK. Petugas membandingkannya dengan KTP Anda. "
        f"Bila bukan Anda yang meminta, ganti kata sandi Anda dan laporkan kepada panitia:\n{page}\n\n"
        "Your account asked to correct its name, birth date or NIK. If this was not you, change your password.\n"
    )


def _decided(page: str) -> str:
    return (
        "Permintaan perbaikan data Anda sudah diputuskan. Masuk untuk membaca putusannya dan alasannya:\n"
        f"{page}\n\n"
        "Your request to correct the data of your account was decided. Sign in at the address above to read how.\n"
    )
