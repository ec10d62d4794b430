"""What is written about a password: the code for a new one, and that there is one."""

from asnkit.mail import Letter
from asnkit.service import Runtime

from ..account.letters import FOOT, address_of
from ..signin.codes import code_of
from ..signin.passwords import pepper_of
from .renewing import CODE_DIGITS, CODE_LASTS


def code(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """None where nobody has this address, or the code is good no more."""
    waiting = runtime.db.codes.find_one({"_id": args["recovery"], "used": False})
    owner = waiting and runtime.db.credentials.find_one({"_id": waiting["login"]}, {"person": 1})
    to = owner and address_of(runtime, owner["person"])
    if not to:
        return None
    written = code_of(pepper_of(runtime.settings), waiting["challenge"], CODE_DIGITS)
    here = f"{runtime.settings.urls.get('portal', '')}/lupa-sandi/{waiting['_id']}"
    minutes = int(CODE_LASTS.total_seconds() // 60)
    text = (
        f"Kode untuk kata sandi baru: {written}\n\n"
        f"Tulis kode ini pada halaman yang masih terbuka dalam {minutes} menit, atau di sini:\n{here}\n\n"
        "Bila Anda tidak memintanya, abaikan surat ini: kata sandi Anda tidak berubah.\n\n"
        f"Your code for a new password is {written}, good for {minutes} minutes. "
        "If you did not ask for it, ignore this letter: nothing has changed.\n"
    )
    return Letter(number, to, f"Kode kata sandi baru: {written}", text + FOOT)


def renewed(runtime: Runtime, number: str, args: dict) -> Letter | None:
    to = address_of(runtime, args["person"])
    if to is None:
        return None
    here = f"{runtime.settings.urls.get('portal', '')}/lupa-sandi"
    text = (
        "Kata sandi akun Anda baru saja diganti dengan kode dari surat kami. Semua sesi lain sudah berakhir.\n\n"
        "Bila bukan Anda yang menggantinya, orang lain membaca surel Anda: amankan surel itu, lalu ganti lagi "
        f"di sini:\n{here}\n\n"
        "Your password was changed with a code from a letter of ours, and all other sessions have ended. If it was "
        "not you, somebody else reads your mail: secure it, then change the password again at the address above.\n"
    )
    return Letter(number, to, "Kata sandi Anda diganti", text + FOOT)
