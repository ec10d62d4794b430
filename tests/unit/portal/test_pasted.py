"""What people paste into Cek bukti is put together again, and nothing else is."""

import base64
import textwrap

import pytest
from asnkit.promises import open_promise, promise
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from portal.public.pasted import Torn, mended
from tlog import proofs
from tlog.checkpoints import Checkpoint
from tlog.commits import sign
from tlog.notes import NoteRefused, Signer
from tlog.proofs import Proof
from tlog.tree import Tree, leaf_hash, root, tiles_of

SERVICE = Signer("id.go.tanjungbalai.asn/registration/promise", Ed25519PrivateKey.generate())
LOG = Signer("id.go.tanjungbalai.asn/log", Ed25519PrivateKey.generate())
WITNESS = Signer("saksi.example/a", Ed25519PrivateKey.generate())
STREAM = "application-01a21d84-2518-7bc1-9e5b-e60f4112b32d"


def promised(size):
    digests = [bytes([at] * 32) for at in range(size)]
    note, paths = sign(SERVICE, "2026-12-26T17:16:21.876Z", digests)
    return promise(note, ((f"{STREAM}@{at + 1}", digests[at], paths[at].text) for at in range(size)))


def proved(size, index):
    entries = [at.to_bytes(32) for at in range(size)]
    hashes = [leaf_hash(entry) for entry in entries]
    tiles = tiles_of(hashes)
    path = Tree(lambda *tile: tiles[tile], size).inclusion(index, size)
    text = Checkpoint(LOG.name, size, root(hashes)).text
    return Proof(index, path, LOG.sign(text) + WITNESS.cosign(text, 1_785_000_000), entries[index]).text


TEXTS = [promised(1), promised(2), promised(5), proved(1, 0), proved(7, 6), proved(300, 42)]


def copied_from_our_pdf(text):
    """As it is selected in a viewer of PDFs: no empty lines, another dash, the long line cut at its space."""
    lines = [line.replace("—", "--") for line in text.splitlines() if line]
    return "\n".join(wrapped for line in lines for wrapped in textwrap.wrap(line, 107, break_long_words=True))


DAMAGES = {
    "untouched": lambda text: text,
    "our PDF": copied_from_our_pdf,
    "quoted in a mail": lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
    "wrapped at 60 signs, in the middle of words": lambda text: "\n".join(
        line[at : at + 60].strip() for line in text.splitlines() for at in range(0, len(line), 60)
    ),
    "all on one line": lambda text: " ".join(text.split()),
    "empty lines between": lambda text: text.replace("\n", "\r\n\r\n"),
    "hard spaces and a mark at the front": lambda text: "\ufeff" + text.replace(" ", "\u00a0"),
    "in curly quotes, with the page around": lambda text: (
        f"Janji bertanda tangan\n\u201c{text}\u201d\nHalaman 1 dari 1"
    ),
    "an en dash": lambda text: text.replace("\u2014", "\u2013"),
    "hyphens that do not break": lambda text: text.replace("-", "\u2011"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("text", TEXTS, ids=["promise of 1", "promise of 2", "promise of 5", "proof", "of 7", "of 300"])
def test_what_means_nothing_is_put_right(text, damage):
    assert mended(DAMAGES[damage](text)) == text


def test_the_result_still_holds_and_what_was_changed_does_not():
    text = DAMAGES["our PDF"](promised(2))
    assert set(open_promise(mended(text), SERVICE.verifier).hashes) == {f"{STREAM}@1", f"{STREAM}@2"}
    with pytest.raises(NoteRefused):
        open_promise(mended(text.replace("2026", "2025")), SERVICE.verifier)
    proof = proofs.parse(mended(DAMAGES["our PDF"](proved(7, 3))))
    assert proof.verify(proof.extra, LOG.verifier).size == 7


@pytest.mark.parametrize("lines", [1, 2, 4, 6])
def test_a_part_that_is_missing_is_told_and_nobody_is_accused(lines):
    text = promised(2)
    with pytest.raises(Torn):
        mended("\n".join(text.splitlines()[:lines]))
    with pytest.raises(Torn):
        mended(text[: -10 * lines])


def test_a_hash_may_be_wrapped_and_written_large():
    sha256 = bytes(range(32)).hex()
    assert mended(f"  {sha256[:40].upper()}\n{sha256[40:]} ") == sha256
    assert mended("halo") == "halo"
    assert mended(base64.b64encode(bytes(32)).decode()) == base64.b64encode(bytes(32)).decode()
