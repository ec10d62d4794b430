"""Which selection period a page is about: the one in the address, else the one that is running."""

from dataclasses import dataclass

from flask import request

from ..client import api


@dataclass(frozen=True)
class Periods:
    """`all` newest first; `period` is the chosen one, None where there is none at all."""

    all: list[dict]
    period: dict | None

    @property
    def code(self) -> str:
        return self.period["code"] if self.period else ""


def chosen() -> Periods:
    """By the argument `periode`; a code that is not known chooses like none."""
    found = api("registration").get("/v1/periods")["items"]
    wanted = request.args.get("periode", "")
    named = next((period for period in found if period["code"] == wanted), None)
    running = next((period for period in found if period["open"]), found[0] if found else None)
    return Periods(found, named or running)


def shown_line(line: dict) -> str:
    return f"{line['job_name']} – {line['unit']}"
