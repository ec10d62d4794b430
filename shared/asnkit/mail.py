"""Letters to people, and the mail server that takes them.

An address is personal data, and so is what a mail server says about it: errors leave here as a code and nothing else.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from urllib.parse import unquote, urlsplit

from .errors import Unavailable
from .settings import Settings

SECONDS = 10
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
"""By what the address begins with: in the clear (development only), STARTTLS, TLS from the first byte."""


@dataclass(frozen=True)
class Letter:
    """`to` is one address, `text` plain lines; `number` is the same when the letter is sent once more.

    `stop` is the address where one click ends letters of this kind (RFC 8058), for those that nobody has to get.
    """

    number: str
    to: str
    subject: str
    text: str
    stop: str = ""


class Refused(Exception):
    """The mail server does not take this one letter: for good (`code` 5xx) or not yet (4xx), RFC 5321 §4.2.1."""

    def __init__(self, code: int):
        super().__init__(str(code))
        self.code = code

    @property
    def for_good(self) -> bool:
        return self.code >= 500


class Post:
    """The mail server of the settings ASN_MAIL_URL and ASN_MAIL_FROM. Raises SystemExit where they do not do."""

    def __init__(self, settings: Settings):
        for name, value in (("ASN_MAIL_URL", settings.mail_url), ("ASN_MAIL_FROM", settings.mail_from)):
            if not value:
                raise SystemExit(f"{settings.service}: the setting {name} is missing; deploy/README.md lists them all")
        self._url, self._sender = urlsplit(settings.mail_url), settings.mail_from
        if self._url.scheme not in PORTS or not self._url.hostname or self._url.password:
            kinds = ", ".join(f"{kind}://" for kind in PORTS)
            raise SystemExit(f"{settings.service}: ASN_MAIL_URL is one of {kinds}, then user@host:port, no password")
        if self._url.scheme == "smtp" and not settings.development:
            raise SystemExit(
                f"{settings.service}: ASN_MAIL_URL sends letters in the clear; use smtp+tls:// or smtps://"
            )
        self._password = settings.secret("mail.password").decode() if self._url.username else ""

    @contextmanager
    def opened(self) -> Iterator[Callable[[Letter], None]]:
        """A function that sends one letter. Raises Unavailable; the function Refused, too."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable("the mail server") from error
        try:
            yield lambda letter: self._send(server, letter)
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname, self._url.port or PORTS[self._url.scheme]
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=SECONDS)
        if self._url.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if self._password:
            server.login(unquote(self._url.username), self._password)
        return server

    def _send(self, server: smtplib.SMTP, letter: Letter) -> None:
        try:
            server.send_message(_message(letter, self._sender))
        except smtplib.SMTPRecipientsRefused as refused:
            [(code, _)] = refused.recipients.values()
            raise Refused(code) from None
        except smtplib.SMTPDataError as refused:
            raise Refused(refused.smtp_code) from None
        except (OSError, smtplib.SMTPException):
            # A sender who is not welcome is no fault of this letter: all of them wait.
            raise Unavailable("the mail server") from None


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{letter.number}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        message["List-Unsubscribe"], message["List-Unsubscribe-Post"] = f"<{letter.stop}>", "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="quoted-printable")
    # Folded, an address of more than one line would become encoded words, which no program takes for an address.
    message.policy = message.policy.clone(max_line_length=None)
    return message
