"""Recounts a round from Kafka alone, as an auditor could: this file uses nothing of the project.

    KAFKA_BOOTSTRAP=… KAFKA_USERNAME=auditor KAFKA_PASSWORD=… python demo/recount.py [--period CODE]

It needs kafka-python. Each event is one CloudEvent in JSON; one that was sent twice has the
same id and counts once. Without `--period` it takes the period that was announced last.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from kafka import KafkaConsumer, TopicPartition

CHECKPOINTS = "asn.checkpoints"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--bootstrap", default=os.environ.get("KAFKA_BOOTSTRAP"), help="host:port of Kafka")
    parser.add_argument("--username", default=os.environ.get("KAFKA_USERNAME"))
    parser.add_argument("--password", default=os.environ.get("KAFKA_PASSWORD"))
    parser.add_argument("--period", help="code of the period, such as CPNS-2024")
    parser.add_argument("--acknowledged", help="file with one event id a line: how many of them are there?")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    if not given.bootstrap:
        parser.error("say where Kafka is: --bootstrap or KAFKA_BOOTSTRAP")
    events = read(given.bootstrap, given.username, given.password)
    period = given.period or last_period(events.values())
    totals = count(list(events.values()), period)
    totals["events"] = len(events)
    if given.acknowledged:
        with open(given.acknowledged) as lines:
            ids = {line.strip() for line in lines if line.strip()}
        totals["acknowledged"] = len(ids & events.keys())
    print(json.dumps(totals) if given.json else "\n".join(f"{name:24} {value}" for name, value in totals.items()))
    return 0


def read(bootstrap: str, username: str | None, password: str | None) -> dict[str, dict]:
    """Every event on every topic that this user may read, by its id, in the order of its stream."""
    login = {}
    if password:
        login = {"security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": "SCRAM-SHA-512"}
        login |= {"sasl_plain_username": username, "sasl_plain_password": password}
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap.split(","),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_poll_records=5000,
        **login,
    )
    partitions = [
        TopicPartition(topic, number)
        for topic in sorted(consumer.topics())
        if topic.startswith("asn.") and topic != CHECKPOINTS
        for number in sorted(consumer.partitions_for_topic(topic) or ())
    ]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(partitions)
    events: dict[str, dict] = {}
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for messages in consumer.poll(timeout_ms=1000).values():
            for message in messages:
                event = json.loads(message.value)
                events.setdefault(event["id"], event)
    consumer.close()
    return events


def last_period(events) -> str:
    announced = [event for event in events if name_of(event) == "period.announced"]
    if not announced:
        sys.exit("No period is announced on this Kafka.")
    return max(announced, key=lambda event: event["time"])["data"]["code"]


def name_of(event: dict) -> str:
    """id.go.tanjungbalai.asn.<service>.<aggregate>.<fact>.v1 without what is the same everywhere."""
    return ".".join(event["type"].split(".")[5:-1])


def count(events: list[dict], period: str) -> dict:
    """The totals of one period; events that say nothing of a period are counted by the people in it."""
    by_name: dict[str, list[dict]] = {}
    for event in events:
        by_name.setdefault(name_of(event), []).append(event)

    def of(name: str, **wanted) -> list[dict]:
        """The data of these events in this period."""
        wanted = {"period": period, **wanted}
        found = [event["data"] for event in by_name.get(name, ())]
        return [data for data in found if all(data.get(key) == value for key, value in wanted.items())]

    ended = closed_lines(by_name)
    registered = sum(data["vacancy"] not in ended for data in of("application.started"))
    submitted = sum(data["vacancy"] not in ended for data in of("application.submitted"))
    file_check = Counter(data["verdict"] for data in of("application.verified", basis="file_check"))
    objections = len(of("objection.filed"))
    rejected = of("objection.answered", accepted=False)
    accepted = of("objection.accepted") + of("objection.answered", accepted=True)
    final = published_codes(by_name, of, "FINAL")
    sat = Counter(data["status"] for data in of("score.recorded", stage="SKD"))
    appointed = {data["person"] for data in of("candidate.appointed")}
    on_roster = {data["person"] for data in of("civil_servant.added")}
    latsar = [event["data"] for event in by_name.get("enrolment.confirmed", ())]
    moved = [data for data in of("vacancy.amended") if "quota" in data["after"]]
    closed = of("vacancy.closed")
    quota = sum(data["quota"] for data in of("vacancy.published")) - sum(data["quota"] for data in closed)
    quota += sum(data["after"]["quota"] - data["before"]["quota"] for data in moved)
    return {
        "period": period,
        "lines": len(of("vacancy.published")) - len(closed),
        "quota": quota,
        "registered": registered,
        "submitted": submitted,
        "never_submitted": registered - submitted,
        "begun_again": begun_again(of("application.started"), ended),
        "ms": file_check["MS"],
        "tms": file_check["TMS"],
        "objections": objections,
        "accepted": len(accepted),
        "rejected": len(rejected),
        "ms_after": file_check["MS"] + len(of("application.verified", basis="objection", verdict="MS")),
        "candidates": len(of("candidate.registered")),
        "present": sat["PRESENT"],
        "absent": sat["ABSENT"],
        "disqualified": sat["DISQUALIFIED"],
        "skd": dict(sorted(published_codes(by_name, of, "SKD").items())),
        "skb": len(of("score.recorded", stage="SKB")),
        "final": dict(sorted(final.items())),
        "filled": final["L"],
        "empty": quota - final["L"],
        "extended": extended(by_name, period),
        "letters_corrected": len(of("announcement.corrected")),
        "ties": len(of("tie.decided")),
        "corrected": len(of("score.amended")),
        "contested": len(of("score_objection.filed")),
        "upheld": len(of("score_objection.decided", accepted=True)),
        "dismissed": len(of("score_objection.decided", accepted=False)),
        "appointed": len(appointed),
        "roster": len(on_roster),
        "enrolled": len({data["person"] for data in latsar if data["person"] in on_roster}),
        **learning(by_name, on_roster),
        **projects(by_name, on_roster),
        **seats(by_name, period),
        "units": units(by_name),
        "assessed": len({event["subject"] for event in by_name.get("assessment.recorded", ())}),
        **needs(by_name),
        "programmes": programmes(by_name),
        "served_before": len(by_name.get("civil_servant.registered", ())),
        **survey(by_name, period),
        **indexes(by_name, period),
        **comments(of),
        **complaints(by_name),
        **appraisals(by_name),
        "evidence_valid": len(by_name.get("evidence.validated", ())),
        "evidence_refused": len(by_name.get("evidence.refused", ())),
        **messages(by_name, period),
    }


def extended(by_name: dict, period: str) -> int:
    """How often its registration was to close at another time."""
    moved = [event["data"] for event in by_name.get("period.amended", ()) if event["data"]["code"] == period]
    return sum("registration_closes" in data["after"] for data in moved)


def closed_lines(by_name: dict) -> set[str]:
    """Lines that two people closed: whoever began there is of no line any more, and may begin again."""
    return {event["subject"].partition("-")[2] for event in by_name.get("vacancy.closed", ())}


def begun_again(started: list[dict], ended: set[str]) -> int:
    """People who began for a line that was closed, and then for another one."""
    persons = [{data["person"] for data in started if (data["vacancy"] in ended) is closed} for closed in (True, False)]
    return len(persons[0] & persons[1])


def learning(by_name: dict, persons: set[str]) -> dict:
    """Latsar, seats, outcomes, certificates and lesson hours of these people, those without Latsar."""

    def of(name: str) -> list[dict]:
        return [event["data"] for event in by_name.get(name, ()) if event["data"].get("person") in persons]

    asked = {event["subject"].partition("-")[2] for event in by_name.get("enrolment.requested", ())
             if event["data"]["person"] in persons}  # fmt: skip
    seats = {}
    for moved in sorted(by_name.get("seating.moved", ()), key=lambda event: event["streamversion"]):
        seats[moved["data"]["enrolment"]] = moved["data"]["standing"]
    latsar = {data["course"] for data in of("enrolment.confirmed")}
    examined = {event["data"]["session"] for event in by_name.get("exam.opened", ())}
    places = {event["subject"].partition("-")[2]: event["data"]["session"]
              for event in by_name.get("enrolment.requested", ())}  # fmt: skip
    tested = {one for one in asked if seats.get(one) == "SEATED" and places[one] in examined}
    over = {phase: {data["enrolment"] for data in of("sitting.handed_in") if data["phase"] == phase}
            for phase in ("BEFORE", "AFTER")}  # fmt: skip
    pairs = tested & over["BEFORE"] & over["AFTER"]
    revoked = {data["enrolment"] for data in of("certificate.revoked")}
    kept = [data for data in of("certificate.issued") if data["enrolment"] not in revoked]
    credited = sum(data["hours"] for data in of("hours.credited") if data["course"] not in latsar)
    basic = {f"latsar_{fact}": len(of(f"latsar.{fact}")) for fact in ("passed", "failed")}
    return {
        "latsar": len(of("latsar.begun")),
        **basic,
        "latsar_dismissed": len(of("civil_servant.dismissed")),
        "latsar_credited": sum(data["course"] in latsar for data in of("hours.credited")),
        "seated": sum(seats.get(enrolment) == "SEATED" for enrolment in asked),
        "passed": len(of("participant.passed")),
        "reviews": sum(event["data"]["enrolment"] in asked for event in by_name.get("review.given", ())),
        "certificates": len(kept),
        "tested": len(tested),
        "pairs": len(pairs),
        "unpaired": len(tested - pairs),
        "revoked": len(revoked),
        "reissued": len(of("certificate.reissued")),
        "reissues_told": sum(data["kind"] == "certificate_reissued" for data in of("message.account_told")),
        "revocations_told": sum(data["kind"] == "certificate_revoked" for data in of("message.account_told")),
        "lesson_hours": credited - sum(data["hours"] for data in of("hours.reversed")),
        "earned_hours": sum(data["hours"] for data in kept),
    }


def projects(by_name: dict, persons: set[str]) -> dict:
    """Of these people, those handed in, and those that two people gave a mark."""
    examiners: dict[str, set[str]] = {}
    for event in by_name.get("project.handed_in", ()):
        if event["data"]["person"] in persons:
            examiners[event["subject"]] = set()
    for event in by_name.get("project.examined", ()):
        examiners.get(event["subject"], set()).add(event["actor"])
    return {"projects": len(examiners), "projects_examined": sum(len(one) == 2 for one in examiners.values())}


def seats(by_name: dict, period: str) -> dict:
    """Of the sessions that the round held, and what a superior decided before one of its own."""

    def of_superior(fact: str) -> int:
        return sum(event["data"]["code"] == f"A-{period}" for event in by_name.get(f"enrolment.{fact}", ()))

    scheduled = [
        event for event in by_name.get("session.scheduled", ()) if event["data"]["code"].startswith(f"{period}-")
    ]
    held = {event["subject"].partition("-")[2]: event["data"]["capacity"] for event in scheduled}
    taken = {}
    for moved in sorted(by_name.get("seating.moved", ()), key=lambda event: event["streamversion"]):
        taken[moved["data"]["session"]] = moved["data"]["confirmed"]
    everything = sum(held.values())
    asked, approved, declined = map(of_superior, ("applied", "approved", "declined"))
    return {
        "seats": everything,
        "seats_free": everything - sum(taken.get(session, 0) for session in held),
        "asked_superior": asked,
        "approved": approved,
        "declined": declined,
    }


def needs(by_name: dict) -> dict:
    """Training needs of all rounds, by what was decided."""
    decided = {f"needs_{fact}": len(by_name.get(f"need.{fact}", ())) for fact in ("accepted", "declined", "merged")}
    return {"needs_open": len(by_name.get("need.identified", ())) - sum(decided.values()), **decided}


def appraisals(by_name: dict) -> dict:
    """Performance cycles of all rounds, and how each appraisal ended."""

    def those(fact: str) -> int:
        return len({event["subject"] for event in by_name.get(f"appraisal.{fact}", ())})

    return {
        "cycles": len(by_name.get("cycle.opened", ())),
        "cycles_moved": len(by_name.get("cycle.moved", ())),
        "appraisals": those("planned"),
        "appraisals_acknowledged": those("acknowledged"),
        "appraisals_reviewed": those("reviewed"),
        "appraisals_heard": those("peers_closed"),
        "peer_answers": len(by_name.get("peer.answered", ())),
    }


def programmes(by_name: dict) -> int:
    """Of the last edition of each year's plan."""
    proposals = {event["id"]: event["data"] for event in by_name.get("plan.proposed", ())}
    signed = [proposals[event["data"]["proposed"]["event"]] for event in by_name.get("plan.approved", ())]
    last = {data["year"]: data for data in sorted(signed, key=lambda data: data["edition"])}
    return sum(len(data["items"]) for data in last.values())


def units(by_name: dict) -> int:
    """Units of all rounds that go on."""
    made, *ended = (len(by_name.get(f"unit.{name}", ())) for name in ("registered", "merged", "closed"))
    return made - sum(ended)


def published_codes(by_name: dict, of, stage: str) -> Counter:
    """People by code on the rankings that the last edition of a stage's result names."""
    results = sorted(of("result.published", stage=stage), key=lambda data: data["edition"])
    if not results:
        return Counter()
    named = {ranking["ranking"] for ranking in results[-1]["rankings"]}
    codes: Counter = Counter()
    for event in by_name.get("ranking.computed", ()):
        if event["id"] in named:
            codes.update(event["data"]["counts"])
    return codes


def survey(by_name: dict, period: str) -> dict:
    """Answers to the survey about this period, and the index that was published."""
    asked = {
        event["subject"].partition("-")[2]: event["subject"]
        for event in by_name.get("survey.opened", ())
        if event["data"]["title"].endswith(f" {period}")
    }
    answered = [event for event in by_name.get("survey.answered", ()) if event["data"]["survey"] in asked]
    indexes = [event for event in by_name.get("ikm.published", ()) if event["subject"] in asked.values()]
    channels = Counter(event["data"]["channel"] for event in answered)
    return {
        "answers": len(answered),
        "answers_by_channel": {name: channels[name] for name in ("counter", "web", "applicant")},
        "answers_by_slip": sum(event["data"].get("slip", False) for event in answered),
        "ikm": indexes[-1]["data"]["shown"] if indexes else None,
    }


def indexes(by_name: dict, period: str) -> dict:
    """Those of all rounds, the answers to their surveys, and the quarters (WIB) in which this period's stand."""
    published = {event["subject"]: event["time"] for event in by_name.get("ikm.published", ())}
    surveys = {subject.partition("-")[2] for subject in published}
    answers = [event["data"] for event in by_name.get("survey.answered", ()) if event["data"]["survey"] in surveys]
    opened = {event["subject"]: event["data"]["title"] for event in by_name.get("survey.opened", ())}
    ours = [time for subject, time in published.items() if period in opened[subject].split()]
    days = [(datetime.fromisoformat(time) + timedelta(hours=7)).date() for time in ours]
    return {
        "indexes": len(surveys),
        "answers_in_indexes": len(answers),
        "answers_of_one_hand": sum("straight" in data.get("flags", ()) for data in answers),
        "index_quarters": len({(day.year, (day.month + 2) // 3) for day in days}),
    }


def comments(of: Callable[..., list[dict]]) -> dict:
    given, released, withheld = (of(f"comment.{fact}") for fact in ("given", "released", "withheld"))
    gone = sum(data["was"] == "released" for data in withheld)
    return {
        "comments": len(given),
        "comments_shown": len(released) - gone,
        "comments_withheld": len(withheld),
        "comments_unread": len(given) - len(released) - len(withheld) + gone,
    }


def messages(by_name: dict, period: str) -> dict:
    """Messages about applications of this period, by kind; how many came twice, and whom a moved period concerned."""
    started = [event for event in by_name.get("application.started", ()) if event["data"]["period"] == period]
    ours = {event["subject"].partition("-")[2] for event in started}
    ended = closed_lines(by_name)
    staying = [event for event in started if event["data"]["vacancy"] not in ended]
    moved = [event["time"] for event in by_name.get("period.amended", ()) if event["data"]["code"] == period]
    told = [event["data"] for event in by_name.get("message.sent", ()) if event["data"]["application"] in ours]
    different = {(data["about"], data["person"], data["kind"]) for data in told}
    return {
        "messages": dict(Counter(data["kind"] for data in told)),
        "messages_twice": len(told) - len(different),
        "begun_before_a_move": sum(event["time"] < time for event in staying for time in moved),
        "begun_before_an_end": len(started) - len(staying),
    }


def complaints(by_name: dict) -> dict:
    """Every complaint that was ever sent: of no period."""
    ending = ("closed", "not_our_authority", "merged", "erased", "resumed")
    last: dict[str, tuple[int, bool]] = {}
    for name in ending:
        for event in by_name.get(f"complaint.{name}", ()):
            found = (event["streamversion"], name != "resumed")
            last[event["subject"]] = max(found, last.get(event["subject"], found))
    sent = len(by_name.get("complaint.submitted", ()))
    ended = sum(is_over for _, is_over in last.values())
    return {
        "complaints": sent,
        "complaints_open": sent - ended,
        "complaints_ended": ended,
        "complaints_late": len(by_name.get("complaint.sla_breached", ())),
        "complaints_closed": len(by_name.get("complaint.closed", ())),
        "complaints_reopened": sum(event["data"]["reopens"] for event in by_name.get("complaint.replied", ())),
    }


if __name__ == "__main__":
    sys.exit(main())
