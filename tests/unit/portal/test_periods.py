"""Which period a page of the staff is about, when nobody said so."""

from portal.staff.periods import choose

OLD, DONE, RUNNING = ({"code": code, "open": code == "CPNS-2027"} for code in ("CPNS-2025", "CPNS-2026", "CPNS-2027"))
ALL = [RUNNING, DONE, OLD]


def test_the_one_that_is_named_is_chosen_whatever_waits_elsewhere():
    assert choose(ALL, [OLD], "CPNS-2026") == DONE


def test_one_in_which_something_waits_comes_before_the_one_that_is_running():
    assert choose(ALL, [DONE, OLD], "") == DONE


def test_the_running_one_is_the_first_of_those_in_which_something_waits():
    assert choose(ALL, [RUNNING, DONE], "TIDAK-ADA") == RUNNING


def test_the_running_one_is_chosen_where_nothing_waits_and_else_the_newest():
    assert choose(ALL, [], "") == RUNNING
    assert choose([DONE, OLD], [], "") == DONE
    assert choose([], [], "") is None
