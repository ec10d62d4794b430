"""What is written to the owner of an account; the address is opened for the one letter.

A letter to an address that has an account already says so, to whoever reads it there and to nobody else.
"""

from asnkit.events import parse_time
from asnkit.mail import Letter
from asnkit.service import Runtime

from ..dates import moment_text
from ..signin.codes import code_of
from ..signin.passwords import pepper_of
from . import changing
from .proof import CODE_DIGITS, CODE_LASTS

FOOT = (
    "\n--\nPendaftaran ASN Kota Tanjungbalai. Surat ini ditulis oleh sistem; balasannya tidak dibaca.\n"
    "Kami tidak pernah meminta kata sandi atau kode Anda.\n"
)


def code(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """The code for an address that an account wants to prove; None when another one was asked for since."""
    waiting = runtime.db.challenges.find_one({"_id": args["person"]})
    if waiting is None or waiting["challenge"] != args["challenge"] or waiting.get("proved"):
        return None
    to = address_of(runtime, args["person"])
    if to is None:
        return None
    portal = runtime.settings.urls.get("portal", "")
    if runtime.db.claims.find_one({"_id": waiting["login"]}):
        return Letter(number, to, "Surel ini sudah mempunyai akun", _known(portal) + FOOT)
    here = f"{portal}/akun/kode/{args['person']}"
    written = code_of(pepper_of(runtime.settings), waiting["challenge"], CODE_DIGITS)
    return Letter(number, to, f"Kode Anda: {written}", _code(written, here) + FOOT)


def change(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """The code for a new address of somebody who has another one; None when it is good no more."""
    waiting = runtime.db.codes.find_one({"_id": args["change"], "used": False})
    to = waiting and runtime.vault.readable(f"account-{waiting['person']}", "email", waiting["email"])
    if not to:
        return None
    portal = runtime.settings.urls.get("portal", "")
    if runtime.db.claims.find_one({"_id": waiting["login"]}):
        return Letter(number, to, "Surel ini sudah mempunyai akun", _known(portal) + FOOT)
    written = code_of(pepper_of(runtime.settings), waiting["challenge"], changing.CODE_DIGITS)
    here = f"{portal}/saya/surel/{waiting['_id']}"
    return Letter(number, to, f"Kode Anda: {written}", _change(written, here) + FOOT)


def changed(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """To the address that was the account's before its version `before` was left: it is no more."""
    stream, to = f"account-{args['person']}", None
    for event in runtime.store.events(stream)[: args["before"]]:
        to = event.data.get("email", to)
    address = runtime.vault.readable(stream, "email", to)
    return Letter(number, address, "Surel akun Anda diganti", CHANGED + FOOT) if address else None


def erasure(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """That the person's data will be erased; None when nobody wants that any more."""
    state = runtime.store.load(f"account-{args['person']}").state or {}
    to = address_of(runtime, args["person"])
    if to is None or not state.get("erasure"):
        return None
    portal = runtime.settings.urls.get("portal", "")
    due = moment_text(parse_time(state["erasure"]["due"]))
    return Letter(number, to, "Data Anda akan dihapus", _erasure(due, f"{portal}/saya/penghapusan") + FOOT)


def address_of(runtime: Runtime, person: str) -> str | None:
    """None where there is nobody, or nobody any more."""
    stream = f"account-{person}"
    state = runtime.store.load(stream).state or {}
    return runtime.vault.readable(stream, "email", state.get("email"))


def _code(written: str, here: str) -> str:
    minutes = int(CODE_LASTS.total_seconds() // 60)
    return (
        f"Kode untuk membuktikan surel Anda: {written}\n\n"
        f"Tulis kode ini pada halaman pendaftaran dalam {minutes} menit:\n{here}\n\n"
        "Bila Anda tidak membuat akun, abaikan surat ini: tanpa kode, tidak ada akun dengan surel Anda.\n\n"
        f"Your code is {written}. Type it on the page above within {minutes} minutes. "
        "If you did not open an account, ignore this letter.\n"
    )


def _change(written: str, here: str) -> str:
    minutes = int(changing.CODE_LASTS.total_seconds() // 60)
    return (
        f"Kode untuk memakai surel ini pada akun Anda: {written}\n\n"
        f"Tulis kode ini pada halaman yang masih terbuka dalam {minutes} menit, atau di sini:\n{here}\n\n"
        "Bila Anda tidak memintanya, abaikan surat ini: tanpa kode, surel ini tidak dipakai.\n\n"
        f"Your code is {written}. Type it on the page above within {minutes} minutes. "
        "If you did not ask for it, ignore this letter.\n"
    )


CHANGED = (
    "Akun Anda sekarang memakai surel yang lain. Surel ini tidak dapat dipakai lagi untuk masuk, dan surat kami tidak "
    "lagi dikirim ke sini.\n\n"
    "Bila bukan Anda yang menggantinya, seseorang memakai sesi dan kata sandi Anda: laporkan segera kepada panitia.\n\n"
    "Your account has another e-mail address now. If you did not change it, report it to the committee at once.\n"
)


def _erasure(due: str, here: str) -> str:
    return (
        f"Penghapusan data akun Anda diminta. Data itu dapat dihapus mulai {due}, bila orang kedua memastikannya. "
        "Sesudah itu tidak seorang pun dapat membacanya lagi, juga Anda.\n\n"
        f"Bila Anda tidak menghendakinya, masuk dan hentikan di sini:\n{here}\n\n"
        f"Somebody asked for your data to be erased, from {due} on. To stop it, sign in at the address above.\n"
    )


def _known(portal: str) -> str:
    return (
        "Seseorang baru saja mencoba memakai surel ini untuk akun, padahal surel ini sudah mempunyai akun.\n\n"
        f"Bila itu Anda, masuklah dengan akun yang sudah ada:\n{portal}/masuk\n\n"
        "Bila bukan, abaikan surat ini: akun Anda tidak berubah.\n\n"
        "Somebody tried to use this address for an account, though it has one already. If it was you, sign in; "
        "if not, ignore this letter: nothing has changed.\n"
    )
