"""A mapping that behaves like a dictionary however little of it is held in memory."""

from asnkit.shelf import Shelf
from hypothesis import given, settings
from hypothesis import strategies as st

KEYS = st.sampled_from(["a", "b", "é", "z", "10", "9"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["set", "del", "get"]), KEYS, st.integers())))
def test_it_is_a_dictionary_whatever_is_put_away(steps):
    shelf, plain = Shelf(at_hand=2), {}
    for what, key, number in steps:
        if what == "set":
            shelf[key] = plain[key] = {"n": number}
        elif what == "del":
            shelf.pop(key, None)
            plain.pop(key, None)
        else:
            assert shelf.get(key) == plain.get(key)
    assert dict(shelf.items()) == plain and list(shelf) == sorted(plain) and len(shelf) == len(plain)
    shelf.close()


def test_a_page_begins_after_a_key():
    shelf = Shelf()
    for number in range(5):
        shelf[f"k{number}"] = {"n": number}
    assert [key for key, _ in shelf.items(after="k1", limit=2)] == ["k2", "k3"]
    shelf.close()
