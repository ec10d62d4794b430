"""What both people of a contest hear by letter: that it is open, and that it is decided; how, behind the sign-in."""

from datetime import UTC, datetime, timedelta

from asnkit.commits import Tx
from asnkit.mail import Letter
from asnkit.service import Runtime

from ..account.letters import FOOT, address_of

LETTER = "contest"
WORTH = timedelta(days=7)


def tell(tx: Tx, id: str, contest: dict) -> None:
    """A letter to each of both about the contest as it is now."""
    for person in (contest["person"], contest["holder"]):
        if person:
            args = {"person": person, "contest": id, "status": contest["status"]}
            tx.letter(LETTER, args, datetime.now(UTC) + WORTH)


def contest(runtime: Runtime, number: str, args: dict) -> Letter | None:
    to = address_of(runtime, args["person"])
    state = runtime.store.load(f"contest-{args['contest']}").state
    if to is None or state["status"] != args["status"]:
        return None
    page = f"{runtime.settings.urls.get('portal', '')}/saya/sengketa"
    first = args["person"] == state["holder"]
    if state["status"] == "open":
        begun = state["application"] is None and not first
        subject = "Laporan tentang NIK Anda" if begun else "NIK Anda dipakai dua akun"
        return Letter(number, to, subject, (_begun(page) if begun else _opened(page)) + FOOT)
    return Letter(number, to, "Putusan tentang NIK Anda", _decided(page) + FOOT)


def _opened(page: str) -> str:
    return (
        "Dua akun memakai NIK yang sama, yaitu NIK pada akun Anda. Petugas akan menentukan siapa pemiliknya.\n\n"
        f"Unggah foto KTP dan swafoto terbaru, lalu beri keterangan dalam tiga hari:\n{page}\n\n"
        "Two accounts name the same NIK, and yours is one of them. Upload your identity card and a selfie, and say "
        "within three days, on the page above, what there is to say.\n"
    )


def _begun(page: str) -> str:
    return (
        "Kami menerima laporan dari akun Anda bahwa NIK Anda dipakai orang lain. Ketua panitia memeriksanya; "
        f"putusannya kami kirim ke sini, dan tertulis di:\n{page}\n\n"
        "Your account reported that somebody else uses your NIK. The chair looks into it, and we write to you.\n"
    )


def _decided(page: str) -> str:
    return (
        "Ketua panitia sudah memutuskan milik siapa NIK pada akun Anda. Masuk untuk membaca putusannya dan alasannya:\n"
        f"{page}\n\nBila Anda tidak setuju, datanglah ke panitia dengan KTP Anda.\n\n"
        "It was decided whose the NIK of your account is. Sign in at the address above to read how.\n"
    )
