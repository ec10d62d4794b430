"""Errors as people and programs read them: RFC 9457 problem documents in Indonesian."""

import logging

import orjson
from flask import Flask, Response
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

from .auth import RoleOver, Unauthorized
from .db import away
from .errors import KeyReused, StaleVersion, Unavailable
from .events import Refused
from .sealing import Erased
from .tracing import current_trace

RETRY_SECONDS = "2"

TITLES = {
    400: "Permintaan tidak dapat dibaca",
    401: "Anda perlu masuk",
    403: "Peran Anda tidak berhak",
    404: "Tidak ditemukan",
    405: "Cara ini tidak tersedia",
    406: "Bentuk jawaban tidak tersedia",
    408: "Permintaan terlalu lama",
    409: "Bertentangan dengan keadaan sekarang",
    410: "Sudah dihapus",
    412: "Sudah diubah orang lain",
    413: "Isian terlalu besar",
    415: "Jenis isian tidak didukung",
    422: "Isian belum benar",
    428: "Versi perlu disebutkan",
    429: "Terlalu sering",
    500: "Terjadi galat pada sistem",
    503: "Sedang tidak dapat dilayani",
}

DETAILS = {
    400: "Periksa kembali bentuk JSON yang dikirim.",
    404: "Alamat atau nomor rujukan ini tidak ada.",
    405: "Alamat ini tidak melayani metode tersebut; lihat header Allow.",
    413: "Ukuran permintaan melebihi batas.",
    415: "Kirim sebagai application/json.",
    500: "Perubahan Anda tidak disimpan. Coba lagi; bila berulang, sebutkan nomor jejak kepada petugas.",
    503: "Tidak ada yang hilang. Kirim lagi permintaan yang sama (Idempotency-Key yang sama) sesaat lagi.",
}

log = logging.getLogger(__name__)


def problem(status: int, rule: str, detail: str = "", headers: dict | None = None, **members) -> Response:
    """A problem document; `members` may hold `field` and `errors`."""
    body = {
        "type": f"urn:asn-tanjungbalai:problem:{rule}",
        "title": TITLES.get(status, TITLES[400]),
        "status": status,
        "detail": detail or DETAILS.get(status, ""),
        "rule": rule,
        **{name: value for name, value in members.items() if value},
    }
    if current_trace():
        body["trace"] = current_trace()
    response = Response(orjson.dumps(body), status, content_type="application/problem+json")
    response.headers.update(headers or {})
    return response


def register(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StaleVersion, _stale)
    app.register_error_handler(Erased, _erased)
    app.register_error_handler(KeyReused, _key_reused)
    app.register_error_handler(Unauthorized, _unauthorized)
    app.register_error_handler(RoleOver, _role_over)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(PyMongoError, _database)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, _unexpected)


def http(error: HTTPException) -> Response:
    """Any HTTP error; validation errors (webargs) become one entry a field."""
    messages = getattr(error, "data", None)
    if messages and "messages" in messages:
        return invalid(messages["messages"], error.code)
    status = error.code or 500
    headers = dict(error.get_headers()) if status == 405 else {}
    allow = {"Allow": headers["Allow"]} if "Allow" in headers else {}
    return problem(status, f"http-{status}", headers=allow)


def invalid(messages: dict, status: int = 422) -> Response:
    errors = list(flatten(messages))
    if status == 400 or any("Invalid JSON" in error["message"] for error in errors):
        return problem(400, "json-rusak", "Isi permintaan bukan JSON yang sah.")
    first = errors[0]
    return problem(status, "isian", f"{first['field']}: {first['message']}", field=first["field"], errors=errors)


def flatten(messages, path: str = ""):
    """webargs' nested messages as {"field": "a.0.b", "message": text}, the location left out."""
    if isinstance(messages, dict):
        for key, value in messages.items():
            location = not path and key in ("json", "query", "path", "files", "form", "headers", "json_or_form")
            yield from flatten(value, path if location else f"{path}.{key}".lstrip("."))
    elif isinstance(messages, list):
        for message in messages:
            yield from flatten(message, path)
    else:
        yield {"field": path.removesuffix("._schema") or "isi", "message": str(messages)}


def _refused(error: Refused) -> Response:
    return problem(error.status, error.rule, error.message, field=error.field)


def _stale(error: StaleVersion) -> Response:
    detail = f"Anda melihat versi {error.expected}, sekarang versi {error.actual}. Muat ulang lalu coba lagi."
    return problem(412, "versi-lama", detail, headers={"ETag": f'"{error.actual}"'})


def _key_reused(_: KeyReused) -> Response:
    return problem(422, "kunci-dipakai-ulang", "Idempotency-Key ini sudah dipakai untuk permintaan lain.")


def _erased(_: Erased) -> Response:
    return problem(410, "data-dihapus", "Data pribadi ini sudah dihapus dan tidak dapat dibaca lagi oleh siapa pun.")


def _unauthorized(error: Unauthorized) -> Response:
    detail = "Masuk terlebih dahulu, atau masuk lagi: tanda masuk tidak ada, tidak sah atau sudah berakhir."
    return problem(401, "belum-masuk", detail, headers={"WWW-Authenticate": f'Bearer error="{error}"'})


def _role_over(error: RoleOver) -> Response:
    detail = "Peran Anda sudah dicabut atau berakhir. Yang belum disimpan tidak tercatat."
    return problem(401, "peran-berakhir", detail, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})


def _unavailable(error: Unavailable) -> Response:
    log.warning("unavailable: %s", error)
    return problem(503, "sedang-sibuk", headers={"Retry-After": RETRY_SECONDS})


def _database(error: PyMongoError) -> Response:
    if away(error):
        return _unavailable(Unavailable("MongoDB"))
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    log.error("unexpected %s", type(error).__name__, exc_info=error)
    return problem(500, "galat-sistem")
