"""Eight files at once that were made to take a service: each has its answer, and so has everybody else meanwhile."""

import io
import re
import statistics
import struct
import time
import uuid
import zlib
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import psutil
import pytest
import requests
from PIL import Image

from demo.callers import until
from tests.papers import jpeg, pdf

pytestmark = [pytest.mark.servers, pytest.mark.slow]

BOMBS = 8
MEGABYTE = 1_000_000


def large_picture():
    """Forty megapixels in a few hundred kilobytes."""
    written = io.BytesIO()
    Image.new("L", (6300, 6300)).save(written, "JPEG", quality=1)
    return written.getvalue()


def large_header():
    file = bytearray(jpeg(8, 8))
    at = file.index(b"\xff\xc0") + 5
    file[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(file)


def large_page():
    """Four hundred megabytes in four hundred kilobytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(400)) + packer.flush()

    def fill(made):
        made.pages[0].obj.Contents = made.make_stream(packed, Filter=pikepdf.Name.FlateDecode)

    return pdf(change=fill)


FILES = [
    ("photo", large_picture(), 201),
    ("id_card", large_picture(), 201),
    ("selfie", large_header(), 422),
    ("diploma", large_page(), 422),
]


def command(address, body=None, token="", **more):
    headers = {"Idempotency-Key": uuid.uuid4().hex} | ({"Authorization": f"Bearer {token}"} if token else {})
    return requests.post(address, json=body, headers=headers, timeout=120, **more)


@pytest.fixture(scope="module")
def token(system):
    """Of somebody new."""
    registration, mail = system.endpoints["services"]["registration"]["api"], system.endpoints["mail"]["messages"]
    body = {
        "nik": "1274011808950077", "family_card_no": "1274010101010077", "name": "Budi Santoso Rahayu",
        "birth_date": "1995-08-18", "sex": "M", "email": "bom@contoh.example", "phone": "081234567890",
        "password": "sandi-yang-panjang", "consent": {"notice": "2024-1", "purposes": ["selection", "announcement"]},
    }  # fmt: skip
    id = command(f"{registration}/v1/accounts", body).json()["id"]
    where = {"to": body["email"]}
    [letter, *_] = until(lambda: requests.get(mail, params=where, timeout=5).json()["items"], "the letter with a code")
    code = re.search(r"[0-9]{6}", letter["subject"]).group()
    return command(f"{registration}/v1/accounts/{id}/proof", {"code": code}).json()["access_token"]


def grown(worker):
    """Megabytes of a web worker itself, and of everything that it started."""
    mine = worker.memory_info().rss
    others = 0
    for child in worker.children(recursive=True):
        try:
            others += child.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return mine / MEGABYTE, others / MEGABYTE


def test_eight_bombs_at_once_beside_others(system, token, record_property):
    registration = system.endpoints["services"]["registration"]["api"]
    [worker] = psutil.Process(system.pid("registration-web")).children()

    def throw(number):
        kind, file, status = FILES[number % len(FILES)]
        answer = command(f"{registration}/v1/documents", token=token, params={"kind": kind}, data=file)
        return answer.status_code, status

    before = grown(worker)[0]
    times, most = [], (0, 0)
    with ThreadPoolExecutor(BOMBS) as throwers:
        thrown = [throwers.submit(throw, number) for number in range(BOMBS)]
        while not all(one.done() for one in thrown):
            asked = time.perf_counter()
            assert requests.get(f"{registration}/healthz", timeout=30).status_code == 200
            times.append(time.perf_counter() - asked)
            most = tuple(map(max, most, grown(worker)))
    outcomes = [one.result() for one in thrown]
    assert [got for got, _ in outcomes] == [wanted for _, wanted in outcomes]
    beside = f"/healthz {len(times)} times, half in {statistics.median(times) * 1000:.0f} ms, all in {max(times):.2f} s"
    memory = f"worker {before:.0f} to {most[0]:.0f} MB, beside it {most[1]:.0f} MB at most"
    record_property("figures", f"{BOMBS} bombs at once; {beside}; {memory}")
    assert len(times) > BOMBS
    assert most[0] - before < 60 and most[1] < 900
