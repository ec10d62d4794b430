"""What is open to everybody, read as strangers do: the catalogue by rdflib, each CSV by its description."""

import hashlib

import pytest
import requests
from csvw.metadata import CSVW
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import DCAT, DCTERMS, RDF

from .story import DONE, OPEN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning"),  # the two readers' own
]

SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def catalogue(town):
    answer = requests.get(f"{town.url}/data.jsonld", timeout=20)
    assert answer.headers["Content-Type"] == "application/ld+json"
    return Graph().parse(data=answer.text, format="json-ld")


def test_the_catalogue_has_every_data_set_with_its_licence_rhythm_and_a_file(town, catalogue):
    [known] = catalogue.subjects(RDF.type, DCAT.Catalog)
    found = set(catalogue.objects(known, DCAT.dataset))
    keys = {str(catalogue.value(one, DCTERMS.identifier)) for one in found}
    told = town.people["siti"].get("registration", "/v1/announcements")["items"]
    assert {"formasi", "aduan", "ikm", f"transparansi-{DONE}", f"transparansi-{OPEN}"} <= keys
    assert {f"pengumuman-{one['id']}" for one in told} <= keys
    for one in found:
        for wanted in (DCTERMS.title, DCTERMS.license, DCTERMS.accrualPeriodicity, DCTERMS.publisher):
            assert catalogue.value(one, wanted), (one, wanted)
        for file in catalogue.objects(one, DCAT.distribution):
            assert requests.get(str(catalogue.value(file, DCAT.downloadURL)), timeout=20).status_code == 200


def test_an_announced_list_has_the_digest_and_the_receipt_that_it_was_announced_with(town, catalogue):
    told = town.people["siti"].get("registration", "/v1/announcements")["items"]
    for one in told:
        [found] = catalogue.subjects(DCTERMS.identifier, Literal(f"pengumuman-{one['id']}"))
        digest = catalogue.value(catalogue.value(found, SPDX.checksum), SPDX.checksumValue)
        assert str(digest).lower() == one["list_sha256"]
        assert str(catalogue.value(found, DCTERMS.provenance)).endswith(f"/bukti?bukti={one['sha256']}")


def test_a_day_of_events_is_a_file_that_has_the_digest_of_its_bytes(town, catalogue):
    told = town.people["siti"].get("platform", "/v1/daily-files")["items"]
    digests = {}
    for file in catalogue.subjects(RDF.type, DCAT.Distribution):
        if checksum := catalogue.value(file, SPDX.checksum):
            content = requests.get(str(catalogue.value(file, DCAT.downloadURL)), timeout=20).content
            assert len(content) == int(catalogue.value(file, DCAT.byteSize))
            digests[str(catalogue.value(checksum, SPDX.checksumValue)).lower()] = hashlib.sha256(content).hexdigest()
    assert digests and digests == {one["file_sha256"]: one["file_sha256"] for one in told}


def test_each_csv_is_read_by_its_own_description(catalogue):
    read = 0
    for file in catalogue.subjects(RDF.type, DCAT.Distribution):
        address = str(catalogue.value(file, DCAT.downloadURL))
        if not address.endswith(".csv"):
            continue
        described = str(catalogue.value(file, DCTERMS.conformsTo))
        assert described == f"{address}-metadata.json"
        table = CSVW(address, md_url=described)
        header = requests.get(address, timeout=20).content.decode("utf-8-sig").splitlines()[0]
        columns = [str(column.titles.getfirst()) for column in table.tables[0].tableSchema.columns]
        assert ";".join(columns) == header.replace('"', ""), address
        list(table.tables[0].iterdicts(strict=True))
        read += 1
    assert read >= 12
