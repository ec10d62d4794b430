"""The tree: published roots, and every proof against a tree that is computed as the RFC writes it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tlog.tree import (
    WIDTH,
    ProofRefused,
    Tree,
    grow,
    leaf_hash,
    node_hash,
    root,
    tiles_of,
    verify_consistency,
    verify_inclusion,
)

# The leaves and roots with which Certificate Transparency's implementations are compared.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
BIG = 70_000
"""The size that C2SP tlog-tiles gives as an example: partial tiles on three levels."""


def naive_root(hashes):
    """MTH of RFC 6962 §2.1, word for word."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256().digest()
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    return node_hash(naive_root(hashes[:middle]), naive_root(hashes[middle:]))


def naive_path(index, hashes):
    if len(hashes) == 1:
        return []
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    if index < middle:
        return [*naive_path(index, hashes[:middle]), naive_root(hashes[middle:])]
    return [*naive_path(index - middle, hashes[middle:]), naive_root(hashes[:middle])]


def naive_subproof(old, hashes, known):
    if old == len(hashes):
        return [] if known else [naive_root(hashes)]
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    if old <= middle:
        return [*naive_subproof(old, hashes[:middle], known), naive_root(hashes[middle:])]
    return [*naive_subproof(old - middle, hashes[middle:], False), naive_root(hashes[:middle])]


def hashes_of(size):
    return [leaf_hash(b"%d" % number) for number in range(size)]


def tree_of(hashes):
    return Tree(lambda *tile: tiles_of(hashes)[tile], len(hashes))


@pytest.fixture(scope="module")
def big():
    hashes = hashes_of(BIG)
    tiles = tiles_of(hashes)
    return hashes, Tree(lambda *tile: tiles[tile], BIG), tiles


def test_the_published_roots():
    for size, expected in enumerate(ROOTS):
        assert root([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == expected


@given(st.integers(1, 600), st.data())
def test_every_proof_is_the_one_of_the_rfc_and_verifies(size, data):
    hashes = hashes_of(size)
    tree = tree_of(hashes)
    assert tree.root_at(size) == naive_root(hashes)
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(index, size)
    assert path == naive_path(index, hashes)
    verify_inclusion(hashes[index], index, size, path, tree.root_at(size))
    old = data.draw(st.integers(1, size))
    proof = tree.consistency(old, size)
    assert proof == naive_subproof(old, hashes, True)
    verify_consistency(old, size, proof, naive_root(hashes[:old]), tree.root_at(size))


@given(st.integers(2, 300), st.data())
def test_a_proof_for_anything_else_is_refused(size, data):
    hashes = hashes_of(size)
    tree = tree_of(hashes)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    path, proof, end = tree.inclusion(index, size), tree.consistency(old, size), tree.root_at(size)
    begin = tree.root_at(old)
    wrong = bytes(32)
    forged = [
        lambda: verify_inclusion(wrong, index, size, path, end),
        lambda: verify_inclusion(hashes[index], (index + 1) % size, size, path, end),
        lambda: verify_inclusion(hashes[index], index, size, path, wrong),
        lambda: verify_inclusion(hashes[index], index, size, [*path, wrong], end),
        lambda: verify_inclusion(hashes[index], index, size, path[:-1], end),
        lambda: verify_inclusion(hashes[index], size, size, path, end),
        lambda: verify_consistency(old, size, proof, wrong, end),
        lambda: verify_consistency(old, size, proof, begin, wrong),
        lambda: verify_consistency(old, size, [*proof, wrong], begin, end),
        lambda: verify_consistency(old, size, proof[:-1], begin, end),
        lambda: verify_consistency(size + 1, size, proof, begin, end),
    ]
    for place, one in enumerate(path):
        changed = [*path[:place], bytes([one[0] ^ 1]) + one[1:], *path[place + 1 :]]
        forged.append(lambda changed=changed: verify_inclusion(hashes[index], index, size, changed, end))
    for forgery in forged:
        with pytest.raises(ProofRefused):
            forgery()


def test_of_one_size_there_is_one_root():
    one, other = b"1" * 32, b"2" * 32
    verify_consistency(5, 5, [], one, one)
    for arguments in ((5, 5, [], one, other), (5, 5, [one], one, one), (0, 5, [one], ROOTS[0], one)):
        with pytest.raises(ProofRefused):
            verify_consistency(*arguments)


def test_from_an_empty_tree_everything_follows():
    verify_consistency(0, 5, [], bytes.fromhex(ROOTS[0]), b"1" * 32)
    with pytest.raises(ProofRefused):
        verify_consistency(0, 5, [], b"2" * 32, b"1" * 32)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=5))
def test_a_tree_that_grows_in_steps_has_the_tiles_of_one_built_at_once(steps):
    tiles, hashes = {}, hashes_of(sum(steps))
    size = 0
    for step in steps:
        for level, index, data in list(grow(size, hashes[size : size + step], lambda *tile: tiles[tile])):
            tiles[level, index, len(data) // 32] = data
        size += step
    assert tiles_of(hashes).items() <= tiles.items()


def test_seventy_thousand_leaves_have_the_tiles_of_the_specification(big):
    widths = {}
    for level, _, width in big[2]:
        widths.setdefault(level, []).append(width)
    assert widths == {0: [WIDTH] * 273 + [112], 1: [WIDTH, 17], 2: [1]}


@pytest.mark.parametrize("index", [0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999])
def test_proofs_across_levels(big, index):
    hashes, tree, _ = big
    expected = tree.root_at(BIG)
    verify_inclusion(hashes[index], index, BIG, tree.inclusion(index, BIG), expected)
    earlier = tree.root_at(index + 1)
    assert earlier == root(hashes[: index + 1])
    verify_consistency(index + 1, BIG, tree.consistency(index + 1, BIG), earlier, expected)


def test_what_the_tiles_do_not_show_is_not_answered(big):
    _, tree, _ = big
    for question in (
        lambda: tree.root_at(BIG + 1),
        lambda: tree.inclusion(BIG, BIG),
        lambda: tree.inclusion(-1, BIG),
        lambda: tree.consistency(BIG + 1, BIG),
    ):
        with pytest.raises(ValueError):
            question()


def test_a_tile_of_another_width_is_refused():
    with pytest.raises(ProofRefused, match="tile 0/0 has 32 bytes instead of 64"):
        Tree(lambda *_: b"1" * 32, 2).root_at(2)
