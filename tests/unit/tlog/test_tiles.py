"""Paths and bundles as C2SP tlog-tiles writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tlog.tiles import BundleRefused, Tile, bundles, decode_bundle, encode_bundle, entries_path, hash_tiles, parse, path


@pytest.mark.parametrize(
    ("tile", "expected"),
    [
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(2, 1000, 1), "tile/2/x001/000.p/1"),
        (Tile(None, 273, 112), "tile/entries/273.p/112"),
        (Tile(63, 5, 255), "tile/63/005.p/255"),
    ],
)
def test_paths_of_the_specification(tile, expected):
    assert (tile.path, parse(expected)) == (expected, tile)


@given(st.integers(0, 63), st.integers(0, 10**10), st.integers(1, 256))
def test_each_tile_has_one_path(level, index, width):
    assert parse(path(level, index, width)) == Tile(level, index, width)
    assert parse(entries_path(index, width)) == Tile(None, index, width)


@pytest.mark.parametrize(
    "text",
    [
        "", "tile", "tile/", "tile/0", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/64/000", "tile/0/x000/000",
        "tile/0/001/000", "tile/0/x001/x000", "tile/0/000.p", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
        "tile/0/000.p/1000", "tile/entries", "tile/entries/../000", "tile/0/000/", "/tile/0/000", "tile/0/000\n",
        "tile//000", "tile/0/../../000", "tile/0/٠٠٠", "checkpoint", "archive/000", "tile/-1/000", "tile/0/000.p/-1",
    ],
)  # fmt: skip
def test_any_other_path_is_no_tile(text):
    assert parse(text) is None


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_gives_its_entries_back(entries):
    assert decode_bundle(encode_bundle(entries)) == entries


def test_an_entry_comes_after_its_length_in_two_bytes():
    assert encode_bundle([b"abc", b"", b"x" * 258]) == b"\x00\x03abc" + b"\x00\x00" + b"\x01\x02" + b"x" * 258


def test_an_entry_that_is_too_long_is_refused():
    assert len(encode_bundle([b"x" * 65_535])) == 65_537
    with pytest.raises(ValueError, match="65536 bytes"):
        encode_bundle([b"x" * 65_536])


@pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x03ab", b"\x00\x01a\x00", b"\x00\x01a\xff\xffa"])
def test_half_an_entry_is_refused(bundle):
    with pytest.raises(BundleRefused):
        decode_bundle(bundle)


def test_the_parts_of_a_log_of_seventy_thousand_entries():
    tiles = list(hash_tiles(70_000))
    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    assert [tile.path for tile in tiles[-4:]] == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert list(bundles(70_000))[-2:] == [(272, 256), (273, 112)]
    assert list(bundles(256)) == [(0, 256)]


def test_the_parts_that_are_new_since_an_earlier_size():
    assert list(bundles(70_000, since=69_890)) == [(273, 112)]
    assert list(bundles(512, since=512)) == []
    new = [tile.path for tile in hash_tiles(70_000, since=65_536)]
    assert new[0] == "tile/0/256"
    assert new[-3:] == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
