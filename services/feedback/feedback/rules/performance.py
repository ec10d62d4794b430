"""The yearly predicate (PermenPANRB 6/2022; docs/rules.md §5.3)."""

ABOVE, MEETS, BELOW = "DIATAS", "SESUAI", "DIBAWAH"
PREDICATES = {
    (ABOVE, ABOVE): "SANGAT_BAIK",
    (ABOVE, MEETS): "BAIK",
    (ABOVE, BELOW): "KURANG",
    (MEETS, ABOVE): "BAIK",
    (MEETS, MEETS): "BAIK",
    (MEETS, BELOW): "KURANG",
    (BELOW, ABOVE): "BUTUH_PERBAIKAN",
    (BELOW, MEETS): "BUTUH_PERBAIKAN",
    (BELOW, BELOW): "SANGAT_KURANG",
}


def predikat(results: str, behaviour: str) -> str:
    """The predicate of two ratings, each "DIATAS", "SESUAI" or "DIBAWAH" of what is expected."""
    try:
        return PREDICATES[results, behaviour]
    except KeyError:
        raise ValueError("Penilaian harus DIATAS, SESUAI, atau DIBAWAH.") from None
