from datetime import UTC, datetime

import pytest
from asnkit.catalogue import discover

RULES = discover(["registration", "training", "feedback"]).aggregates


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_command_that_the_rule_does_not_know_is_an_error_and_not_nothing(name):
    with pytest.raises(TypeError):
        RULES[name].decide({}, object(), datetime(2026, 8, 17, tzinfo=UTC))
