"""The signed plan of a year as PDF."""

from flask_babel import gettext as _

from ..formats import day, number
from ..printed import Letter, fact
from ..typeface import MONO
from ..words import FUNDS

WIDTHS = (10, 52, 50, 12, 14, 32)


def plan(year: int, edition: dict, address: str) -> bytes:
    page = Letter(_("Rencana pengembangan kompetensi %(year)s", year=year))
    page.paragraph(_("Edisi %(n)s, ditandatangani %(day)s.", n=number(edition["edition"]), day=day(edition["at"])))
    fact(page, _("Anggaran"), f"Rp{number(edition['budget'])} ({edition['basis']})")
    fact(page, _("Biaya seluruh program"), f"Rp{number(edition['cost'])}")
    head = (_("TW"), _("Program"), _("Unit"), _("JP"), _("Orang"), _("Biaya (Rp)"))
    rows = [
        (
            f"Q{one['quarter']}", one["title"], one["unit_name"], number(one["hours"]), number(one["people"]),
            f"{number(one['cost'])} {FUNDS[one['fund']]}",
        )
        for one in sorted(edition["items"], key=lambda one: one["quarter"])
    ]  # fmt: skip
    page.rows(head, WIDTHS, rows)
    page.heading(_("Tanda tangan"))
    page.signatures(_("Yang mengusulkan"), _("Pimpinan"))
    page.check(address, _("Pindai kode ini untuk memeriksa tanda tangan terakhir dengan catatan audit:"))
    fact(page, _("Peristiwa"), edition["signed"]["event"], font=MONO, size=8)
    fact(page, _("Sidik jari peristiwa"), edition["signed"]["sha256"], font=MONO, size=8)
    return bytes(page.output())
