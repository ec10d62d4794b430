from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from asnkit.events import Fact, format_time
from registration.account.domain import (
    AGGREGATE,
    SEALED,
    AskErasure,
    ChangeAddress,
    ConfirmErasure,
    CorrectAddress,
    Create,
    Lapse,
    ProveAddress,
    RequestErasure,
    StopErasure,
)

from tests.unit.registration import examples
from tests.unit.registration.given import NOON, Given, event

PERSON, FORTNIGHT = examples.PERSON, timedelta(days=14)

CREATE = Create(
    nik="1274995808950001",
    birth_date=date(1995, 8, 18),
    sex="F",
    sealed=dict.fromkeys(SEALED, examples.SEALED),
    notice="2024-1",
    purposes=("selection", "announcement"),
)


def test_an_account_holds_only_sealed_data_and_the_result_of_the_check():
    [fact] = Given(AGGREGATE).when(CREATE)
    assert fact.data["nik_check"] == "MATCH"
    assert CREATE.nik not in str(fact.data)
    assert "1995" not in str(fact.data)


def test_a_nik_that_differs_from_the_birth_date_goes_to_a_person():
    [fact] = Given(AGGREGATE).when(replace(CREATE, nik="1274995708950001"))
    assert fact.data["nik_check"] == "MISMATCH_REVIEW"


def test_a_nik_with_an_impossible_structure_is_refused():
    for nik in ("127499580895000", "1274995808950000", "1274997201900001"):
        refusal = Given(AGGREGATE).refuses(replace(CREATE, nik=nik))
        assert (refusal.rule, refusal.field, refusal.status) == ("nik-tidak-sah", "nik", 422)


def test_a_birth_date_must_lie_in_the_past():
    assert Given(AGGREGATE).refuses(replace(CREATE, birth_date=date(2024, 9, 1))).field == "birth_date"


def test_without_consent_to_the_selection_there_is_no_account():
    assert Given(AGGREGATE).refuses(replace(CREATE, purposes=("contact",))).field == "consent"


CREATED = Fact(
    "account.created",
    {**CREATE.sealed, "nik_check": "MATCH", "consent": {"notice": "2024-1", "purposes": ["selection"]}},
)


NEW = Fact("account.created", {**CREATED.data, "proof": "code"})
PROVED = Fact("account.address_proved", {})


def test_a_new_account_takes_nothing_from_anybody_until_its_address_is_proved():
    account = Given(AGGREGATE)
    assert account.when(CREATE) and account.after["claims"] == []
    account = Given(AGGREGATE, NEW)
    assert account.when(ProveAddress()) == [PROVED] and account.after["claims"] == ["email"]


def test_an_address_is_proved_once_and_not_after_the_account_lapsed():
    for facts in ((), (NEW, PROVED), (NEW, Fact("account.lapsed", {})), (CREATED,)):
        assert Given(AGGREGATE, *facts).refuses(ProveAddress()).rule == "kode-berakhir"


def test_an_account_that_nobody_proved_lapses_and_is_erased_and_no_other_does():
    account = Given(AGGREGATE, NEW)
    assert account.when(Lapse()) == [Fact("account.lapsed", {})]
    assert not set(SEALED) & set(account.after) and account.after["erased_at"] and account.after["claims"] == []
    for facts in ((), (CREATED,), (NEW, PROVED), (NEW, Fact("account.lapsed", {}))):
        assert Given(AGGREGATE, *facts).when(Lapse()) == []


def test_an_account_of_the_first_release_has_its_address_and_its_nik():
    assert Given(AGGREGATE, CREATED).state["claims"] == ["email", "nik"]


def requested(fact):
    """The account after a request by the chair, and what the second person signs."""
    account = Given(AGGREGATE, CREATED)
    made = replace(event(fact, 2, "account-" + PERSON), actor="ketua:k1", sha256="ab" * 32)
    account.state = AGGREGATE.evolve(account.state, made)
    return account, {"event": made.id, "sha256": made.sha256}


def ask(year=None, wait=FORTNIGHT):
    return RequestErasure("request", "12/PDP/2027", year, wait)


def test_an_erased_account_keeps_nothing_that_was_sealed():
    [fact] = Given(AGGREGATE, CREATED).when(ask())
    assert fact.data == {"basis": "request", "reference": "12/PDP/2027", "due": format_time(NOON + FORTNIGHT)}
    account, signed = requested(fact)
    assert set(SEALED) < set(account.state)
    [erased] = account.when(ConfirmErasure("ti:t1", signed, None), NOON + FORTNIGHT)
    assert erased == Fact("account.erasure_confirmed", {
        "basis": "request", "reference": "12/PDP/2027", "requested": signed,
    })  # fmt: skip
    assert not set(SEALED) & set(account.after) and account.after["erased_at"]


def test_an_erasure_takes_two_people_a_time_of_waiting_and_what_was_read():
    account, signed = requested(Given(AGGREGATE, CREATED).when(ask())[0])
    late = NOON + FORTNIGHT
    early = account.refuses(ConfirmErasure("ti:t1", signed, None), late - timedelta(milliseconds=1))
    assert early.rule == "masih-menunggu"
    for same in ("ketua:k1", "ti:k1"):
        assert account.refuses(ConfirmErasure(same, signed, None), late).rule == "penanda-tangan-sama"
    other = {**signed, "sha256": "00" * 32}
    assert account.refuses(ConfirmErasure("ti:t1", other, None), late).rule == "bukan-yang-dibaca"
    assert account.refuses(ask(), late).rule == "penghapusan-sudah-diminta"


def test_what_is_stopped_is_erased_by_nobody_until_it_is_requested_again():
    account, signed = requested(Given(AGGREGATE, CREATED).when(ask())[0])
    [stopped] = account.when(StopErasure())
    account.state = account.after
    assert stopped.name == "account.erasure_stopped"
    for command in (ConfirmErasure("ti:t1", signed, None), StopErasure()):
        assert account.refuses(command, NOON + FORTNIGHT).rule == "penghapusan-belum-diminta"
    assert account.when(ask())


def test_a_person_asks_for_erasure_once_and_takes_it_back_or_the_office_goes_on():
    [asked] = Given(AGGREGATE, CREATED).when(AskErasure(None))
    account = Given(AGGREGATE, CREATED, asked)
    assert account.refuses(AskErasure(None)).rule == "penghapusan-sudah-diminta"
    assert account.when(StopErasure()) and account.after["asked_at"] is None
    assert account.when(ask()) and account.after["asked_at"] is None and account.after["erasure"]
    account.state = account.after
    assert account.refuses(AskErasure(None)).rule == "penghapusan-sudah-diminta"
    told = str(Given(AGGREGATE, CREATED).refuses(AskErasure(2024)))
    assert "31-12-2026" in told, "what the law keeps is refused with its date"


def test_what_was_submitted_is_kept_until_its_time_is_over():
    account, nothing = Given(AGGREGATE, CREATED), timedelta()
    last_day = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23.59 WIB
    assert account.refuses(ask(2024), last_day).rule == "masih-wajib-disimpan"
    [fact] = account.when(ask(2024, nothing), datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    account, signed = requested(fact)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert account.when(ConfirmErasure("ti:t1", signed, 2024), later)
    assert account.refuses(ConfirmErasure("ti:t1", signed, 2025), later).rule == "masih-wajib-disimpan"


def test_an_account_is_erased_once_and_only_where_there_is_one():
    assert Given(AGGREGATE).refuses(ask()).rule == "akun-tidak-ada"
    erased = Fact("account.erased", {"basis": "request", "reference": "12/PDP/2027"})
    for command in (ask(), StopErasure(), ConfirmErasure("ti:t1", {}, None)):
        assert Given(AGGREGATE, CREATED, erased).refuses(command).rule == "akun-sudah-dihapus"


def test_an_address_is_corrected_before_its_proof_and_changed_after_it():
    other = {**examples.SEALED, "ciphertext": "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"}
    created = Fact("account.created", {**CREATED.data, "proof": "code"})
    waiting = Given(AGGREGATE, created)
    assert waiting.refuses(ChangeAddress(other)).rule == "surel-belum-terbukti"
    assert waiting.when(CorrectAddress(other)) == [Fact("account.address_corrected", {"email": other})]
    assert (waiting.after["email"], waiting.after["claims"]) == (other, [])
    proved = Given(AGGREGATE, created, Fact("account.address_proved", {}))
    assert proved.refuses(CorrectAddress(other)).rule == "kode-berakhir"
    assert proved.when(ChangeAddress(other)) == [Fact("account.address_changed", {"email": other})]
    assert (proved.after["email"], proved.after["claims"]) == (other, ["email"])
