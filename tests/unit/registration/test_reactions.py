from asnkit.events import Fact
from registration.announcement.masking import masked
from registration.reactions import announce_result, announcement_of

from tests.unit.registration.examples import SHA, VACANCY_ID
from tests.unit.registration.given import event

RESULT = "result-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21"


class Recorder:
    def __init__(self):
        self.decided = []

    def decide(self, stream, command):
        self.decided.append((stream, command))


def published(edition, replaces=None):
    data = {
        "round": "0192f0c4-7a20-7c3e-9b1d-2f6a5c8e0010",
        "period": "CPNS-2024",
        "stage": "FINAL",
        "edition": edition,
        "rule_set": {"id": "KEPMEN321-2024", "sha256": SHA},
        "rules_sha256": SHA,
        "list_sha256": SHA,
        "number": "800/601/BKPSDM/2024",
        "title": "Hasil Akhir",
        "rankings": [
            {
                "ranking": "ranking-5d7f3b0e-94a3-5f0c-8a6e-1b0c6c7a9e11@1",
                "vacancy": VACANCY_ID,
                "list_sha256": SHA,
                "counts": {"L": 1},
            }
        ],
        "counts": {"L": 1},
        "public_sha256": SHA,
        "proposed": {"event": f"{RESULT}@{3 * edition - 2}", "sha256": SHA},
        "approved": {"event": f"{RESULT}@{3 * edition - 1}", "sha256": SHA},
        "objection": None,
        "replaces": replaces,
    }
    return event(Fact("result.published", data), 3 * edition, RESULT, service="selection")


def test_a_published_result_becomes_an_announcement_the_same_at_every_replay():
    tx = Recorder()
    announce_result(published(1), tx)
    announce_result(published(1), tx)
    (stream, command), again = tx.decided
    assert (stream, command) == again
    assert (command.stage, command.result, command.previous_id) == ("final", f"{RESULT}@3", None)


def test_the_next_edition_replaces_the_announcement_of_the_one_before():
    tx = Recorder()
    announce_result(published(2, replaces=1), tx)
    [(stream, command)] = tx.decided
    assert command.previous_id == announcement_of(RESULT, 1)
    assert stream == f"announcement-{announcement_of(RESULT, 2)}"


def test_a_masked_name_shows_one_letter_and_neither_its_length_nor_its_words():
    assert masked("Siti  Nur A") == masked("S") == masked("Sri Wahyuningsih") == "S***"
    assert masked(None) == "***"
    assert masked(None) == "***"
