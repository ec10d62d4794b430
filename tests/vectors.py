"""`python -m tests.vectors FILE`: a vector file against the project's own rule functions.

A vector is `{"id", "rule", "in", "out", …}`. Prints every disagreement, ends with
"N vectors, M agree, K unknown"; exit 1 unless all agree (an unknown rule is no
agreement), 2 where the file is no vector file.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from asnkit.exact import shown
from asnkit.wib import wib_date
from asnkit.workdays import workday_due
from feedback.rules.clock import clock_due
from feedback.rules.ikm import EXACT_WEIGHT, ikm, ikm_grade
from feedback.rules.improvement import cheapest
from feedback.rules.peers import peers
from feedback.rules.performance import predikat
from feedback.rules.professionalism import ip_asn
from feedback.rules.sampling import krejcie_morgan
from feedback.rules.survival import survival
from registration.rules.eligibility import age_ok
from registration.rules.nik import nik_matches, nik_parse, nik_valid
from registration.rules.objection import objection_open, objection_redeadline
from registration.rules.withdrawal import may_apply_after_withdrawal
from selection.rules import ruleset
from selection.rules.integration import (
    Component,
    Finalist,
    final_order,
    final_score,
    skb100,
    tie_needs_committee,
)
from selection.rules.nip import nip_parse
from selection.rules.pppk import Contender, pppk_order
from selection.rules.skd import Sitting, Skd, skd_codes, skd_pass, skd_score, skd_valid
from training.rules import seats
from training.rules.competence import competence_gap, jpm
from training.rules.hours import Entry, jp_year
from training.rules.latsar import latsar_grade
from training.rules.learning import learning_gain

DEFAULT_RULES = "KEPMEN321-2024"
ROLE_TRAINING = {"STRUKTURAL": ("struk", "pim", "kepemimpinan"), "FUNGSIONAL": ("fung",), "PELAKSANA": ()}


class NotVectors(Exception):
    """The file is not a list of vectors; the message is one sentence."""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tests.vectors FILE", file=sys.stderr)
        return 2
    try:
        vectors = read(arguments[0])
    except NotVectors as wrong:
        print(f"{arguments[0]}: {wrong}", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(errors="backslashreplace")
    agree = unknown = 0
    for vector in vectors:
        if vector["rule"] not in RULES:
            unknown += 1
            print(f"{vector['id']}: unknown rule {vector['rule']}")
            continue
        got = outcome(vector["rule"], vector["in"])
        if same(got, vector["out"]):
            agree += 1
        else:
            print(f"{vector['id']} {vector['rule']}: in {_short(vector['in'])}")
            print(f"    expected {_short(vector['out'])}")
            print(f"    got      {_short(got)}")
    print(f"{len(vectors)} vectors, {agree} agree, {unknown} unknown")
    return 0 if agree == len(vectors) else 1


def read(path: str) -> list[dict[str, Any]]:
    """The vectors of a file. NotVectors says what the file is instead."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            vectors = json.load(file, parse_float=str)
    except OSError as error:
        raise NotVectors(f"cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError) as error:
        raise NotVectors(f"is not JSON ({error}).") from None
    if not isinstance(vectors, list) or not vectors:
        raise NotVectors("must be a list of at least one vector.")
    for number, vector in enumerate(vectors, start=1):
        if not isinstance(vector, dict):
            raise NotVectors(f"vector {number} is not an object.")
        for field, kind in (("id", str), ("rule", str), ("in", dict)):
            if not isinstance(vector.get(field), kind):
                raise NotVectors(f'vector {number} has no "{field}" ({kind.__name__}).')
        if "out" not in vector:
            raise NotVectors(f'vector {number} ({vector["id"]}) has no "out".')
    return vectors


def outcome(rule: str, given: dict[str, Any]) -> Any:
    """What the project's function says, in the vectors' JSON types; a refusal as {"refused": why}."""
    try:
        return RULES[rule](given)
    except KeyError as missing:
        return {"refused": f"input has no {missing}"}
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as refusal:
        return {"refused": str(refusal)}


def same(got: Any, expected: Any) -> bool:
    """Equal in value and in JSON type: true is not 1. A refusal agrees with an expected null."""
    if expected is None:
        return got is None or (isinstance(got, dict) and got.keys() == {"refused"})
    return json.dumps(got, sort_keys=True) == json.dumps(expected, sort_keys=True)


def _rules(given: dict) -> dict:
    return ruleset.load(given.get("ruleset", DEFAULT_RULES))


def _day(text: str) -> date:
    """A date, or the day in Tanjungbalai of a moment with time zone."""
    moment = datetime.fromisoformat(text)
    return wib_date(moment) if moment.tzinfo else moment.date()


def _known(kind: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else kind(value)


def _skd_score(given: dict) -> list[int]:
    rules, answers = _rules(given), given["tkp_each"]
    if isinstance(answers, int):
        answers = [answers] * rules["skd"]["parts"]["tkp"]["questions"]
    return list(skd_score(given["twk_correct"], given["tiu_correct"], answers, rules))


def _points(given: dict) -> Skd:
    return Skd(given["twk"], given["tiu"], given["tkp"])


def _skd_codes(given: dict) -> dict[str, str]:
    sittings = [
        Sitting(
            person["id"],
            person.get("twk", 0),
            person.get("tiu", 0),
            person.get("tkp", 0),
            person.get("cat", given.get("cat", "UMUM")),
            person.get("absent", False),
            person.get("dis", False),
        )
        for person in given["cands"]
    ]
    return skd_codes(given["quota"], sittings, _rules(given))


def _components(rows: list) -> list[Component]:
    return [Component(Fraction(score), Fraction(most), Fraction(percent)) for score, most, percent in rows]


def _final(given: dict) -> str:
    rules = _rules(given)
    return shown(final_score(given["skd"], skb100(_components(given["skb"])), rules), rules["final"]["shown_decimals"])


def _finalists(given: dict) -> list[Finalist]:
    return [
        Finalist(
            person["id"],
            person["skd"] if "skd" in person else _points(person).total,
            person["tkp"],
            person["tiu"],
            person["twk"],
            Fraction(person["skb100"]) if "skb100" in person else skb100(_components(person["skb"])),
            _known(Fraction, person.get("acad")),
            _known(_day, person.get("dob")),
        )
        for person in given["cands"]
    ]


def _pppk_order(given: dict) -> list[str]:
    return pppk_order(
        Contender(
            person["id"],
            person["prio"],
            person["tek"],
            person["man"],
            person["sos"],
            person["waw"],
            _known(_day, person.get("dob")),
        )
        for person in given["cands"]
    )


def _ikm(given: dict) -> list[str]:
    mode = given.get("mode", "exact")
    result = ikm(given["totals"], given["n"], EXACT_WEIGHT if mode in ("exact", "1/9") else Fraction(mode))
    return [result.shown, result.grade]


def _ip_asn(given: dict) -> list[str]:
    result = ip_asn(
        given["edu"],
        given["group"],
        given["kinerja"],
        role_training=any(given.get(name, False) for name in ROLE_TRAINING.get(given["group"], ())),
        technical=given.get("teknis", False),
        seminar=given.get("seminar", False),
        discipline=given.get("disc", "NONE"),
    )
    return [result.shown, result.category]


def _jp_year(given: dict) -> dict[str, int]:
    entries = [Entry(entry["hours"], entry.get("kind"), entry.get("reversed", False)) for entry in given["entries"]]
    return jp_year(given["status"], entries)._asdict()


def _seats(given: dict) -> dict[str, list[str]]:
    acts = {
        "request": seats.request,
        "cancel": seats.cancel,
        "capacity": lambda now, number: seats.resize(now, int(number)),
    }
    now = seats.resize(seats.Seats(0), given["capacity"])
    for act, about in given["acts"]:
        now = acts[act](now, about)
    return {"confirmed": list(now.confirmed), "waiting": list(now.waiting)}


def _clock_due(given: dict) -> str:
    pauses = [(_day(since), _day(until)) for since, until in given.get("pauses", ())]
    holidays = {_day(day) for day in given.get("holidays", ())}
    return clock_due(_day(given["start"]), given["days"], holidays, pauses).isoformat()


def _cheapest(given: dict) -> list | None:
    way = cheapest(
        given["edu"],
        given["group"],
        given["done"],
        given["predicate"],
        given.get("discipline", "NONE"),
        Fraction(given["target"]),
        {part: Fraction(cost) for part, cost in given["costs"].items()},
    )
    if way is None:
        return None
    cost = way.cost.numerator if way.cost.denominator == 1 else shown(way.cost, 2)
    return [cost, way.index.shown, list(way.parts)]


RULES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "skd_score": _skd_score,
    "skd_valid": lambda given: skd_valid(_points(given), _rules(given)),
    "skd_pass": lambda given: skd_pass(given.get("cat", "UMUM"), _points(given), _rules(given)),
    "skd_codes": _skd_codes,
    "final": _final,
    "final_order": lambda given: final_order(_finalists(given), _rules(given)),
    "tie_needs_committee": lambda given: tie_needs_committee(_finalists(given), _rules(given)),
    "pppk_order": _pppk_order,
    "nip_parse": lambda given: list(nip_parse(given["nip"])),
    "nik_parse": lambda given: list(nik_parse(given["nik"])),
    "nik_valid": lambda given: nik_valid(given["nik"]),
    "nik_matches": lambda given: nik_matches(given["nik"], _day(given["dob"]), given["sex"]),
    "age_ok": lambda given: age_ok(_day(given["dob"]), _day(given["on"]), given.get("lo", 18), given.get("hi", 35)),
    "objection_open": lambda given: objection_open(
        _day(given["announced_last"]), _day(given["submitted"]), given.get("days", 3)
    ),
    "objection_redeadline": lambda given: objection_redeadline(
        _day(given["announced_last"]), given.get("days", 3)
    ).isoformat(),
    "may_apply_after_withdrawal": lambda given: may_apply_after_withdrawal(
        given["withdrew_budget_year"], given.get("had_nip", True), given["apply_budget_year"]
    ),
    "workday_due": lambda given: workday_due(
        _day(given["from"]), given["n"], {_day(day) for day in given.get("holidays", ())}
    ).isoformat(),
    "ikm": _ikm,
    "ikm_grade": lambda given: ikm_grade(Fraction(given["value"])),
    "krejcie_morgan": lambda given: krejcie_morgan(given["N"]),
    "ip_asn": _ip_asn,
    "predikat": lambda given: predikat(given["hasil"], given["perilaku"]),
    "competence_gap": lambda given: competence_gap(given["required"], given["actual"]),
    "jpm": lambda given: [(fit := jpm(given["required"], given["actual"])).shown, fit.band],
    "learning_gain": lambda given: learning_gain(given["pre"], given["post"], given["most"]).shown,
    "jp_year": _jp_year,
    "latsar_grade": lambda given: latsar_grade(Fraction(given["score"])),
    "seats": _seats,
    "clock_due": _clock_due,
    "peers": lambda given: _known(lambda mean: shown(mean, 2), peers(given["ratings"])),
    "survival": lambda given: [[day, shown(share, 3)] for day, share in survival(given["durations"], given["closed"])],
    "cheapest": _cheapest,
}


def _short(value: Any, most: int = 400) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
