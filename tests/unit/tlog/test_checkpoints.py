"""Checkpoints, proofs in a text, and what a witness is sent."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog import proofs, submissions
from tlog.checkpoints import Checkpoint, cosigners, open_checkpoint, parse
from tlog.notes import NoteRefused, Signer
from tlog.proofs import Proof
from tlog.submissions import Submission, SubmissionRefused
from tlog.tree import ProofRefused, Tree, leaf_hash, tiles_of

# The log that Tessera's tests check, with its key.
TESSERA = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
TESSERA_CHECKPOINT = """example.com/log/testdata
15
rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=

— example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=
"""
# The examples of C2SP tlog-checkpoint and tlog-witness.
SOFA = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
SUBMISSION = (
    "old 20852014\n"
    "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
    "\n" + SOFA + "\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


@pytest.fixture
def log():
    return Signer("id.go.tanjungbalai.asn/log", Ed25519PrivateKey.generate())


def proof_of(log, entries, index, extra=b""):
    hashes = [leaf_hash(entry) for entry in entries]
    tree = Tree(lambda *tile: tiles_of(hashes)[tile], len(entries))
    note = log.sign(Checkpoint(log.name, len(entries), tree.root_at(len(entries))).text)
    return Proof(index, tree.inclusion(index, len(entries)), note, extra)


def test_a_published_checkpoint_opens_with_its_key():
    found = open_checkpoint(TESSERA_CHECKPOINT, TESSERA)
    assert (found.origin, found.size, found.root.hex()[:8]) == ("example.com/log/testdata", 15, "aca6c38a")


def test_the_example_of_the_specification_is_read_and_written():
    assert (parse(SOFA).size, parse(SOFA).text) == (20852163, SOFA)
    assert parse(SOFA + "an extension\n").extensions == ("an extension",)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", SOFA[:-1], SOFA.replace("20852163", "020852163"), SOFA.replace("20852163", "+20852163"),
        SOFA.replace("20852163", "-1"), SOFA.replace("20852163", "20_852_163"), SOFA.replace("CsUY", ""),
        SOFA.replace("2I=", "2I"), SOFA + "\n", "\n" + SOFA, "origin\n5\n", SOFA.replace("20852163", "٢٠"),
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteRefused):
        parse(text)


def test_a_checkpoint_of_another_log_is_refused(log):
    with pytest.raises(NoteRefused, match="another log"):
        open_checkpoint(log.sign(SOFA), log.verifier)


def test_witnesses_that_cosigned_are_named_with_their_time(log):
    text = Checkpoint(log.name, 1, bytes(32)).text
    ours, other = (Signer(name, Ed25519PrivateKey.generate()) for name in ("inspektorat", "kampus"))
    note = log.sign(text) + ours.cosign(text, 1_700_000_000)
    keys = [ours.witness_verifier, other.witness_verifier]
    assert cosigners(note, keys) == {"inspektorat": 1_700_000_000}
    with pytest.raises(NoteRefused):
        cosigners(note + other.cosign("other\n", 1_700_000_000), keys)


def test_a_log_cannot_pass_as_its_own_witness(log):
    note = log.sign(Checkpoint(log.name, 1, bytes(32)).text)
    assert cosigners(note, [log.verifier, log.witness_verifier]) == {}


@pytest.mark.parametrize("index", range(5))
def test_a_proof_goes_through_its_text(log, index):
    entries = [b"%d" % number for number in range(5)]
    text = proof_of(log, entries, index, b"about it").text
    assert text.startswith(f"c2sp.org/tlog-proof@v1\nextra YWJvdXQgaXQ=\nindex {index}\n")
    read = proofs.parse(text)
    assert read.text == text
    assert read.verify(entries[index], log.verifier).size == 5
    with pytest.raises(ProofRefused):
        read.verify(b"another", log.verifier)


def test_the_proof_of_a_single_entry_has_no_hashes(log):
    text = proof_of(log, [b"only"], 0).text
    assert text.startswith("c2sp.org/tlog-proof@v1\nindex 0\n\nid.go.tanjungbalai.asn/log\n1\n")
    assert proofs.parse(text).verify(b"only", log.verifier).size == 1


@pytest.mark.parametrize(
    "change",
    [
        ("proof@v1", "proof@v2"),
        ("index 2", "index 02"),
        ("index 2", "index -2"),
        ("index 2", "index"),
        ("index 2\n", ""),
        ("\n\n", "\n"),
        ("=\n", "\n"),
    ],
)
def test_what_is_no_proof_is_refused(log, change):
    text = proof_of(log, [b"%d" % number for number in range(5)], 2).text
    with pytest.raises(ProofRefused):
        proofs.parse(text.replace(*change, 1))


@pytest.mark.parametrize("change", [("index 2", "index 3"), ("\n5\n", "\n6\n")])
def test_a_changed_proof_does_not_verify(log, change):
    text = proof_of(log, [b"%d" % number for number in range(5)], 2).text
    with pytest.raises((ProofRefused, NoteRefused)):
        proofs.parse(text.replace(*change)).verify(b"2", log.verifier)


def test_the_example_of_a_submission_is_read_and_written():
    found = submissions.parse(SUBMISSION)
    assert (found.old, len(found.proof), found.text) == (20852014, 4, SUBMISSION)
    assert parse(found.note.partition("\n\n")[0] + "\n").size == 20852163


@pytest.mark.parametrize(
    "change",
    [("old 2", "old 02"), ("old ", ""), ("PlRN", "Pl"), ("\n\n", "\n"), ("old 20852014", "old -1"), ("old ", "old  ")],
)
def test_what_is_no_submission_is_refused(change):
    with pytest.raises(SubmissionRefused):
        submissions.parse(SUBMISSION.replace(*change))


def test_a_submission_has_at_most_63_hashes(log):
    with pytest.raises(SubmissionRefused):
        submissions.parse(Submission(1, [bytes(32)] * 64, log.sign("note\n")).text)
