"""Facts and states that several tests of selection start from."""

from functools import partial

from selection.rules.ruleset import load, sha256

from tests.unit.registration import given

ROUND_ID = "0192f0c4-7a20-7c3e-9b1d-2f6a5c8e0010"
VACANCY = "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0002"
APPLICATION = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"
PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
ANI, BUDI = "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0031", "0192f0c4-7a32-7c3e-9b1d-2f6a5c8e0032"
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
    "plans": [],
    "signers": [ANI, BUDI],
}

Given = partial(given.Given, service="selection")


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
    return {"status": status, "skd": skd, "skb": skb, "origin": {"file": "a.csv", "row": 2, "sha256": SHA}}
