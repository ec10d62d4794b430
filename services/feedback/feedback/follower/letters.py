"""What a follower is written: first whether it was they who asked, then that there is news, never what it says."""

from asnkit.mail import Letter
from asnkit.service import Runtime

from .domain import ASKED, CONFIRMED
from .tokens import token_of

ASKING, NEWS = "follow", "topic_news"
FOOT = "\n--\nAduan Kota Tanjungbalai. Surat ini ditulis oleh sistem; balasannya tidak dibaca.\n"


def asking(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """None where it was answered since."""
    found = _reached(runtime, args["follower"], ASKED)
    if found is None:
        return None
    to, _, title = found
    text = (
        f"Seseorang, semoga Anda, ingin mengikuti kabar tentang pokok aduan ini di alamat surel ini:\n{title}\n\n"
        f"Bila benar, buka halaman ini dan tekan tombolnya:\n{_page(runtime, 'ikuti', args['follower'])}\n\n"
        "Bila bukan Anda, abaikan: tanpa jawaban, alamat ini dihapus sesudah dua hari.\n\n"
        "Somebody asked for news about this complaint at your address. If it was you, open the page above.\n"
    )
    return Letter(number, to, "Ikuti pokok aduan ini?", text + FOOT)


def news(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """None where they stopped since."""
    found = _reached(runtime, args["follower"], CONFIRMED)
    if found is None:
        return None
    to, topic, title = found
    stop = _page(runtime, "berhenti", args["follower"])
    here = f"{runtime.settings.urls.get('portal', '')}/aduan/pokok/{topic}"
    text = (
        f"Ada kabar baru tentang pokok aduan yang Anda ikuti:\n{title}\n{here}\n\n"
        "There is news about a complaint that you follow, at the address above.\n\n"
        f"Berhenti mengikuti; alamat ini dihapus / Stop, and have this address deleted:\n{stop}\n"
    )
    return Letter(number, to, "Kabar baru tentang aduan yang Anda ikuti", text + FOOT, stop)


def _reached(runtime: Runtime, follower: str, status: str) -> tuple[str, str, str] | None:
    """(address, topic, its title) of a follower in this state."""
    stream = f"follower-{follower}"
    state = runtime.store.load(stream).state
    if state is None or state["status"] != status:
        return None
    to = runtime.vault.readable(stream, "address", state["address"])
    topic = runtime.store.load(f"topic-{state['topic']}").state
    return (to, state["topic"], topic["title"]) if to and topic["shown"] else None


def _page(runtime: Runtime, word: str, follower: str) -> str:
    return f"{runtime.settings.urls.get('portal', '')}/aduan/{word}/{token_of(runtime, follower)}"
