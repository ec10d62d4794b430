"""The e-mail beside a message in somebody's inbox: that there is one, and nothing of what it says.

The portal has no addresses; it says `portal.message.sent`, and here a letter is put down for it, under the message's
own number, so that the same Message-ID stands on it however often it is sent. In the night it waits.
"""

from datetime import UTC, datetime, timedelta

from asnkit.commits import Context, Tx
from asnkit.events import Event, parse_time, uuid_of
from asnkit.mail import Letter
from asnkit.quiet import awake
from asnkit.service import Runtime

from ..account.letters import FOOT, address_of
from ..signin.passwords import pepper_of
from ..subscription.tokens import token_of
from .domain import Refuse

LETTER = "message"
NEWS_FOR = timedelta(days=2)
"""What happened longer ago stays in the inbox alone: a letter about it would be no news."""

WORTH_SENDING = timedelta(days=3)
"""So long it is tried while the mail server is away, in real time."""


def write(event: Event, tx: Tx) -> None:
    if tx.now - parse_time(event.data["happened"]) > NEWS_FOR:
        return
    now, message = datetime.now(UTC), uuid_of(event.subject)
    args = {"person": event.data["person"], "message": message}
    tx.notice(message.replace("-", ""), LETTER, args, awake(now), now + WORTH_SENDING)


def letter(runtime: Runtime, number: str, args: dict) -> Letter | None:
    """None where the person is erased, or wants no e-mail."""
    to, stream = address_of(runtime, args["person"]), f"subscription-{args['person']}"
    if to is None or (runtime.store.load(stream).state or {}).get("stopped"):
        return None
    stop = f"{runtime.settings.urls.get('portal', '')}/berhenti/{token_of(pepper_of(runtime.settings), args['person'])}"
    here = f"{runtime.settings.urls.get('portal', '')}/saya/pesan/{args['message']}"
    text = (
        f"Ada kabar baru tentang lamaran Anda. Masuk untuk membacanya:\n{here}\n\n"
        "Isinya tidak ditulis di surat ini, supaya hanya Anda yang membacanya.\n\n"
        "There is news about your application. Sign in at the address above to read it.\n\n"
        f"Tidak mau menerima surat seperti ini lagi? / No more of these letters?\n{stop}\n"
    )
    return Letter(number, to, "Ada kabar baru untuk Anda", text + FOOT, stop)


def bounced(runtime: Runtime, number: str, args: dict) -> None:
    context = Context(f"service:{runtime.service.name}", f"letter/{number}", number, answered=False)
    command = Refuse(args["message"], args["person"])
    runtime.store.run(context, lambda tx: tx.decide(f"letter-{args['message']}", command))
