"""The words of a message: two people, over the same bytes, and only what every receiver has may be named."""

from dataclasses import replace

import pytest
from registration.template.domain import AGGREGATE, Approve, Propose, Reject, stream_of
from registration.template.kinds import ALLOWED, NEEDED

from tests.unit.registration.examples import SHA
from tests.unit.registration.given import CONTRACTS, Given

WORDS = Propose("announced_skd", "id", "Hasil SKD {periode}", "Nomor peserta {nomor}: lihat halaman lamaran.")
SECRETS = {"kode", "sandi", "token", "tautan", "nik", "nama", "surel"}


def proposed(*before, command=WORDS):
    given = Given(AGGREGATE, *before)
    given = Given(AGGREGATE, *before, *given.when(command))
    given.state["waiting"]["proposed"]["sha256"] = SHA
    return given, {name: given.state["waiting"]["proposed"][name] for name in ("event", "sha256")}


def approved(*before, command=WORDS):
    """The facts after both signatures."""
    given, read = proposed(*before, command=command)
    first = Given(AGGREGATE, *before).when(command)
    return [*before, *first, *given.when(Approve("ketua:k1", read))]


def test_what_is_approved_is_what_was_proposed_and_the_next_edition():
    *_, first = approved()
    assert first.name == "template.approved"
    assert (first.data["edition"], first.data["title"], first.data["text"]) == (1, WORDS.title, WORDS.text)
    *_, second = approved(*approved(), command=replace(WORDS, text="Lihat halaman lamaran."))
    assert second.data["edition"] == 2


def test_an_older_text_holds_again_as_a_new_edition_and_both_stay_in_the_history():
    facts = approved(*approved(*approved(), command=replace(WORDS, text="Lain.")), command=WORDS)
    editions = Given(AGGREGATE, *facts).state["editions"]
    assert [(one["edition"], one["text"]) for one in editions] == [(1, WORDS.text), (2, "Lain."), (3, WORDS.text)]


def test_the_second_signature_is_another_persons_over_the_event_that_was_read():
    given, read = proposed()
    assert given.refuses(Approve("panitia:v1", read)).rule == "penanda-tangan-sama"
    assert given.refuses(Approve("ketua:k1", {**read, "sha256": "0" * 64})).rule == "bukan-yang-dibaca"
    assert given.refuses(Reject({**read, "event": "template-x@9"})).rule == "bukan-yang-dibaca"


def test_one_proposal_waits_at_a_time_and_a_rejected_one_takes_no_number():
    given, read = proposed()
    assert given.refuses(WORDS).rule == "templat-menunggu"
    facts = [*Given(AGGREGATE).when(WORDS), *given.when(Reject(read))]
    rejected = Given(AGGREGATE, *facts)
    assert rejected.refuses(Approve("ketua:k1", read)).rule == "templat-tidak-menunggu"
    [again] = rejected.when(WORDS)
    assert again.data["edition"] == 1


def test_the_same_text_is_no_change():
    assert Given(AGGREGATE, *approved()).refuses(WORDS).rule == "tidak-ada-perubahan"


@pytest.mark.parametrize(
    ("changed", "rule", "field", "names"),
    [
        ({"text": "Gaji {gaji} untuk {periode}."}, "isian-tidak-dikenal", "text", "{gaji}"),
        ({"title": "{kode} {periode}"}, "isian-tidak-dikenal", "title", "{kode}"),
        ({"title": "Hasil SKD", "text": "Nomor {nomor}."}, "isian-kurang", "text", "{periode}"),
        ({"text": "Lihat {periode."}, "kurung-kurawal", "text", "{periode}"),
        ({"text": "Lihat {Periode} }"}, "kurung-kurawal", "text", "{periode}"),
        ({"kind": "period_moved"}, "isian-tidak-dikenal", "text", "{nomor}"),
    ],
)
def test_a_placeholder_that_is_unknown_or_missing_is_named(changed, rule, field, names):
    refused = Given(AGGREGATE).refuses(replace(WORDS, **changed))
    assert (refused.rule, refused.field, refused.status) == (rule, field, 422)
    assert names in refused.message


def test_there_is_a_template_for_each_kind_of_message_and_none_names_what_lets_somebody_in():
    kinds = CONTRACTS.schema("portal.message.read", 1)["properties"]["kind"]["enum"]
    assert set(ALLOWED) == set(kinds)
    for fact in ("proposed", "approved", "rejected"):
        assert CONTRACTS.schema(f"registration.template.{fact}", 1)["properties"]["kind"]["enum"] == kinds
    assert not SECRETS & {name for names in ALLOWED.values() for name in names}
    assert all(set(needed) <= set(ALLOWED[kind]) for kind, needed in NEEDED.items())


def test_kinds_and_languages_have_streams_of_their_own():
    streams = {stream_of(kind, language) for kind in ALLOWED for language in ("id", "en")}
    assert len(streams) == 2 * len(ALLOWED)
