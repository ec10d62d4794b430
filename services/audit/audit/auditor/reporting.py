"""How the standing auditor speaks to the audit service: over HTTP, with a token that allows just this."""

import requests
from asnkit import tokens
from asnkit.errors import Unavailable
from asnkit.settings import Settings

CLIENT = "auditor"
SCOPE = "audit:results"
SECONDS = 10


class Reporting:
    def __init__(self, settings: Settings):
        self._settings = settings
        self._token = ""

    def work(self) -> dict:
        """{"inspections": [id], "replays": [{"id", "services", "since", "until"}]}, oldest first."""
        return self._ask("GET", "/v1/work")

    def send(self, path: str, body: dict, key: str) -> None:
        """Post a result; the same `key` is the same result. What the service refuses is a bug here."""
        self._ask("POST", path, body, key)

    def _ask(self, method: str, path: str, body: dict | None = None, key: str = "") -> dict:
        """Raises Unavailable when the service or the provider of tokens does not answer."""
        try:
            answer = self._request(method, path, body, key)
            if answer.status_code == 401:
                self._token = ""
                answer = self._request(method, path, body, key)
            if answer.status_code >= 500:
                raise Unavailable("audit")
            answer.raise_for_status()
            return answer.json() if answer.content else {}
        except requests.ConnectionError as error:
            raise Unavailable("audit") from error
        except requests.Timeout as error:
            raise Unavailable("audit") from error

    def _request(self, method: str, path: str, body: dict | None, key: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {self._token or self._fetch()}"} | (
            {"Idempotency-Key": key} if key else {}
        )
        return requests.request(
            method, self._settings.urls["audit"] + path, json=body, headers=headers, timeout=SECONDS
        )

    def _fetch(self) -> str:
        self._token = tokens.fetch(self._settings, SCOPE, CLIENT)
        return self._token
