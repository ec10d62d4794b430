"""Every state of an application, before and after each window: one sentence that is true, one date, one thing to do."""

import pytest
from portal.applicant.standing import APPOINTED, NEVER, Around, standing_of
from registration.application.schemas import STATUSES

NOW = "2026-08-17T02:05:00+00:00"
PAST, SOON, LATER = "2026-08-10T16:59:59+00:00", "2026-08-19T16:59:59+00:00", "2026-08-30T16:59:59+00:00"
ID, NUMBER = "a1", "240000000001"


def period(open_=False):
    closes = SOON if open_ else PAST
    return {"code": "CPNS-2024", "open": open_, "registration_closes": closes, "cancelled_at": None}


def one(status, missing=(), line_closed=None):
    known = {"id": ID, "period": "CPNS-2024", "job_name": "Ners", "line_closed": line_closed}
    return {**known, "status": status, "missing": list(missing)}


def announced(stage, opens=None, closes=None, republish=None):
    return {
        "period": "CPNS-2024",
        "stage": stage,
        "objection_opens": opens,
        "objection_closes": closes,
        "objection_open": bool(opens and opens <= NOW <= closes),
        "republish_by": republish,
    }


FILES_OPEN = announced("administrasi", PAST, SOON, "2026-08-30")
FILES_COMING = announced("administrasi", SOON, LATER, "2026-08-30")
FILES_SHUT = announced("administrasi", "2026-08-01T00:00:00+00:00", PAST, "2026-08-30")
AFTER = announced("pasca_sanggah")
FINAL_OPEN, FINAL_SHUT = announced("final", PAST, SOON), announced("final", "2026-08-01T00:00:00+00:00", PAST)


def around(*announcements, objection=None, contested=None, **candidate):
    objections = {ID: {"status": objection}} if objection else {}
    candidates = {ID: {"withdrawn": False, "appointed": None, "standings": [], "scale": None} | candidate}
    filed = {(ID, "FINAL"): {"status": contested, "edition": 1}} if contested else {}
    return Around({}, list(announcements), objections, candidates if candidate else {}, filed)


def result(stage, code, rank=None, ranked=42, window=None, edition=1):
    place = {"stage": stage, "code": code, "rank": rank, "ranked": ranked, "passed": 6, "quota": 2}
    return {**place, "objection": window, "edition": edition}


RESULT_OPEN = {"opens": PAST, "closes": SOON, "republish_by": "2026-08-26"}
RESULT_SHUT = {"opens": "2026-08-01T00:00:00+00:00", "closes": PAST, "republish_by": "2026-08-17"}


SCALE = [
    {"part": "twk", "points": 90, "most": 150, "threshold": None},
    {"part": "tiu", "points": 80, "most": 175, "threshold": 80},
    {"part": "tkp", "points": 142, "most": 225, "threshold": None},
    {"part": "total", "points": 312, "most": 550, "threshold": 311},
]
MISSED = [*SCALE[:2], SCALE[2] | {"threshold": 166}, SCALE[3]]
PASSED_SKD, NOTE = result("SKD", "P/L", 17), {"decree_no": "800/1", "effective_date": "2027-01-01"}

RESULTS, DETAILS = "Lihat hasil saya", "Buka rincian"


def final(code, rank=None, window=None, edition=1):
    return [PASSED_SKD, result("FINAL", code, rank, window=window, edition=edition)]


# application, period open?, what lies around: stop (1 to 8), badge, words of the sentence, what is due, action, ended?
TABLE = {
    "draft, open": (one("draft", ["education"]), True, around(),
        1, "Draf", "Belum dikirim", "ditutup", "Lanjutkan", False),
    "draft, complete": (one("draft"), True, around(),
        1, "Draf", "Belum dikirim", "ditutup", "Periksa jawaban", False),
    "draft, closed": (one("draft"), False, around(),
        1, "Tidak terkirim", "tidak ikut seleksi", None, None, True),
    "sent, open": (one("submitted"), True, around(),
        2, "Terkirim", "Sudah kami terima", "ditutup", None, False),
    "sent, closed": (one("submitted"), False, around(),
        2, "Terkirim", "Berkas diperiksa", None, None, False),
    "withdrawn": (one("withdrawn"), False, around(),
        1, "Mundur", "menarik lamaran", None, None, True),
    "TMS, window coming": (one("TMS"), False, around(FILES_COMING),
        3, "TMS", "boleh menyanggah", "dibuka", DETAILS, False),
    "TMS, window open": (one("TMS"), False, around(FILES_OPEN),
        3, "Masa sanggah", "boleh menyanggah", "Masa sanggah berakhir", "Baca alasannya", False),
    "TMS, window shut": (one("TMS"), False, around(FILES_SHUT),
        2, "TMS", "Masa sanggah berakhir 10 Agustus 2026", None, DETAILS, True),
    "objection waits": (one("TMS"), False, around(FILES_OPEN, objection="filed"),
        3, "Masa sanggah", "menunggu jawaban", "paling lambat", DETAILS, False),
    "objection waits, window shut": (one("TMS"), False, around(FILES_SHUT, objection="filed"),
        3, "Masa sanggah", "menunggu jawaban", "paling lambat", DETAILS, False),
    "objection rejected": (one("TMS"), False, around(FILES_SHUT, objection="rejected"),
        3, "TMS", "ditolak", None, DETAILS, True),
    "objection accepted": (one("TMS"), False, around(FILES_SHUT, objection="accepted"),
        3, "MS", "diterima", "paling lambat", None, False),
    "MS, window open": (one("MS"), False, around(FILES_OPEN),
        3, "MS", "memenuhi syarat", "Masa sanggah berakhir", None, False),
    "MS, list coming": (one("MS"), False, around(FILES_SHUT),
        3, "MS", "memenuhi syarat", "paling lambat", None, False),
    "MS, list there": (one("MS"), False, around(FILES_SHUT, AFTER),
        4, "MS", "Berikutnya SKD", None, None, False),
    "SKD passed": (one("MS"), False, around(FILES_SHUT, AFTER, standings=[PASSED_SKD]),
        5, "Lulus tahap", "lulus SKD, peringkat 17 dari 42", None, RESULTS, False),
    "SKD passed, no count": (one("MS"), False, around(standings=[result("SKD", "P/L", 1, None)]),
        5, "Lulus tahap", "lulus SKD, peringkat 1. Ber", None, RESULTS, False),
    "SKD outside": (one("MS"), False, around(standings=[result("SKD", "P", 40)]),
        4, "Tidak lulus", "tidak cukup tinggi untuk dipanggil ke SKB, peringkat 40", None, RESULTS, True),
    "SKD below": (one("MS"), False, around(standings=[result("SKD", "TL")], scale=MISSED),
        4, "Tidak lulus", "TKP 142, ambang batas 166.", None, RESULTS, True),
    "SKD absent": (one("MS"), False, around(standings=[result("SKD", "TH")]),
        4, "Tidak lulus", "tidak hadir di SKD", None, RESULTS, True),
    "SKD disqualified": (one("MS"), False, around(standings=[result("SKD", "DIS")]),
        4, "Tidak lulus", "didiskualifikasi di SKD", None, RESULTS, True),
    "won, window open": (one("MS"), False, around(FINAL_OPEN, standings=final("L", 1)),
        7, "Lulus", "mendapat kursi, peringkat 1 dari 42", "Masa sanggah hasil berakhir", RESULTS, False),
    "won, window shut": (one("MS"), False, around(FINAL_SHUT, standings=final("L", 1)),
        7, "Lulus", "Berikutnya pengangkatan", None, RESULTS, False),
    "lost": (one("MS"), False, around(FINAL_OPEN, standings=final("TL", 3)),
        6, "Tidak lulus", "peringkat 3 dari 42; ada 2 kursi", None, RESULTS, True),
    "lost, window open": (one("MS"), False, around(standings=final("TL", 3, RESULT_OPEN)),
        7, "Tidak lulus", "ada 2 kursi. Anda boleh menyanggah hasil ini satu kali", "Masa sanggah hasil berakhir",
        "Ajukan sanggah hasil", False),
    "lost, window shut": (one("MS"), False, around(standings=final("TL", 3, RESULT_SHUT)),
        6, "Tidak lulus", "ada 2 kursi", None, RESULTS, True),
    "absent, window open": (one("MS"), False, around(standings=final("TH", None, RESULT_OPEN)),
        7, "Tidak lulus", "Anda boleh menyanggah", "Masa sanggah hasil berakhir", "Ajukan sanggah hasil", False),
    "result contested": (one("MS"), False, around(standings=final("TL", 3, RESULT_SHUT), contested="filed"),
        7, "Masa sanggah", "dua orang menjawabnya", "paling lambat", RESULTS, False),
    "result contested in vain": (one("MS"), False, around(standings=final("TL", 3, RESULT_OPEN), contested="rejected"),
        6, "Tidak lulus", "Sanggahan Anda atas hasil ini ditolak", None, RESULTS, True),
    "result contested with success": (
        one("MS"), False, around(standings=final("TL", 3, RESULT_SHUT), contested="accepted"),
        7, "Masa sanggah", "nilai Anda dikoreksi", "paling lambat", RESULTS, False),
    "won after an objection": (
        one("MS"), False, around(standings=final("L", 1, RESULT_SHUT, edition=2), contested="accepted"),
        7, "Lulus", "mendapat kursi", None, RESULTS, False),
    "tied at the last seat": (one("MS"), False, around(FINAL_OPEN, standings=final("SERI", 2)),
        6, "Seri", "Panitia memutuskan", None, RESULTS, False),
    "SKB absent": (one("MS"), False, around(standings=final("TH")),
        5, "Tidak lulus", "tidak hadir di SKB", None, RESULTS, True),
    "SKB disqualified": (one("MS"), False, around(standings=final("DIS")),
        5, "Tidak lulus", "didiskualifikasi di SKB", None, RESULTS, True),
    "appointed": (one("MS"), False, around(FINAL_SHUT, standings=final("L", 1), appointed=NOTE),
        8, "Diangkat", "SK 800/1, terhitung mulai 1 Januari 2027", None, RESULTS, False),
    "resigned before the appointment": (
        one("MS"), False, around(FINAL_SHUT, standings=final("APS"), withdrawn=True, resigned={"at": PAST}),
        6, "Mundur", "mengundurkan diri", None, None, True),
    "resigned after it": (
        one("MS"), False,
        around(FINAL_SHUT, standings=final("APS"), withdrawn=True, appointed=NOTE, resigned={"at": PAST}),
        8, "Mundur", "mengundurkan diri", None, None, True),
    "withdrew as a candidate": (one("MS"), False, around(standings=[PASSED_SKD], withdrawn=True),
        1, "Mundur", "menarik lamaran", None, None, True),
}  # fmt: skip


@pytest.mark.parametrize("state", TABLE)
def test_each_state_has_its_stop_its_sentence_its_date_and_its_action(at, state):
    application, open_, lies, stop, badge, sentence, due, action, ended = TABLE[state]
    with at():
        stands = standing_of(application, lies._replace(periods={"CPNS-2024": period(open_)}))
        assert (stands.stop + 1, str(stands.badge.word), stands.ended) == (stop, badge, ended)
        assert sentence in stands.sentence and stands.sentence.endswith(".")
        assert (due is None) == (stands.due is None) and (due or "") in (stands.due.what if stands.due else "")
        assert (stands.action.label if stands.action else None) == action


@pytest.mark.parametrize("state", TABLE)
def test_what_waits_for_its_applicant_has_an_end_and_a_place(at, state):
    application, open_, lies, *_ = TABLE[state]
    with at():
        stands = standing_of(application, lies._replace(periods={"CPNS-2024": period(open_)}))
        assert not stands.waits or (stands.due and stands.action and not stands.ended)
        words, states = zip(*stands.stops, strict=True)
        assert len(set(words)) == 8 and states[: stands.stop] == ("done",) * stands.stop
        assert (NEVER in states) == (stands.ended and stands.stop < APPOINTED)


def test_every_status_of_an_application_has_its_states():
    assert {application["status"] for application, *_ in TABLE.values()} == set(STATUSES)


@pytest.mark.parametrize("status", ["draft", "submitted", "MS"])
def test_in_a_cancelled_period_it_ends_and_is_nobodys_fault(at, status):
    cancelled = period(open_=False) | {"cancelled_at": PAST}
    with at():
        stands = standing_of(one(status), around()._replace(periods={"CPNS-2024": cancelled}))
    assert stands.ended and str(stands.badge.word) == "Periode dibatalkan" and not stands.may_withdraw
    assert "membatalkan seleksi ini pada 10 Agustus 2026" in stands.sentence
    assert status == "draft" or "bukan karena berkas Anda" in stands.sentence


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_in_a_line_that_was_closed_it_ends_and_another_one_is_offered_while_registration_is_open(at, status):
    closed = one(status, line_closed={"at": PAST, "reason_code": "BUDGET", "letter": "800/1"})
    told = {}
    for open_ in (True, False):
        with at():
            stands = standing_of(closed, around(appointed=None)._replace(periods={"CPNS-2024": period(open_)}))
        assert stands.ended and str(stands.badge.word) == "Formasi ditutup" and not stands.may_withdraw
        assert "ditutup pada 10 Agustus 2026, bukan karena isian" in stands.sentence
        told[open_] = "formasi lain" in stands.sentence
    assert told == {True: True, False: False}


def test_withdrawing_is_offered_while_it_changes_something(at):
    with at():
        offered = {
            state
            for state, (application, open_, lies, *_) in TABLE.items()
            if standing_of(application, lies._replace(periods={"CPNS-2024": period(open_)})).may_withdraw
        }
    assert offered == {
        "draft, open", "draft, complete", "sent, open", "sent, closed", "TMS, window coming", "TMS, window open",
        "objection waits", "objection waits, window shut", "objection accepted", "MS, window open", "MS, list coming",
        "MS, list there", "SKD passed", "SKD passed, no count",
    }  # fmt: skip


def test_resigning_is_offered_to_whoever_has_a_seat(at):
    with at():
        offered = {
            state
            for state, (application, open_, lies, *_) in TABLE.items()
            if standing_of(application, lies._replace(periods={"CPNS-2024": period(open_)})).may_resign
        }
    assert offered == {"won, window open", "won, window shut", "won after an objection", "appointed"}


def test_the_sentences_are_there_in_english(at):
    with at(language="en"):
        for application, open_, lies, *_ in TABLE.values():
            sentence = standing_of(application, lies._replace(periods={"CPNS-2024": period(open_)})).sentence
            assert not {"Anda", "berkas", "lamaran"} & set(sentence.replace(".", "").split()), sentence
