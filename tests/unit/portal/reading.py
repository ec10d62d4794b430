"""What somebody gets who selects everything in a PDF: each text that is shown, by the font's own table of letters."""

import io
import re

import pikepdf

CODE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
TABLE = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


def text_of(pdf: bytes) -> str:
    """The lines of every page, in the order in which they are drawn."""
    lines = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            tables = {name: _table(font) for name, font in page.obj.Resources.Font.items()}
            known = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    known = tables[str(operands[0])]
                elif str(operator) in ("Tj", "TJ"):
                    shown = operands[0] if str(operator) == "TJ" else operands
                    codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
                    lines.append("".join(known[codes[at : at + 2]] for at in range(0, len(codes), 2)))
    return "\n".join(lines)


def _table(font) -> dict[bytes, str]:
    assert font.Subtype == "/Type0" and "/FontFile2" in font.DescendantFonts[0].FontDescriptor, "letters are embedded"
    content = font.ToUnicode.read_bytes()
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for table in TABLE.findall(content)
        for code, text in CODE.findall(table)
    }
