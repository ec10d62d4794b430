"""One way of each kind to change the record, each on a copy of a running system: it is refused or noticed, and named.

The whole table is `make tamper-drill`.
"""

import pytest

from drill import copying
from drill.detectors import Citizens, Cosigner, StandingAuditor, Subscriber
from drill.drilling import REFUSED
from drill.tampers import CONTROL, TAMPERS

pytestmark = [pytest.mark.servers, pytest.mark.slow]

AUDITOR, SUBSCRIBER, CITIZEN, WITNESS = (one.name for one in (StandingAuditor, Subscriber, Citizens, Cosigner))
EVERYBODY = {AUDITOR, SUBSCRIBER, CITIZEN, WITNESS}

NOTICED_BY = {
    "change one byte of an event in MongoDB": {AUDITOR, CITIZEN},
    "change one byte of an event that nobody was promised": {AUDITOR},
    "rewrite the log and sign it with the stolen key": EVERYBODY,
    "publish a list that differs from its events": {AUDITOR, CITIZEN},
    "forge a receipt": {CITIZEN},
    "delete a claim": {AUDITOR},
    "edit a state before it is signed": {REFUSED, AUDITOR},
    "forge an event as the broker's administrator": {AUDITOR},
}
"""One of each kind: a record, the log, a list, a receipt, what lies beside, a decision, a message."""

TOGETHER = [
    ("change one byte of an event in MongoDB", "delete a claim", "forge an event as the broker's administrator"),
    ("change one byte of an event that nobody was promised", "publish a list that differs from its events"),
    ("rewrite the log and sign it with the stolen key",),
    ("forge a receipt", "edit a state before it is signed"),
]
"""Those of one copy: nobody but the auditor is to notice two of them, and the auditor names each apart."""


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


def test_an_untouched_copy_raises_nothing(run):
    assert run(CONTROL).notices == []


def test_each_of_one_copy_is_told_from_the_others():
    assert sorted(name for names in TOGETHER for name in names) == sorted(NOTICED_BY)
    for names in TOGETHER:
        told = [(who, name) for name in names for who in NOTICED_BY[name] - {AUDITOR}]
        assert len({who for who, _ in told}) == len(told)
        assert len({tamper.says for tamper in TAMPERS if tamper.name in names}) == len(names)


@pytest.mark.parametrize("names", TOGETHER, ids=" · ".join)
def test_every_kind_of_tamper_is_noticed_by_whom_it_should_and_named(run, names):
    tampers = [one for one in TAMPERS if one.name in names]
    outcome = run(*tampers)
    notices = {notice.who: notice.names for notice in outcome.notices}
    for tamper in tampers:
        assert NOTICED_BY[tamper.name] <= set(notices), notices
        assert outcome.named_by(tamper), (tamper.name, notices)
        if len([name for name in names if AUDITOR in NOTICED_BY[name]]) > 1 and AUDITOR in NOTICED_BY[tamper.name]:
            assert AUDITOR in outcome.named_by(tamper), (tamper.name, notices)
