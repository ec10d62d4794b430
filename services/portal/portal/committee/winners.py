"""Who wins a seat by the published final result, with names from registration, and who is appointed already."""

from ..client import api, path
from ..staff.names import names_of
from .selection import FINAL, Selection

WINNER = "L"
CANDIDATES = 500


def final_result(selection: Selection) -> dict | None:
    """The published final result, with its lines."""
    heads = api("selection").get("/v1/results", period=selection.code)["items"]
    head = next((one for one in heads if one["stage"] == FINAL), None)
    return api("selection").get(path("v1", "results", head["id"])) if head else None


def winners(selection: Selection, result: dict) -> list[dict]:
    """{participant_no, name, job_name, unit, appointed}, line by line. Reading names is recorded there."""
    known = {
        one["participant_no"]: one
        for one in api("selection").every(path("v1", "rounds", selection.round["id"], "candidates"), step=CANDIDATES)
    }
    won = []
    for line in result["lines"]:
        if line["counts"].get(WINNER):
            where = path("v1", "results", result["id"], "rows")
            for row in api("selection").get(where, vacancy=line["vacancy"], limit=1000)["items"]:
                if row["code"] == WINNER and row["participant_no"] in known:
                    won.append((row, line, known[row["participant_no"]]))
    names = names_of([candidate["person"] for _row, _line, candidate in won])
    return [
        {
            "participant_no": row["participant_no"],
            "name": names.get(candidate["person"], ""),
            "job_name": line["job_name"],
            "unit": line["unit"],
            "final_shown": row["final_shown"],
            "appointed": candidate["appointed"],
        }
        for row, line, candidate in won
    ]
