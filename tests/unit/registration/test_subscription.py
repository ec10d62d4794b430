"""E-mail beside messages: it comes until it is stopped, and stopping it twice is nothing new."""

from asnkit.events import Fact
from registration.notice.domain import AGGREGATE as LETTER
from registration.notice.domain import Refuse
from registration.subscription.domain import AGGREGATE, ONE_CLICK, OWNER, Resume, Stop
from registration.subscription.tokens import person_of, token_of

from tests.unit.registration.given import Given

STOPPED, RESUMED = Fact("subscription.stopped", {"by": ONE_CLICK}), Fact("subscription.resumed", {})
PERSON, OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
KEY = b"k" * 32


def test_it_is_stopped_once_and_resumed_once():
    fresh = Given(AGGREGATE)
    assert fresh.when(Resume()) == []
    assert fresh.when(Stop(ONE_CLICK)) == [STOPPED] and fresh.after == {"stopped": True}
    stopped = Given(AGGREGATE, STOPPED)
    assert stopped.when(Stop(OWNER)) == []
    assert stopped.when(Resume()) == [RESUMED] and stopped.after == {"stopped": False}
    assert Given(AGGREGATE, STOPPED, RESUMED).when(Stop(OWNER)) == [Fact("subscription.stopped", {"by": OWNER})]


def test_the_word_in_a_letter_is_good_for_its_person_alone():
    token = token_of(KEY, PERSON)
    assert person_of(KEY, token) == PERSON
    assert person_of(b"x" * 32, token) is None
    assert person_of(KEY, token.replace(PERSON, OTHER)) is None
    assert person_of(KEY, PERSON) is None


def test_a_letter_that_was_refused_is_told_once():
    refused = Fact("letter.refused", {"message": OTHER, "person": PERSON})
    assert Given(LETTER).when(Refuse(OTHER, PERSON)) == [refused]
    assert Given(LETTER, refused).when(Refuse(OTHER, PERSON)) == []
