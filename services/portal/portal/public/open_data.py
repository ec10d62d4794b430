"""Data terbuka: every public data set with its files, as a page, as DCAT 3 (W3C) and as CSVW beside each CSV.

A harvester begins at /data.jsonld. Each CSV has its description at its own address with "-metadata.json" behind it,
where CSVW looks for it (Model for Tabular Data and Metadata on the Web, 5.3).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from asnkit.sheet import writing
from asnkit.web import current
from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from ..client import api, path
from . import announcements, board, complaints, surveys
from .agencies import TOPICS
from .daily_files import LINES

blueprint = Blueprint("open_data", __name__)

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NEWEST_FILES = 100
"""Of the daily files, about a month of all topics; the others are on their page."""
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Dataset:
    """`csv` is the endpoint of its CSV with `values` in its address; `also` are other files of it, (endpoint, media
    type). `rhythm` is a code of the EU's frequency list. `sha256` is the digest of the list as it was announced,
    `receipt` of the event that announced it."""

    key: str
    title: str
    told: str
    csv: str
    page: str
    rhythm: str
    values: dict[str, str] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    begins: str = ""
    ends: str = ""
    issued: str = ""
    sha256: str = ""
    receipt: str = ""
    days: tuple[dict, ...] = ()
    """Daily files of it, as platform lists them, where it has those and no CSV."""


@blueprint.get("/data")
def show():
    return render_template("public/open_data.html", datasets=list(datasets()), addresses=addresses, licence=LICENCE)


@blueprint.get("/data.jsonld")
def catalogue():
    """Everything there is, for whoever collects data sets of many offices."""
    known = {
        "@context": CONTEXT,
        "@id": _absolute("open_data.catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _said(_("Data terbuka seleksi dan pengembangan ASN Kota Tanjungbalai")),
        "dct:description": _said(_("Semua kumpulan data yang terbuka untuk umum, tanpa nama lengkap siapa pun.")),
        "dct:publisher": _office(),
        "dct:license": {"@id": LICENCE},
        "foaf:homepage": {"@id": _absolute("home.show")},
        "dcat:dataset": [_described(one) for one in datasets()],
    }
    return Response(json.dumps(known, ensure_ascii=False, indent=1), content_type="application/ld+json")


def datasets() -> Iterator[Dataset]:
    """Every public data set, what changes least last."""
    registration = api("registration")
    yield Dataset(
        "formasi",
        _("Formasi dan lowongan"),
        _("Setiap formasi yang terbit: jabatan, unit, kualifikasi, kursi, dan jumlah pelamarnya."),
        "vacancies.download",
        url_for("vacancies.listing"),
        "UPDATE_CONT",
    )
    yield Dataset(
        "aduan",
        _("Aduan menurut unit dan keadaan"),
        _("Berapa aduan yang masuk, dikerjakan, dan selesai di setiap unit; angka di bawah lima tidak disebut."),
        "complaints.download",
        url_for("complaints.show"),
        "UPDATE_CONT",
    )
    yield Dataset(
        "umur-aduan",
        _("Umur aduan yang masih terbuka"),
        _("Berapa aduan di setiap keadaan, menurut hari sejak dikirim; yang kurang dari lima tidak disebut."),
        "complaints.download_ages",
        url_for("complaints.show"),
        "UPDATE_CONT",
    )
    yield Dataset(
        "lama-aduan",
        _("Lama aduan sampai selesai"),
        _("Berapa persen aduan yang selesai sampai hari keberapa; belum ada isinya sampai cukup yang selesai."),
        "complaints.download_durations",
        url_for("complaints.show"),
        "UPDATE_CONT",
    )
    yield Dataset(
        "ikm",
        _("Indeks kepuasan masyarakat"),
        _("Setiap indeks yang terbit: unit, layanan, jumlah responden, nilai, dan mutunya."),
        "surveys.download",
        url_for("surveys.results"),
        "QUARTERLY",
    )
    yield from _indexes()
    for period in registration.get("/v1/periods")["items"]:
        yield from _stages(period)
        yield Dataset(
            f"transparansi-{period['code']}",
            _("Kursi, pelamar, dan yang lulus: %(period)s", period=period["name"]),
            _("Papan transparansi: setiap formasi dengan kursi, pelamar, dan yang lulus."),
            "board.download",
            url_for("board.show", periode=period["code"]),
            "UPDATE_CONT",
            {"code": period["code"]},
            (("board.as_json", "application/json"),),
            begins=period["registration_opens"],
            ends=period["registration_closes"],
        )
    for one in registration.every("/v1/announcements"):
        yield Dataset(
            f"pengumuman-{one['id']}",
            one["title"],
            _("Daftar dalam surat %(number)s: nomor peserta, nama tersamar, kode.", number=one["number"]),
            "announcements.download",
            url_for("announcements.show", id=one["id"]),
            "NEVER",
            {"id": one["id"]},
            issued=one["published_at"],
            sha256=one["list_sha256"],
            receipt=one["sha256"],
        )
    yield from _daily()


def _indexes() -> Iterator[Dataset]:
    """The nine elements of each index that is out; and, once for each unit and service, its indexes over time."""
    told = set()
    for one in api("feedback").every("/v1/surveys", status="closed"):
        if not one["ikm"]:
            continue
        page, values = url_for("surveys.result", id=one["id"]), {"id": one["id"]}
        index = Dataset(
            f"ikm-unsur-{one['id']}",
            _("Unsur IKM: %(title)s", title=one["title"]),
            _("Sembilan unsur pelayanan %(unit)s dengan rata-rata, responden, dan keeratannya.", unit=one["unit"]),
            "surveys.download_one",
            page,
            "NEVER",
            values,
            (("surveys.as_json", "application/json"),),
            issued=one["ikm"]["published_at"],
        )
        yield index
        if (one["unit"], one["service"]) in told:
            continue
        told.add((one["unit"], one["service"]))
        what = _("Indeks %(service)s, %(unit)s, dari waktu ke waktu.", service=one["service"], unit=one["unit"])
        trend = _("Tren IKM: %(service)s", service=one["service"])
        yield Dataset(f"ikm-tren-{one['id']}", trend, what, "surveys.download_trend", page, "QUARTERLY", values)


def _stages(period: dict) -> Iterator[Dataset]:
    """The board's other files of a period: how far its applications came, and how much was said of it."""
    code, name = period["code"], period["name"]
    for key, title, told, csv in (
        (
            "tahap",
            _("Tahap seleksi: %(period)s", period=name),
            _("Berapa pelamar sampai pada setiap tahap, dan bagaimana berkasnya diperiksa."),
            "board.download_stages",
        ),
        (
            "tanggapan",
            _("Tanggapan masyarakat: %(period)s", period=name),
            _("Berapa tanggapan atas setiap tahap yang masuk, ditampilkan, dan tidak ditampilkan."),
            "board.download_comments",
        ),
    ):
        yield Dataset(
            f"{key}-{code}", title, told, csv, url_for("board.show", periode=code), "UPDATE_CONT", {"code": code}
        )


def _daily() -> Iterator[Dataset]:
    """Of each topic that has files; one call for all."""
    found = api("platform").get("/v1/daily-files", limit=NEWEST_FILES)["items"]
    for topic, word in TOPICS.items():
        days = tuple(one for one in found if one["topic"] == topic)
        if days:
            yield Dataset(
                f"harian-{topic}",
                _("Kejadian harian: %(what)s", what=word),
                _("Setiap hari satu berkas: satu kejadian sebaris, persis seperti dalam log audit."),
                "",
                url_for("daily_files.listing", topic=topic),
                "DAILY",
                days=days,
            )


def addresses(one: Dataset) -> dict[str, str]:
    """Media type → address of each file of a data set that has a CSV."""
    if not one.csv:
        return {}
    files = {writing.MEDIA_TYPES[writing.CSV].partition(";")[0]: url_for(one.csv, form=writing.CSV, **one.values)}
    return files | {media: url_for(endpoint, **one.values) for endpoint, media in one.also}


@blueprint.get("/formasi.csv-metadata.json")
def vacancies_described():
    return _table("vacancies.download", _first_line("vacancies.download"))


@blueprint.get("/aduan/angka.csv-metadata.json")
def complaints_described():
    return _table("complaints.download", complaints.columns())


@blueprint.get("/aduan/umur.csv-metadata.json")
def ages_described():
    return _table("complaints.download_ages", complaints.age_columns())


@blueprint.get("/aduan/lama.csv-metadata.json")
def durations_described():
    return _table("complaints.download_durations", complaints.duration_columns())


@blueprint.get("/ikm.csv-metadata.json")
def indexes_described():
    return _table("surveys.download", surveys.columns())


@blueprint.get("/ikm/<uuid:id>.csv-metadata.json")
def elements_described(id):
    return _table("surveys.download_one", surveys.element_columns(), id=str(id))


@blueprint.get("/ikm/<uuid:id>/tren.csv-metadata.json")
def trend_described(id):
    return _table("surveys.download_trend", surveys.trend_columns(), id=str(id))


@blueprint.get("/transparansi/<code>/tahap.csv-metadata.json")
def stages_described(code: str):
    return _table("board.download_stages", board.stage_columns(), code=code)


@blueprint.get("/transparansi/<code>/tanggapan.csv-metadata.json")
def comments_described(code: str):
    return _table("board.download_comments", board.comment_columns(), code=code)


@blueprint.get("/transparansi/<code>.csv-metadata.json")
def board_described(code: str):
    return _table("board.download", board.columns(), code=code)


@blueprint.get("/pengumuman/<id>/daftar.csv-metadata.json")
def list_described(id: str):
    """A result's list is selection's, whose file alone knows its columns."""
    one = api("registration").get(path("v1", "announcements", id))
    columns = _first_line("announcements.download", id=id) if one["result"] else announcements.columns()
    return _table("announcements.download", columns, id=id)


def _first_line(endpoint: str, **values: str) -> list[str]:
    """The columns of a file that another service makes: its beginning says them."""
    answer = current_app.view_functions[endpoint](form=writing.CSV, **values)
    try:
        return writing.columns_of(next(iter(answer.response)))
    finally:
        answer.close()


def _table(endpoint: str, columns, **values: str) -> Response:
    """CSVW of one file: our CSVs have a BOM, semicolons and CRLF, as Indonesian spreadsheets open them."""
    numbers = {str(word): kind for word, kind in _numbers().items()}
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": str(get_locale())}],
        "url": _absolute(endpoint, form=writing.CSV, **values),
        "dct:license": {"@id": LICENCE},
        "dialect": {"delimiter": ";", "encoding": "utf-8", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [
                {"name": f"kolom_{place}", "titles": str(word), "datatype": numbers.get(str(word), "string")}
                for place, word in enumerate(columns, 1)
            ]
        },
    }
    answer = json.dumps(described, ensure_ascii=False, indent=1)
    return Response(answer, content_type="application/csvm+json")


def _numbers() -> dict:
    """Columns that hold numbers and nothing else, by their word."""
    whole, exact = {"base": "integer"}, {"base": "decimal", "format": {"decimalChar": ","}}
    counted = (_("Kursi"), _("Jumlah"), _("Responden"), _("Hari"), _("Masuk"), _("Ditampilkan"), _("Tidak ditampilkan"))
    measured = (_("Nilai"), _("Selang ±"), _("Rata-rata (1–4)"), _("Keeratan (−1 sampai 1)"), _("Selesai, persen"))
    return dict.fromkeys(counted, whole) | dict.fromkeys(measured, exact)


def _described(one: Dataset) -> dict:
    known = {
        "@id": f"{_absolute('open_data.show')}#{one.key}",
        "@type": "dcat:Dataset",
        "dct:identifier": one.key,
        "dct:title": _said(one.title),
        "dct:description": _said(one.told),
        "dct:publisher": _office(),
        "dct:license": {"@id": LICENCE},
        "dct:accrualPeriodicity": {"@id": FREQUENCY + one.rhythm},
        "dcat:landingPage": {"@id": current().settings.urls["portal"] + one.page},
        "dcat:distribution": [
            *(_file(one, media, address) for media, address in addresses(one).items()),
            *(_day(one, file) for file in one.days),
        ],
    }
    if one.begins:
        ends = {name: _moment(text) for name, text in (("startDate", one.begins), ("endDate", one.ends))}
        known["dct:temporal"] = {"@type": "dct:PeriodOfTime"} | {f"dcat:{name}": at for name, at in ends.items()}
    if one.issued:
        known["dct:issued"] = _moment(one.issued)
    if one.sha256:
        known["spdx:checksum"] = _digest(one.sha256)
        known["dct:provenance"] = {
            "@id": _absolute("proof.show", bukti=one.receipt),
            "@type": "dct:ProvenanceStatement",
        }
    return known


def _file(one: Dataset, media: str, address: str) -> dict:
    address = current().settings.urls["portal"] + address
    told = {
        "@type": "dcat:Distribution",
        "dct:title": _said(one.title),
        "dcat:downloadURL": {"@id": address},
        "dcat:accessURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:license": {"@id": LICENCE},
    }
    if address.endswith(".csv"):
        told["dct:conformsTo"] = {"@id": f"{address}-metadata.json"}
    return told


def _day(one: Dataset, file: dict) -> dict:
    """One daily file; its media type is no registered one."""
    address = {"@id": _absolute("daily_files.download", id=file["id"])}
    day = {"@value": file["day"], "@type": "xsd:date"}
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(f"{one.title}, {file['day']}"),
        "dcat:downloadURL": address,
        "dcat:accessURL": address,
        "dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": LINES},
        "dct:license": {"@id": LICENCE},
        "dcat:byteSize": {"@value": str(file["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": day, "dcat:endDate": day},
        "spdx:checksum": _digest(file["file_sha256"]),
    }


def _digest(sha256: str) -> dict:
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
    }


def _office() -> dict:
    return {
        "@id": _absolute("home.show"),
        "@type": "foaf:Organization",
        "foaf:name": _("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Tanjungbalai"),
    }


def _said(text: str) -> dict:
    return {"@value": text, "@language": str(get_locale())}


def _moment(text: str) -> dict:
    return {"@value": text, "@type": "xsd:dateTime"}


def _absolute(endpoint: str, **values) -> str:
    return current().settings.urls["portal"] + url_for(endpoint, **values)
