"""The picture of a proof: at every size and place it leads to the root, with each hash on its side."""

from itertools import pairwise

import pytest
from portal.auditor.merkle import way
from tlog.proofs import Proof
from tlog.tree import Tree, leaf_hash, node_hash, root, tiles_of


def proof_of(index, size):
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]
    tiles = tiles_of(leaves)
    hashes = Tree(lambda *tile: tiles[tile], size).inclusion(index, size)
    return Proof(index, hashes, "", b"%d" % index), root(leaves)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 7, 8, 11, 16, 21, 300])
def test_the_way_leads_from_the_leaf_to_the_root(size):
    for index in range(size):
        proof, expected = proof_of(index, size)
        found = way(proof, size)
        assert (found.nodes[0].hash, found.nodes[-1].hash) == (expected.hex(), leaf_hash(b"%d" % index).hex())
        assert found.steps == len(proof.hashes)


def test_each_node_is_made_of_the_one_below_and_the_one_beside_it():
    proof, _ = proof_of(6, 11)
    nodes = way(proof, 11).nodes
    for above, below in pairwise(nodes):
        pair = [bytes.fromhex(below.hash), bytes.fromhex(below.beside)]
        assert node_hash(*(pair[::-1] if below.left else pair)).hex() == above.hash
        assert above.y < below.y
