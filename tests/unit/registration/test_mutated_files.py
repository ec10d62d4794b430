"""Whatever is changed in a good file, the answer is a refusal in one sentence or a file that opens: nothing else."""

import io
import random

import pikepdf
import pytest
from asnkit import pdf as papers
from asnkit.events import Refused
from PIL import Image
from registration.document import content
from registration.document.content import REFUSALS

from tests.hostile import CHANGES
from tests.papers import jpeg, pdf

SEED, TIMES = 20261128, 60
RULES = {rule for rule, _ in (REFUSALS | papers.REFUSALS).values()} | {"jenis-berkas", "berkas-kosong", "ukuran-berkas"}


def exif():
    made = Image.Exif()
    made[0x0112], made[0x010F] = 6, "Telepon"
    made.get_ifd(0x8825)[2] = (2.0, 58.0, 0.0)
    return made


def form(made):
    """Every thing that a PDF may do besides."""
    for change in CHANGES:
        change(made)


FILES = {
    "photo": [
        jpeg(120, 90),
        jpeg(120, 90, exif=exif(), comment=b"catatan"),
        jpeg(120, 90, progressive=True, quality=40),
    ],
    "diploma": [
        pdf(2),
        pdf(2, change=form),
        pdf(3, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        pdf(encryption=pikepdf.Encryption(owner="x")),
    ],
}


def mutated(file, dice):
    """A file with a part cut off, cut out, doubled, or some of its bytes others; half of all in its first bytes."""
    changed = bytearray(file)
    reach = len(file) if dice.random() < 0.5 else min(len(file), 300)
    match dice.randrange(5):
        case 0:
            del changed[dice.randrange(len(changed)) :]
        case 1:
            at = dice.randrange(reach)
            del changed[at : at + dice.randrange(1, 40)]
        case 2:
            at = dice.randrange(reach)
            changed[at:at] = changed[: dice.randrange(1, 200)]
        case _:
            for _ in range(dice.choice([1, 2, 8, 40])):
                changed[dice.randrange(reach)] = dice.choice([0, 0xFF, dice.randrange(256)])
    return bytes(changed)


def opens(kind, kept):
    if kind == "photo":
        with Image.open(io.BytesIO(kept)) as picture:
            picture.load()
            return picture.format == "JPEG"
    with pikepdf.open(io.BytesIO(kept)) as made:
        return len(made.pages) > 0


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_was_changed_is_refused_or_kept_whole(sandbox, kind):
    dice, outcomes = random.Random(SEED), {"kept": 0, "refused": 0}
    for file in FILES[kind]:
        for _ in range(TIMES):
            try:
                _, kept = content.kept(sandbox, kind, mutated(file, dice))
            except Refused as refused:
                assert (refused.rule in RULES, refused.field, refused.status) == (True, "file", 422)
                outcomes["refused"] += 1
            else:
                assert opens(kind, kept)
                outcomes["kept"] += 1
    assert min(outcomes.values()) > 20, outcomes
