"""Facts and states that several tests of selection start from."""

import hashlib
import json
from dataclasses import replace
from functools import partial

from asnkit.catalogue import discover
from asnkit.events import new_id
from selection.round.domain import rules_sha256
from selection.rules.ruleset import load, sha256

from tests.unit.registration import given

ROUND_ID = "0192f0c4-7a20-7c3e-9b1d-2f6a5c8e0010"
VACANCY = "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0002"
APPLICATION = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"
PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
ANI, BUDI = "panitia:0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0031", "ketua:0192f0c4-7a32-7c3e-9b1d-2f6a5c8e0032"
ANI_IN_THE_CHAIR = ANI.replace("panitia", "ketua")
OTHER = "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0099"
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

RULES = load("KEPMEN321-2024")
RULE_SET = {"id": RULES["id"], "sha256": sha256(RULES)}
CAT_ONLY = [{"kind": "CAT", "most": 500, "percent": 100}]
WITH_PRACTICE = [{"kind": "CAT", "most": 500, "percent": 60}, {"kind": "PRAKTIK", "most": 100, "percent": 40}]

LINE = {
    "vacancy": VACANCY,
    "period": "CPNS-2024",
    "job_code": "JF-0412",
    "job_name": "Perawat Ahli Pertama",
    "unit": "UPTD Puskesmas Datuk Bandar",
    "need_type": "UMUM",
    "quota": 1,
}
ROUND = {
    "period": "CPNS-2024",
    "name": "Seleksi CPNS 2024",
    "procurement_type": "PNS",
    "mode": "nasional",
    "proposed": None,
    "rule_set": RULE_SET,
    "rules": RULES,
    "rules_sha256": rules_sha256(RULES, []),
    "locked_at": "2024-09-01T05:00:00.000Z",
    "plans": [],
}
CATALOGUE = discover(["selection"])

Given = partial(given.Given, service="selection")


class Stream:
    """One stream and its signers. Every decision of weight is decided again from its event and `neighbours`.

    `neighbours` are {"<stream>@<version>": state}, as a transaction would write them into `basis`.
    """

    def __init__(self, aggregate, stream=None, neighbours=()):
        self.aggregate, self.neighbours = aggregate, dict(neighbours)
        self.stream = stream or new_id(aggregate.name)
        self.events, self.state = [], None

    def do(self, command, actor=ANI, now=given.NOON):
        """The events of the facts that this command makes; none when it is refused."""
        facts = self.aggregate.decide(self.state, command, now)
        return [self._append(fact, actor, now) for fact in facts]

    def refuses(self, command, now=given.NOON):
        return given.refused(self.aggregate, self.state, command, now)

    def _append(self, fact, actor, now):
        made = given.event(fact, len(self.events) + 1, self.stream, now, "selection")
        digest = hashlib.sha256(json.dumps([made.id, fact.data]).encode()).hexdigest()
        made = replace(made, actor=actor, sha256=digest, validtime=fact.validtime, basis=" ".join(self.neighbours))
        states = {name.partition("@")[0]: state for name, state in self.neighbours.items()}
        if fact.name in self.aggregate.again:
            assert CATALOGUE.decide_again(made, self.state, states) == []
        self.events.append(made)
        self.state = self.aggregate.evolve(self.state, made)
        return made


def stream(number: int) -> str:
    return f"candidate-0192f0c4-7a14-7c3e-9b1d-{number:012x}"


def candidate(number: int, skd=None, skb=None, withdrawn=False, status="PRESENT", skb_status="PRESENT") -> dict:
    """A candidate's state: `skd` (twk, tiu, tkp), `skb` CAT points as text."""
    return {
        "application": stream(number).removeprefix("candidate-"),
        "period": "CPNS-2024",
        "vacancy": VACANCY,
        "person": PERSON,
        "participant_no": f"24{number:010d}",
        "education_level": "S1",
        "skd": _score(status, dict(zip(("twk", "tiu", "tkp"), skd, strict=True)) if skd else None, None)
        if skd or status != "PRESENT"
        else None,
        "skb": _score(skb_status, None, [{"kind": "CAT", "score": skb, "most": 500}] if skb else None)
        if skb or skb_status != "PRESENT"
        else None,
        "withdrawn": withdrawn,
        "appointed": None,
    }


def _score(status, skd, skb):
    return {"status": status, "skd": skd, "skb": skb, "origin": {"batch": new_id("score_batch"), "row": 2}}
