"""The sums of a survey's answers, kept as each one comes: whoever publishes its index reads no answer again."""

from asnkit.events import Event, View

from ..rules.spread import PAIRS
from ..survey.channels import CHANNELS
from ..survey.index import ANY
from ..survey.questions import ELEMENTS
from .domain import FLAGS

ANSWERS = View("survey_answers")
"""One row for each survey, as NOTHING has it."""
NOTHING = {
    "n": 0,
    "slips": 0,
    "channels": dict.fromkeys(CHANNELS, 0),
    "flags": dict.fromkeys((*FLAGS, ANY), 0),
    "elements": dict.fromkeys(ELEMENTS, (0, 0)),
    "rest": dict.fromkeys(ELEMENTS, (0, 0)),
    "complete": {"n": 0, "totals": [0] * len(ELEMENTS), "products": [0] * len(PAIRS)},
}
"""`elements` are (respondents, sum of their answers), `rest` the same without what is flagged."""


@ANSWERS.on("feedback.survey.answered", keys=lambda event: [event.data["survey"]])
def _add(row: dict | None, event: Event) -> dict:
    data, row = event.data, row or NOTHING
    flags, answers = data.get("flags", ()), data["answers"]
    row = {
        **row,
        "n": row["n"] + 1,
        "slips": row["slips"] + data.get("slip", False),
        "channels": _more(row["channels"], [data["channel"]]),
        "flags": _more(row["flags"], [*flags, ANY] if flags else []),
        "elements": _added(row["elements"], answers),
    }
    if not flags:
        row["rest"] = _added(row["rest"], answers)
    if len(answers) == len(ELEMENTS):
        row["complete"] = _completed(row["complete"], [answers[element] for element in ELEMENTS])
    return row


def _more(numbers: dict, names: list[str]) -> dict:
    return {name: number + (name in names) for name, number in numbers.items()}


def _added(tallies: dict, answers: dict) -> dict:
    return {
        element: [n + (element in answers), total + answers.get(element, 0)] for element, (n, total) in tallies.items()
    }


def _completed(sums: dict, values: list[int]) -> dict:
    products = [values[i] * values[j] for i, j in PAIRS]
    return {
        "n": sums["n"] + 1,
        "totals": [total + value for total, value in zip(sums["totals"], values, strict=True)],
        "products": [total + product for total, product in zip(sums["products"], products, strict=True)],
    }
