"""A published result as a CSV that opens well in an Indonesian spreadsheet: BOM, `;`, decimal comma."""

import csv
import io

COLUMNS = (
    "Jabatan",
    "Unit Penempatan",
    "Jenis Kebutuhan",
    "Peringkat",
    "Nomor Peserta",
    "TWK",
    "TIU",
    "TKP",
    "Total SKD",
    "Nilai Akhir",
    "Kode",
    "Diputus oleh",
)


def csv_of(rankings: dict[str, dict], lines: dict[str, dict]) -> bytes:
    """All lists, line by line in the order of job and unit."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for vacancy in sorted(rankings, key=lambda vacancy: (lines[vacancy]["job_name"], lines[vacancy]["unit"], vacancy)):
        line = lines[vacancy]
        for row in rankings[vacancy]["rows"]:
            final = (row.get("final_shown") or "").replace(".", ",")
            points = [row[part] for part in ("twk", "tiu", "tkp", "total")]
            place = [line["job_name"], line["unit"], line["need_type"], row["rank"], row["participant_no"]]
            cells = [*place, *points, final, row["code"], row["decided_by"]]
            writer.writerow([_safe("" if cell is None else str(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
