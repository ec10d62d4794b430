"""The log over HTTP: static files, as C2SP tlog-tiles says, and for the auditor the events behind them.

Paths are read strictly: what is not written exactly as the log writes it is not looked for.
"""

import gzip

from asnkit.events import Refused
from asnkit.web import Blueprint, allow, current, public
from flask import Response, request
from tlog import checkpoints, tiles
from tlog.checkpoints import Checkpoint
from tlog.notes import split
from tlog.tiles import Tile

from .volume import ARCHIVE, CHECKPOINT, KEY, SIGNATURES, Volume, open_volume

blueprint = Blueprint("log", __name__, url_prefix="/log", description="Log audit sebagai berkas (C2SP tlog-tiles)")

FOR_EVER = "public, max-age=31536000, immutable"
NOT_KEPT = "no-cache"
NEVER = "private, no-store"
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
LINES = "application/x-ndjson"


@blueprint.route("/checkpoint")
@public
def checkpoint():
    """Titik periksa terbaru: jumlah entri dan akar pohon, ditandatangani log dan para saksi."""
    try:
        return answer(volume().read(CHECKPOINT), TEXT, NOT_KEPT)
    except FileNotFoundError:
        raise Refused("log-kosong", "Log ini belum berisi entri.", status=404) from None


@blueprint.route("/vkey")
@public
def key():
    """Kunci pemeriksa log ini."""
    try:
        return answer(volume().read(KEY), TEXT, NOT_KEPT)
    except FileNotFoundError:
        raise Refused("log-kosong", "Log ini belum berisi entri.", status=404) from None


@blueprint.route("/tile/<path:rest>")
@public
def tile(rest):
    """Ubin sidik jari pohon, atau bundel entri (tile/entries/…); tidak pernah berubah."""
    wanted = _wanted(tiles.parse(f"tile/{rest}"))
    content = _content(wanted, wanted.path)
    return answer(content, BYTES, FOR_EVER)


@blueprint.route("/archive/<path:rest>")
@allow("auditor", "service", scope="audit:archive")
def archive(rest):
    """Byte peristiwa dari entri yang sama, satu peristiwa satu baris; data pribadi di dalamnya tersegel."""
    return _beside(ARCHIVE, rest)


@blueprint.route("/signatures/<path:rest>")
@allow("auditor", "service", scope="audit:archive")
def signatures(rest):
    """Siapa yang menandatangani peristiwa dari entri yang sama: catatan dan jalurnya, satu per baris."""
    return _beside(SIGNATURES, rest)


def volume() -> Volume:
    return open_volume(current().settings)


def published() -> tuple[str, Checkpoint] | None:
    """The newest checkpoint as it is shown: the note and what it says; None before the first."""
    try:
        note = volume().read(CHECKPOINT).decode()
    except FileNotFoundError:
        return None
    return note, checkpoints.parse(split(note)[0])


def answer(content: bytes, kind: str, cache: str, compressed: bool = False) -> Response:
    """A file; `compressed` when it is worth it (hashes are not) and the reader takes gzip."""
    response = Response(content, content_type=kind, headers={"Cache-Control": cache})
    if compressed:
        response.headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.accept_encodings:
            response.set_data(gzip.compress(content, 1, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _beside(kind: str, rest: str) -> Response:
    wanted = _wanted(tiles.parse(f"tile/entries/{rest}"))
    return answer(_content(wanted, tiles.beside(kind, wanted.index, wanted.width)), LINES, NEVER, compressed=True)


def _wanted(tile: Tile | None) -> Tile:
    if tile is None:
        raise Refused("alamat-ubin", "Alamat ini bukan alamat ubin atau bundel menurut C2SP tlog-tiles.", status=404)
    return tile


def _content(wanted: Tile, path: str) -> bytes:
    try:
        return volume().read(path)
    except FileNotFoundError:
        if (volume().folder / path.partition(".p/")[0]).exists():
            raise Refused("ubin-penuh", "Bagian ini sudah penuh: minta alamat tanpa .p/.", status=404) from None
        if not _promised(wanted):
            raise Refused("ubin-tidak-ada", "Log belum sampai di sini.", status=404) from None
    except OSError:
        pass
    raise Refused(
        "ubin-rusak",
        "Berkas log ini seharusnya ada dan tidak dapat dibaca. Petugas TI harus memulihkannya.",
        status=500,
    )


def _promised(wanted: Tile) -> bool:
    """Whether the newest checkpoint obliges us to have this tile."""
    known = published()
    size = known[1].size if known else 0
    return tiles.width_at(size, wanted.level or 0, wanted.index) == wanted.width
