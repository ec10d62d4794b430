"""One selection: its period in registration and, once there is one, its round in selection."""

from dataclasses import dataclass

from asnkit.text import natural
from flask_babel import gettext as _

from ..client import Problem, api, path

SKD, FINAL = "SKD", "FINAL"
SKB = "SKB"
RANKED = (SKD, FINAL)
SCORED = (SKD, SKB)
ANNOUNCED = ("administrasi", "pasca_sanggah")
COMMITTEE = ("panitia", "ketua")
READERS = (*COMMITTEE, "auditor")


@dataclass(frozen=True)
class Selection:
    period: dict
    round: dict | None

    @property
    def code(self) -> str:
        return self.period["code"]

    @property
    def name(self) -> str:
        return self.period["name"]

    def needed_round(self) -> dict:
        """The round; a Problem that says what to do first where there is none."""
        if self.round is None:
            raise Problem(404, "seleksi-belum-dibuat", [("", _("Tetapkan aturan seleksi lebih dahulu."))])
        return self.round


def find(code: str) -> Selection:
    """Raises client.Problem 404."""
    found = api("selection").get("/v1/rounds", period=code)["items"]
    return Selection(api("registration").get(path("v1", "periods", code)), found[0] if found else None)


def announcements(code: str) -> dict[str, dict]:
    """Stage → the announcement of registration."""
    found = api("registration").get("/v1/announcements", period=code)["items"]
    return {one["stage"]: one for one in found}


def pending(round_id: str, stage: str) -> dict | None:
    """The result of a stage on its way to publication."""
    return api("selection").find(path("v1", "rounds", round_id, "results", stage))


def rankings(round_id: str, stage: str) -> list[dict]:
    """The heads of all rankings of a stage, by job and unit."""
    found = api("selection").every(path("v1", "rounds", round_id, "rankings"), stage=stage)
    return sorted(found, key=lambda one: (natural(one["job_name"]), natural(one["unit"])))


def versioned(*parts: str) -> tuple[dict, int]:
    """An object and its version, which the service gives as ETag. Raises client.Problem."""
    with api("selection").stream(path(*parts)) as answer:
        return answer.json(), int(answer.headers["ETag"].strip('W/"'))
