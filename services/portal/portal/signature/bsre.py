"""BSrE's e-sign client service, as it is publicly known: `POST /api/v2/sign/pdf` with basic authentication, the paper
in base64, the signer's NIK and passphrase; a list of signed papers, or an error with a number, comes back.

Untested against the real one. Its secrets are files; none of them is ever in a message or a log.
"""

import base64
import binascii
import json
import time

import requests

CONNECT_SECONDS, ANSWER_SECONDS = 3, 20
LARGEST_ANSWER = 8_000_000
STEP = 65_536
PATH = "/api/v2/sign/pdf"


class Bsre:
    name = "BSrE (Balai Besar Sertifikasi Elektronik, BSSN)"
    SECRETS = ("bsre.user", "bsre.password", "bsre.nik", "bsre.passphrase")

    def __init__(self, url: str, user: str, password: str, nik: str, passphrase: str):
        if not url.startswith("https://") and not url.startswith("http://127.0.0.1:"):
            raise SystemExit("ASN_BSRE_URL: an address with https:// is needed")
        self._url = url.rstrip("/") + PATH
        self._login = (user.strip(), password.strip())
        self._who = {"nik": nik.strip(), "passphrase": passphrase.strip()}
        self._connections = requests.Session()
        self._connections.trust_env = False

    def sign(self, paper: bytes) -> bytes:
        properties = {"tampilan": "INVISIBLE", "location": "Tanjungbalai", "reason": "Sertifikat pelatihan"}
        body = {**self._who, "signatureProperties": [properties], "file": [base64.b64encode(paper).decode()]}
        until = time.monotonic() + ANSWER_SECONDS
        asked = self._connections.post(
            self._url,
            json=body,
            auth=self._login,
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            stream=True,
            allow_redirects=False,
        )
        with asked as answer:
            if answer.status_code != 200:
                raise ValueError(f"status {answer.status_code}")
            return _paper_in(_read(answer, until))


def _read(answer: requests.Response, until: float) -> bytes:
    """The answer, by a moment and up to a size: one that drips a byte at a time is no answer."""
    content = bytearray()
    while piece := answer.raw.read1(STEP, decode_content=True):
        content += piece
        if len(content) > LARGEST_ANSWER or time.monotonic() > until:
            raise ValueError("an answer too long, or too slow")
    return bytes(content)


def _paper_in(content: bytes) -> bytes:
    try:
        [paper] = json.loads(content)["file"]
        return base64.b64decode(paper, validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise ValueError("no signed paper in the answer") from None
