"""After a list is out: a tie that the committee decides, objections to the result, and scores that were wrong."""

from decimal import Decimal

from .city import City

MOST, MORE = 500, 5
"""Points of CAT: the most there are, and how many were missing where a score was wrong."""
OBJECTING = 3
"""Who objects to the final result; the last of them is right."""
DOCUMENT = "c0ffee" * 10 + "cafe"
"""SHA-256 of a document that the office would keep."""


def decide_ties(city: City) -> bool:
    """The order of whoever is equal down to the age at the last seat: proposed by one, decided by another.

    Whether there was anything to decide.
    """
    first, second = city.staff["panitia1"], city.staff["ketua"]
    ties = [one for one in first.get("selection", f"/v1/rounds/{city.round}/ties").body["items"] if one["tied"]]
    for tie in ties:
        path = f"/v1/ties/{tie['ranking']}"
        order = sorted(row["participant_no"] for row in tie["tied"])
        minutes = {"number": city.letter(6), "sha256": DOCUMENT}
        first.post("selection", f"{path}/proposal", {"order": order, "ground": "EXPERIENCE", "minutes": minutes})
        read = second.get("selection", path)
        second.post("selection", f"{path}/decision", _read(read.body["proposed"]), version=read.version)
    return bool(ties)


def hear(city: City) -> bool:
    """Three who got no seat object; one of them is right, and one more score turns out wrong.

    Whether a score was corrected.
    """
    lost = _without_a_seat(city)
    result = city.public.get("selection", f"/v1/results/{city.results['FINAL']}").body
    city.forward_to(result["objection"]["opens"])
    objecting = lost[:OBJECTING]
    with city.stages.stage("objections to the result, two signers", len(objecting)) as advance:
        for number in objecting:
            body = {"result": result["id"], "contests": ["SKB_SCORE"], "text": "Nilai SKB saya lebih tinggi dari ini."}
            city.accounts[city.numbers[number].number].post("selection", "/v1/score-objections", body)
        filed = city.staff["panitia1"].all("selection", "/v1/score-objections", round=city.round)
        for objection in filed:
            _answer(city, objection, right=objection["participant_no"] == objecting[-1])
            advance()
    with city.stages.stage("wrong scores, two signers"):
        for number in lost[OBJECTING : OBJECTING + 1]:
            _correct(city, number)
    return bool(lost)


def _without_a_seat(city: City) -> list[str]:
    """Numbers of people who sat SKB and got no seat, each of a line of its own, whose CAT score has room above."""
    member, found = city.staff["panitia1"], []
    for line in member.all("selection", f"/v1/rounds/{city.round}/rankings", stage="FINAL"):
        rows = member.all("selection", f"/v1/rankings/{line['id']}/rows")
        lost = [
            row for row in rows if row["code"] == "TL" and row["skb"] and Decimal(row["skb"][0]["score"]) < MOST - MORE
        ]
        found += [row["participant_no"] for row in lost[-1:]]
    return found


def _answer(city: City, objection: dict, right: bool) -> None:
    first, second = city.staff["panitia1"], city.staff["panitia2"]
    path = f"/v1/score-objections/{objection['id']}"
    seen = first.get("selection", path)
    if right:
        answer = {"reason_code": "COMMITTEE_ERROR", "answer": "Penyelenggara CAT memperbaiki nilai Anda."}
        answer |= {"correction": _correction(city, objection["participant_no"], "CAT_CORRECTION")[1]}
    else:
        answer = {"reason_code": "SCORE_CONFIRMED", "answer": "Nilai Anda sama dengan berita acara ruang tes."}
    first.post("selection", f"{path}/answer", answer, version=seen.version)
    read = second.get("selection", path)
    second.post("selection", f"{path}/decision", _read(read.body["proposed"]), version=read.version)


def _correct(city: City, number: str) -> None:
    first, second = city.staff["panitia1"], city.staff["ketua"]
    candidate, correction = _correction(city, number, "ENTRY_ERROR")
    id = first.post("selection", "/v1/score-amendments", {**correction, "candidate": candidate}).body["id"]
    path = f"/v1/score-amendments/{id}"
    read = second.get("selection", path)
    second.post("selection", f"{path}/approval", _read(read.body["proposed"]), version=read.version)


def _correction(city: City, number: str, reason: str) -> tuple[str, dict]:
    """(candidate, correction): five points of CAT more, with the impact that was read."""
    member = city.staff["panitia1"]
    [one] = member.get("selection", f"/v1/rounds/{city.round}/candidates", participant_no=number).body["items"]
    cat, *others = one["skb"]["skb"]
    tests = [{**cat, "score": str(Decimal(cat["score"]) + MORE)}, *others]
    score = {"stage": "SKB", "status": "PRESENT", "skd": None, "skb": tests}
    impact = member.post("selection", f"/v1/score-amendments/impact/{one['id']}", score).body
    why = {"reason_code": reason, "evidence": {"number": city.letter(6), "sha256": DOCUMENT}}
    return one["id"], {**score, **why, "impact_sha256": impact["impact_sha256"]}


def _read(proposed: dict) -> dict:
    return {"proposed": {name: proposed[name] for name in ("event", "sha256")}}
