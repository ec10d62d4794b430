"""Which facts count for IP ASN, who may say that one holds, and what an index is without any."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from asnkit.events import Fact
from feedback.evidence.domain import AGGREGATE as EVIDENCE
from feedback.evidence.domain import MOST_WAITING, Refuse, Submit, Validate
from feedback.evidence.schemas import SubmitEvidence
from feedback.professionalism.showing import complete, dimensions_of
from feedback.roster.views import CERTIFICATES
from feedback.rules.professionalism import MOST, dimensions, ip_asn
from feedback.rules.proof import Proof, group_of, trained_by_profession, weigh
from feedback.sanction.domain import AGGREGATE as SANCTION
from feedback.sanction.domain import Record, Withdraw
from marshmallow import ValidationError

from tests.unit.registration.given import Given, event

TODAY = date(2026, 3, 10)
PERSON, OFFICER, ID = (f"0192f0c4-7a11-7c3e-9b1d-2f6a5c8e000{n}" for n in (1, 2, 3))
SEALED = {"sealed": "v1", "kid": PERSON, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
SUBMIT = Submit(PERSON, True, 0, "EDUCATION", SEALED)


def reasons(*proofs, group="PELAKSANA", job="Pengelola Arsip"):
    return weigh(group, job, proofs, TODAY).why


def story(aggregate, *commands):
    given = Given(aggregate, at=datetime(2026, 3, 10, 5, tzinfo=UTC), service="feedback")
    for command in commands:
        given.when(command)
        given.state = given.after
    return given


def test_without_any_evidence_an_index_is_what_is_sure_and_says_what_is_missing():
    nothing = weigh("PELAKSANA", "Pengelola Arsip", [], TODAY)
    assert sum(dimensions_of(nothing)) == 5 and not complete(nothing)
    assert nothing.missing == ("EDUCATION", "PREDICATE", "TECHNICAL", "SEMINAR")
    assert weigh("STRUKTURAL", "Kepala", [], TODAY).missing[2:] == ("LEADERSHIP", "TECHNICAL", "SEMINAR")


def test_the_dimensions_are_the_index_and_at_most_25_40_30_5():
    assert dimensions("S3", "FUNGSIONAL", "SANGAT_BAIK", True, True, True) == MOST
    assert (
        sum(dimensions("S2", "PELAKSANA", "CUKUP", technical=True))
        == ip_asn("S2", "PELAKSANA", "CUKUP", technical=True).points
    )


@pytest.mark.parametrize("kind, years", [("SEMINAR", 2), ("PREDICATE", 2), ("SANCTION", 5)])
def test_a_fact_counts_until_the_day_so_many_years_later(kind, years):
    value = {"PREDICATE": "BAIK", "SANCTION": "BERAT"}.get(kind)
    on, before = (Proof(kind, f"{2026 - years}-03-{day}", value, 6) for day in ("10", "09"))
    assert reasons(on) == ("COUNTS",) and reasons(before) == ("TOO_OLD",)


def test_a_degree_and_leadership_training_count_for_ever_and_the_window_of_a_leap_day_ends_on_the_28th():
    old = [Proof("EDUCATION", "1999-01-01", "S1"), Proof("LEADERSHIP", "1999-01-01", hours=900)]
    assert reasons(*old, group="STRUKTURAL") == ("COUNTS", "COUNTS")
    assert weigh("PELAKSANA", "X", [Proof("TECHNICAL", "2027-02-28", hours=20)], date(2028, 2, 29)).why == ("COUNTS",)


def test_technical_training_counts_from_twenty_hours_together_within_a_year():
    eight, twelve, old = (
        Proof("TECHNICAL", day, hours=n) for day, n in (("2025-05-01", 8), ("2026-01-01", 12), ("2025-03-09", 40))
    )
    assert reasons(eight, old) == ("TOO_FEW_HOURS", "TOO_OLD")
    assert reasons(eight, twelve) == ("COUNTS", "COUNTS")


def test_training_of_another_group_lifts_nobody():
    both = Proof("LEADERSHIP", "2025-05-01", hours=900), Proof("FUNCTIONAL", "2025-05-01", hours=100)
    assert reasons(*both) == ("OTHER_GROUP", "OTHER_GROUP")
    assert reasons(*both, group="FUNGSIONAL") == ("OTHER_GROUP", "COUNTS")
    assert reasons(Proof("MANAGERIAL", "2025-05-01", hours=30)) == ("OTHER_GROUP",)


def test_the_highest_degree_the_last_predicate_and_the_heaviest_sanction_count():
    found = weigh(
        "PELAKSANA",
        "Pengelola Arsip",
        [
            Proof("EDUCATION", "2010-01-01", "S2"), Proof("EDUCATION", "2020-01-01", "S1"),
            Proof("PREDICATE", "2024-12-31", "SANGAT_BAIK"), Proof("PREDICATE", "2025-12-31", "CUKUP"),
            Proof("SANCTION", "2025-01-01", "RINGAN"), Proof("SANCTION", "2023-01-01", "BERAT"),
        ],
        TODAY,
    )  # fmt: skip
    assert (found.education, found.performance, found.discipline) == ("S2", "CUKUP", "BERAT")
    assert found.why == ("COUNTS", "SURPASSED", "SURPASSED", "COUNTS", "SURPASSED", "COUNTS")


def test_a_head_is_structural_and_some_professions_are_trained_by_what_they_are():
    assert [group_of("JF-0413", False), group_of("JP-1", False), group_of("JF-0413", True)] == [
        "FUNGSIONAL", "PELAKSANA", "STRUKTURAL",
    ]  # fmt: skip
    assert trained_by_profession("Perawat Ahli Muda") and not trained_by_profession("Pengelola Perawat")
    nurse = weigh("FUNGSIONAL", "Perawat Ahli Muda", [], TODAY)
    assert nurse.done == ("functional",) and dimensions_of(nurse).competence == 15
    assert dimensions_of(weigh("PELAKSANA", "Perawat", [], TODAY)).competence == Fraction(0)


def test_somebody_else_looks_at_a_paper_and_once():
    waiting = story(EVIDENCE, SUBMIT)
    assert waiting.refuses(Validate(PERSON)).rule == "bukti-sendiri"
    assert waiting.refuses(Refuse(PERSON, SEALED)).rule == "bukti-sendiri"
    valid = story(EVIDENCE, SUBMIT, Validate(OFFICER))
    assert valid.state["status"] == "valid" and valid.refuses(Refuse(OFFICER, SEALED)).rule == "bukti-sudah-diperiksa"
    assert story(EVIDENCE, SUBMIT, Refuse(OFFICER, SEALED)).state["reason"] == SEALED
    assert story(EVIDENCE).refuses(Validate(OFFICER)).status == 404


def test_only_who_serves_hands_in_and_not_without_end():
    assert story(EVIDENCE).refuses(Submit(PERSON, False, 0, "EDUCATION", SEALED)).rule == "bukan-asn"
    many = Submit(PERSON, True, MOST_WAITING, "EDUCATION", SEALED)
    assert story(EVIDENCE).refuses(many).rule == "terlalu-banyak-bukti"


def test_a_sanction_is_of_somebody_else_and_withdrawn_once():
    record = Record(PERSON, OFFICER, True, SEALED)
    kept = story(SANCTION, record)
    assert kept.refuses(Withdraw(PERSON, SEALED)).rule == "hukuman-sendiri"
    assert story(SANCTION).refuses(Record(PERSON, PERSON, True, SEALED)).rule == "hukuman-sendiri"
    assert story(SANCTION).refuses(Record(PERSON, OFFICER, False, SEALED)).rule == "asn-tidak-ada"
    assert (
        story(SANCTION, record, Withdraw(OFFICER, SEALED)).refuses(Withdraw(OFFICER, SEALED)).rule
        == "hukuman-sudah-ditarik"
    )


@pytest.mark.parametrize(
    "kind, more, wrong",
    [
        ("EDUCATION", {"value": "S1"}, None),
        ("EDUCATION", {"value": "BAIK"}, "value"),
        ("PREDICATE", {"value": "CUKUP"}, None),
        ("PREDICATE", {}, "value"),
        ("SEMINAR", {"hours": 6}, None),
        ("SEMINAR", {"value": "S1"}, "hours"),
    ],
)
def test_what_is_handed_in_has_what_its_kind_asks_for(kind, more, wrong):
    body = {"kind": kind, "title": "Administrasi", "number": "A-1", "issuer": "USU", "day": "2020-01-01", **more}
    if wrong is None:
        assert SubmitEvidence().load(body)["kind"] == kind
    else:
        with pytest.raises(ValidationError) as refused:
            SubmitEvidence().load(body)
        assert list(refused.value.messages) == [wrong]


def test_a_revoked_certificate_counts_for_nothing_whichever_is_heard_first():
    data = {"enrolment": ID, "person": PERSON, "session": ID, "course": ID, "code": "PBJ-1", "title": "Arsip"}
    data |= {"hours": 6, "kind": "SEMINAR", "completed_on": "2026-01-01", "certificate_no": "PBJ-1/001"}
    taken = {name: data[name] for name in ("enrolment", "person", "certificate_no", "title")}
    taken["proposed"] = {"event": f"certificate-{ID}@2", "sha256": "ab" * 32}
    issued, revoked = (
        event(Fact(f"certificate.{fact}", said), stream=f"certificate-{ID}", service="training")
        for fact, said in (("issued", data), ("revoked", taken))
    )
    assert CERTIFICATES.fold(None, issued)["certificates"][ID]["hours"] == 6
    for order in ((issued, revoked), (revoked, issued)):
        row = None
        for one in order:
            row = CERTIFICATES.fold(row, one)
        assert row == {"certificates": {ID: None}}
