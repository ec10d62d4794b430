"""Sheets: the one reader and the one writer, for every list that comes in or goes out as a file.

`table.read` turns the bytes of a workbook (XLSX) or of a CSV into rows by their columns. No byte stays unaccounted for:
what it does not read it names, what it cannot read is a fault with its row. `writing` makes both kinds of files, and
what it writes `table.read` reads back. Nothing else parses or writes a sheet (pyproject.toml holds that).
"""
