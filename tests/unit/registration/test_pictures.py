"""A photo from a telephone becomes a small upright one, and nothing else of its file stays."""

import io
import struct

import pytest
from asnkit import pictures
from asnkit.events import Refused
from asnkit.sandbox import Rejected
from PIL import Image
from registration.document import content
from registration.document.domain import JPEG, LIMITS

LIMIT = 200 * 1024
MARKERS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200), "white": (240, 240, 240)}


def corners(width=800, height=600):
    """Red above left, green above right, blue below left, white below right."""
    made = Image.new("RGB", (width, height))
    for number, colour in enumerate(MARKERS.values()):
        box = (number % 2 * width // 2, number // 2 * height // 2)
        made.paste(Image.new("RGB", (width // 2, height // 2), colour), box)
    return made


def detailed(width, height, mode="RGB"):
    """Fine noise over shades, the worst for a small file."""
    noise = Image.effect_noise((width // 4, height // 4), 90).resize((width, height))
    shade = Image.linear_gradient("L").resize((width, height))
    return noise if mode == "L" else Image.merge(mode, [noise, shade, noise, shade][: len(mode)])


def written(picture, **more):
    file = io.BytesIO()
    picture.save(file, "JPEG", **more)
    return file.getvalue()


def shrunk(file, limit=LIMIT):
    made = pictures.shrink(file, limit)
    assert len(made) <= limit
    return Image.open(io.BytesIO(made))


def seen(picture):
    """The colours at its corners, in reading order."""
    wide, high = picture.size
    places = [(x, y) for y in (high // 8, high * 7 // 8) for x in (wide // 8, wide * 7 // 8)]
    nearest = []
    for place in places:
        found = picture.getpixel(place)
        nearest.append(
            min(MARKERS, key=lambda name: sum(abs(a - b) for a, b in zip(found, MARKERS[name], strict=True)))
        )
    return nearest


@pytest.mark.parametrize(
    ("size", "mode", "saving"),
    [
        ((4000, 3000), "RGB", {}),
        ((3000, 4000), "RGB", {"progressive": True}),
        ((4000, 3000), "CMYK", {}),
        ((4000, 3000), "L", {"quality": 1}),
        ((8160, 6120), "RGB", {"quality": 60}),
        ((60000, 300), "RGB", {}),
        ((8, 8), "RGB", {}),
    ],
)
def test_a_photo_of_any_telephone_is_kept_small(size, mode, saving):
    picture = shrunk(written(detailed(*size, mode), **saving))
    assert picture.mode == "RGB" and max(picture.size) <= 2000
    assert picture.width * size[1] == pytest.approx(picture.height * size[0], rel=0.1)


def test_a_photo_that_is_small_already_keeps_its_size():
    assert shrunk(written(corners())).size == (800, 600)


def test_the_largest_steps_back_until_it_fits():
    assert max(shrunk(written(detailed(4000, 3000)), 60_000).size) <= 800
    with pytest.raises(Rejected, match=r"^size$"):
        pictures.shrink(written(detailed(4000, 3000)), 2_000)


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_stands_upright_whatever_way_the_telephone_was_held(turned):
    upright = corners()
    opposite = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    method = opposite.get(turned, pictures.TURNS.get(turned))
    stored = upright.transpose(method) if method is not None else upright
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = turned
    picture = shrunk(written(stored, exif=exif))
    assert (seen(picture), picture.size) == (list(MARKERS), (800, 600))


def test_nothing_else_of_the_file_stays():
    exif = Image.Exif()
    exif[0x010F] = "Telepon Contoh"
    exif.get_ifd(0x8825)[2] = (2.0, 58.0, 0.0)
    file = written(corners(), exif=exif, comment=b"catatan rahasia", icc_profile=b"profil")
    file += b"<?php system('id'); ?>"
    made = pictures.shrink(file, LIMIT)
    assert not Image.open(io.BytesIO(made)).getexif()
    for hidden in (b"Telepon", b"rahasia", b"profil", b"php", b"Exif"):
        assert hidden in file and hidden not in made


@pytest.mark.filterwarnings("ignore")  # Pillow's, for each of these
@pytest.mark.parametrize(
    "metadata",
    [
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\xff\xff",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0" + bytes(40),
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x09\0\0\0\x08",
    ],
)
def test_metadata_that_cannot_be_read_are_no_reason_to_refuse_a_picture(metadata):
    file = written(corners())
    segment = b"\xff\xe1" + struct.pack(">H", len(metadata) + 2) + metadata
    assert seen(shrunk(file[:2] + segment + file[2:])) == list(MARKERS)


def bomb(width, height):
    """A small picture whose header says that it is large."""
    file = bytearray(written(Image.new("RGB", (8, 8))))
    at = file.index(b"\xff\xc0") + 5
    file[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(file)


@pytest.mark.parametrize("size", [(20_000, 12_000), (65_500, 65_500), (13_400, 13_400), (8001, 8000)])
def test_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(Rejected, match=r"^pixels$"):
        pictures.shrink(bomb(*size), LIMIT)


def test_what_people_are_told_of_a_picture_names_its_kind_and_what_is_wrong(sandbox):
    told = {
        bomb(20_000, 12_000): "Berkas KTP lebih dari 64 megapiksel; pilih ukuran foto yang lebih kecil.",
        written(corners())[:600]: "Berkas KTP tidak dapat dibaca.",
        b"\xff\xd8\xff" + bytes(100): "Berkas KTP tidak dapat dibaca.",
        b"\x89PNG\r\n\x1a\n" + bytes(100): "Berkas KTP harus berupa JPG.",
        b"": "Berkas KTP kosong.",
        b"\xff\xd8\xff" + bytes(10 * 1024 * 1024): "Ukuran berkas KTP harus paling besar 10 MB.",
    }
    for file, sentence in told.items():
        with pytest.raises(Refused) as refused:
            content.kept(sandbox, "id_card", file)
        assert (refused.value.message, refused.value.status, refused.value.field) == (sentence, 422, "file")


def test_eight_bombs_at_once_are_answered_and_this_process_grows_by_none_of_them(sandbox):
    from concurrent.futures import ThreadPoolExecutor

    import psutil

    file = written(Image.new("L", (6300, 6300)), quality=1)
    assert len(file) < 700_000
    content.kept(sandbox, "photo", file)
    before = psutil.Process().memory_info().rss
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda _: content.kept(sandbox, "photo", file), range(8)))
    assert [media_type for media_type, _ in answers] == [JPEG] * 8
    assert all(len(made) <= LIMITS["photo"][1] for _, made in answers)
    assert psutil.Process().memory_info().rss - before < 20_000_000
