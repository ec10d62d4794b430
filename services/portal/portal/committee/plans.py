"""The plans of a round's lines as a form: whose thresholds hold, a practical test beside CAT, and its weight."""

from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..staff.periods import shown_line
from ..words import NEED_TYPES

CAT = "CAT"
PRACTICE_MOST = 100
CATEGORY, TEST, MOST, WEIGHT = "kategori", "tes", "tertinggi", "bobot"


class Plans:
    """`lines` as selection lists them for a rule set; those whose job has thresholds of its own first."""

    def __init__(self, round_id: str, rule_set: str):
        found = api("selection").get(path("v1", "rounds", round_id, "plans"), rule_set=rule_set)["items"]
        self.lines = sorted(found, key=lambda line: not line["of_job"])

    @property
    def labels(self) -> dict[str, str]:
        words = {
            CATEGORY: _("Kategori ambang batas"),
            TEST: _("Tes tambahan selain CAT"),
            MOST: _("Nilai tertinggi tes tambahan"),
            WEIGHT: _("Bobot tes tambahan, persen"),
        }
        return {f"{name}-{line['vacancy']}": word for line in self.lines for name, word in words.items()}

    @property
    def start(self) -> dict:
        """As things stand; a job with thresholds of its own begins with those."""
        values = {}
        for line in self.lines:
            plan, id = line["plan"], line["vacancy"]
            values[f"{CATEGORY}-{id}"] = plan["category"] if line["own"] else line["of_job"] or plan["category"]
            for extra in plan["skb"][1:]:
                values |= {f"{TEST}-{id}": extra["kind"], f"{MOST}-{id}": extra["most"]}
                values[f"{WEIGHT}-{id}"] = extra["percent"]
        return values

    def read(self, form: Form, rules: dict) -> list[dict]:
        """The service's plans of the lines that differ from what holds without one, or whose job needs one."""
        return [plan for plan in (self._plan(form, line, rules) for line in self.lines) if plan]

    def _plan(self, form: Form, line: dict, rules: dict) -> dict | None:
        id = line["vacancy"]
        category = form.get(f"{CATEGORY}-{id}") or line["need_type"]
        extra = _extra(form, line)
        if not extra and category == line["need_type"] and not line["of_job"]:
            return None
        cat = {"kind": CAT, "most": rules["skb"]["cat_most"], "percent": 100 - sum(one["percent"] for one in extra)}
        return {"vacancy": id, "category": category, "skb": [cat, *extra]}


def category_names(rules: dict) -> dict[str, str]:
    """The categories of a rule set, with their words."""
    return {one: str(NEED_TYPES.get(one) or one.replace("_", " ").capitalize()) for one in rules["skd"]["thresholds"]}


def _extra(form: Form, line: dict) -> list[dict]:
    id = line["vacancy"]
    test = "_".join(form.get(f"{TEST}-{id}").upper().split())
    if not test:
        return []
    numbers = {}
    for name, key in ((MOST, "most"), (WEIGHT, "percent")):
        field, start = f"{name}-{id}", PRACTICE_MOST if name == MOST else ""
        typed = form.get(field) or str(start)
        numbers[key] = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0
        most = 99 if name == WEIGHT else 100_000
        if not 0 < numbers[key] <= most:
            told = _(
                "%(line)s: %(field)s diisi angka 1 sampai %(most)s.",
                line=shown_line(line),
                field=form.labels[field],
                most=most,
            )
            form.fail(field, told)
            numbers[key] = 1
    return [{"kind": test, **numbers}]
