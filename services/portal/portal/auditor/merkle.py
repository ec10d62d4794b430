"""The way from an entry to the signed root, for the picture that explains a proof."""

from dataclasses import dataclass

from tlog.proofs import Proof
from tlog.tree import leaf_hash, node_hash

ROW, TOP = 58, 34


@dataclass(frozen=True)
class Node:
    """One hash on the way (hex) with the height of its middle; `left` says on which side the hash beside it stands."""

    hash: str
    y: int
    beside: str = ""
    left: bool = False


@dataclass(frozen=True)
class Way:
    """`nodes` from the root down to the leaf; the root has nothing beside it."""

    nodes: list[Node]
    index: int
    size: int

    @property
    def height(self) -> int:
        return self.nodes[-1].y + TOP

    @property
    def steps(self) -> int:
        return len(self.nodes) - 1


def way(proof: Proof, size: int) -> Way:
    """Of a proof that was checked. The sides as in RFC 9162 §2.1.3.2."""
    here, place, last = leaf_hash(proof.extra), proof.index, size - 1
    climbed: list[tuple[bytes, bytes, bool]] = []
    for beside in proof.hashes:
        left = place & 1 == 1 or place == last
        climbed.append((here, beside, left))
        here = node_hash(beside, here) if left else node_hash(here, beside)
        while left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    nodes = [Node(here.hex(), TOP)]
    for at, (hash, beside, left) in enumerate(reversed(climbed), 1):
        nodes.append(Node(hash.hex(), TOP + at * ROW, beside.hex(), left))
    return Way(nodes, proof.index, size)
