"""A signature is for what the signer saw: without a version there is nothing to sign."""

from asnkit.events import Refused


def seen_version(tx) -> int:
    """The version in the request's If-Match. Raises Refused 428 when there is none."""
    if tx.if_match is None:
        raise Refused(
            "versi-wajib",
            "Kirim header If-Match berisi ETag dari keadaan terakhir yang Anda lihat.",
            field="If-Match",
            status=428,
        )
    return tx.if_match
