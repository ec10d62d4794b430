"""What the auditor's own acts allow and refuse."""

from datetime import UTC, date, datetime, timedelta

import pytest
from asnkit.contracts import Contracts
from asnkit.events import Refused, format_time
from asnkit.settings import Settings
from audit.finding import domain as finding
from audit.inquiry import domain as inquiry
from audit.inspection import domain as inspection
from audit.package import domain as package
from audit.query import domain as query
from audit.record import domain as record
from audit.replay import domain as replay

from tests.unit.audit.given import event

NOW = datetime(2025, 6, 1, 2, tzinfo=UTC)
PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
CONTRACTS = Contracts(Settings.contracts)


class Given:
    """A stream of one of the acts; every fact is checked against its contract."""

    def __init__(self, rules, actor="auditor:a1"):
        self.rules, self.actor, self.state, self.version = rules, actor, None, 0

    def do(self, command):
        facts = self.rules.decide(self.state, command, NOW)
        for fact in facts:
            CONTRACTS.check(f"audit.{fact.name}", fact.data)
            self.version += 1
            happened = event(f"audit.{fact.name}", fact.data, format_time(NOW), version=self.version, actor=self.actor)
            self.state = self.rules.evolve(self.state, happened)
        return self

    def refuses(self, command, rule):
        with pytest.raises(Refused) as refused:
            self.rules.decide(self.state, command, NOW)
        assert refused.value.rule == rule


def test_a_finding_is_opened_assigned_noted_and_closed_for_good():
    it = Given(finding).do(finding.Open("Jalur tidak cocok", "high", "Lihat entri 4.", entry=4))
    it.do(finding.Assign("panitia1", date(2025, 6, 20))).do(finding.Note("Dihitung ulang."))
    assert (it.state["owner"], it.state["due"], len(it.state["notes"])) == ("panitia1", "2025-06-20", 1)
    it.do(finding.Close("resolved", "Sudah cocok."))
    assert (it.state["status"], it.state["closed_by"]) == ("closed", "auditor:a1")
    it.refuses(finding.Note("lagi"), "temuan-sudah-ditutup")
    it.refuses(finding.Open("x", "low", "y"), "temuan-sudah-ada")
    Given(finding).refuses(finding.Close("resolved", "x"), "temuan-tidak-ada")


def test_a_finding_is_answered_by_the_desk_that_it_was_given_to_and_by_no_other():
    it = Given(finding).do(finding.Open("Jalur tidak cocok", "high", "Lihat entri 4."))
    it.refuses(finding.Answer("panitia", "Bukan untuk kami."), "temuan-tidak-ada")
    it.do(finding.Assign("Bidang Pengadaan", date(2025, 6, 20), "panitia"))
    it.refuses(finding.Answer("ketua", "Bukan untuk saya."), "temuan-tidak-ada")
    it.actor = "panitia:p1"
    it.do(finding.Answer("panitia", "Sudah dibangun ulang."))
    assert it.state["notes"] == [{"at": format_time(NOW), "by": "panitia:p1", "text": "Sudah dibangun ulang."}]
    it.do(finding.Close("resolved", "Sudah cocok."))
    it.refuses(finding.Answer("panitia", "Lagi."), "temuan-sudah-ditutup")
    Given(finding).refuses(finding.Answer("panitia", "Apa?"), "temuan-tidak-ada")


def test_of_a_finding_its_desk_hears_the_title_the_day_and_whose_turn_it_is():
    it = Given(finding).do(finding.Open("Jalur tidak cocok", "high", "Lihat entri 4."))
    told = Given(inquiry).do(inquiry.place(it.state))
    assert told.version == 0, "nobody is asked yet"

    def turn(command, actor="auditor:a1"):
        it.actor = actor
        return told.do(inquiry.place(it.do(command).state)).state["waits_for"]

    given = finding.Assign("Bidang Pengadaan", date(2025, 6, 20), "panitia")
    assert turn(given) == "desk"
    assert told.state == {
        "title": "Jalur tidak cocok", "desk": "panitia", "due": "2025-06-20", "waits_for": "desk",
    }  # fmt: skip
    assert turn(finding.Answer("panitia", "Sudah."), "panitia:p1") == "auditors"
    assert turn(finding.Assign("Bidang Pengadaan", None, "panitia")) == "auditors", "only its day moved"
    assert turn(finding.Note("Yang mana?")) == "desk", "asked again"
    assert turn(finding.Answer("panitia", "Yang kedua."), "panitia:p2") == "auditors"
    assert turn(finding.Assign("TI", None, "ti")) == "desk", "another desk has not answered"
    versions = told.version
    assert turn(finding.Note("Lagi.")) == "desk" and told.version == versions, "nothing new for the desk"
    assert turn(finding.Close("resolved", "Sudah cocok.")) == "nobody"


def test_a_finding_of_before_there_were_desks_is_given_to_none():
    told = {"title": "Lama", "severity": "low", "description": "Dahulu.", "about": None, "entry": None}
    opened = event("audit.finding.opened", told | {"owner": "panitia1", "due": None}, format_time(NOW), version=1)
    assigned = event("audit.finding.assigned", {"owner": "TI", "due": None}, format_time(NOW), version=2)
    state = finding.evolve(finding.evolve(None, opened), assigned)
    assert (state["desk"], state["owner"]) == (None, "TI")


def test_a_saved_query_can_be_removed_and_an_executed_one_cannot():
    it = Given(query).do(query.Save("TMS minggu ini", {"name": "registration.application.verified"}))
    it.do(query.Remove()).do(query.Remove())
    assert it.version == 2
    ran = Given(query).do(query.Execute(PERSON, {}, "Aduan 12/2025"))
    ran.refuses(query.Remove(), "kueri-tidak-ada")
    ran.refuses(query.Execute(PERSON, {}, "lagi saja"), "kueri-sudah-ada")


def test_a_record_opens_data_to_its_reader_for_fifteen_minutes():
    it = Given(record).do(record.Look(PERSON, None, "Aduan 12/2025"))
    record.may_open(it.state, "auditor:a1", NOW + timedelta(minutes=14))
    for actor, when, rule in (
        ("auditor:a2", NOW, "pembukaan-tidak-ada"),
        ("auditor:a1", NOW + timedelta(minutes=16), "pembukaan-berakhir"),
    ):
        with pytest.raises(Refused) as refused:
            record.may_open(it.state, actor, when)
        assert refused.value.rule == rule
    with pytest.raises(Refused):
        record.may_open(None, "auditor:a1", NOW)


def test_an_inspection_counts_every_finding_and_shows_the_first():
    found = {"check": "state", "service": "kit", "subject": "box-1", "view": None, "field": "sum", "sentence": "beda."}
    checks = ({"name": "state", "examined": 900, "findings": 150},)
    it = Given(inspection)
    it.do(inspection.Complete(format_time(NOW), 2, 900, checks, (found,) * 150, 150))
    assert (it.state["found"], len(it.state["findings"])) == (150, 100)
    Given(inspection).refuses(inspection.Complete(format_time(NOW), 2, 900, checks, (), 0), "jumlah-tidak-cocok")


def test_a_replay_is_started_once_and_ends_once():
    it = Given(replay).do(replay.Start(("training",), None, NOW, "Triwulan"))
    assert it.state["until"] == format_time(NOW)
    it.do(replay.Complete(10, 1, (), (), 0))
    assert it.state["status"] == "completed"
    it.refuses(replay.Fail("x"), "putar-ulang-selesai")
    Given(replay).refuses(replay.Start(("training",), NOW, NOW, "x"), "masa-terbalik")
    Given(replay).refuses(replay.Fail("x"), "putar-ulang-tidak-ada")
    assert (
        Given(replay).do(replay.Start(("training",), None, None, "Triwulan")).do(replay.Fail("macet")).state["result"]
    )


def test_a_package_of_nothing_is_refused():
    Given(package).refuses(package.Create({}, "alasan", "masked", 9, 0, "0" * 64), "paket-kosong")
    it = Given(package).do(package.Create({"subject": "box-1"}, "alasan", "masked", 9, 2, "0" * 64))
    assert it.state["by"] == "auditor:a1"
