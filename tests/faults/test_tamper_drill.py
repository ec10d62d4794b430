"""Ten ways to change the record, each on a copy of a running system: every one is noticed, and nothing else is."""

import pytest

from drill import copying
from drill.detectors import Citizens, Cosigner, StandingAuditor, Subscriber
from drill.drilling import drill
from drill.tampers import CONTROL, TAMPERS

pytestmark = [pytest.mark.servers, pytest.mark.slow]

AUDITOR, SUBSCRIBER, CITIZEN, WITNESS = (one.name for one in (StandingAuditor, Subscriber, Citizens, Cosigner))
EVERYBODY = {AUDITOR, SUBSCRIBER, CITIZEN, WITNESS}

NOTICED_BY = {
    "change one byte of an event in MongoDB": {AUDITOR, CITIZEN},
    "delete the newest ten": {AUDITOR, CITIZEN},
    "delete one in the middle": {AUDITOR, CITIZEN},
    "swap two": {AUDITOR},
    "insert one": {AUDITOR},
    "rewrite the log and sign it with the stolen key": EVERYBODY,
    "show two visitors two histories": EVERYBODY,
    "publish a list that differs from its events": {AUDITOR, CITIZEN},
    "forge a receipt": {CITIZEN},
    "replay an old checkpoint": EVERYBODY,
}
NAMED = {
    "change one byte of an event in MongoDB": "seperti yang pernah dilihat",
    "delete the newest ten": "hilang dari log",
    "delete one in the middle": "tidak ada di log",
    "swap two": "seperti yang pernah dilihat",
    "insert one": "tidak ada di Kafka",
    "rewrite the log and sign it with the stolen key": "Dua riwayat",
    "show two visitors two histories": "Dua riwayat",
    "publish a list that differs from its events": "byte di commit layanan berbeda",
    "replay an old checkpoint": "Titik periksa lama",
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drill")
    with copying.own_system(folder / "system", 30) as original:
        found = drill(original, folder / "copies", print)
    return {outcome.tamper: {notice.who: notice.names for notice in outcome.notices} for outcome in found}


@pytest.mark.parametrize(
    ("files", "copied"),
    [
        (("endpoints", "mongodb.json", "kafka.json"), True),
        (("endpoints", "mongodb.json"), False),
        (("mongodb.json", "kafka.json"), False),
        ((), False),
    ],
    ids=["its own servers", "an existing Kafka", "not up yet", "nothing runs"],
)
def test_only_a_system_that_is_up_on_servers_of_its_own_is_copied(tmp_path, files, copied):
    (tmp_path / "run").mkdir()
    for file in files:
        (tmp_path / "run" / file).touch()
    assert copying.has_servers(tmp_path) is copied


def test_an_untouched_copy_raises_nothing(outcomes):
    assert outcomes[CONTROL.name] == {}


@pytest.mark.parametrize("tamper", [tamper.name for tamper in TAMPERS])
def test_every_tamper_is_noticed_and_named(outcomes, tamper):
    assert NOTICED_BY[tamper] <= set(outcomes[tamper]), outcomes[tamper]
    if tamper in NAMED:
        assert any(NAMED[tamper] in sentence for sentence in outcomes[tamper][AUDITOR]), outcomes[tamper][AUDITOR]
