"""Whoever follows a reference finds it: sections of docs/rules.md, documents, decisions, words of the glossary."""

import re

import pytest

from deploy.local.places import ROOT

FOLDERS = ("bench", "demo", "deploy", "docs", "drill", "services", "shared", "tests")
KINDS = {".css", ".html", ".json", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml", ""}
RULES = (ROOT / "docs" / "rules.md").read_text()
SECTION = re.compile(r"^## §(\S+)", re.MULTILINE)
REFERENCE = re.compile(r"rules\.md((?:[\s,]|and|to)*§\d[\d.]*(?:(?:[\s,]|and|to)+§\d[\d.]*)*)")
DOCUMENT = re.compile(r"(?<![\w./<>*{}-])[\w.][\w./-]*\.md\b(?!\w)")
DECISION = re.compile(r"decisions/(\d{4})")
PLACES = (ROOT, ROOT / "docs")
USERS = ("services", "shared")


def texts():
    """Every text of the project by its path from the root; nothing hidden, nothing that was installed."""
    files = [path for path in ROOT.iterdir() if path.is_file()]
    files += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in files:
        name = path.relative_to(ROOT)
        if path.suffix in KINDS and not any(part.startswith(".") or part.endswith(".egg-info") for part in name.parts):
            yield name, path.read_text(errors="replace")


TEXTS = dict(texts())
SECTIONS = SECTION.findall(RULES)


def sections(text):
    """The sections of the rules that a text names, be it over the end of a line."""
    return {section.rstrip(".") for found in REFERENCE.findall(text) for section in re.findall(r"§([\d.]+)", found)}


def missing(name, text):
    """The documents that a text names and that are neither beside it nor at the root nor in docs/."""
    linked = re.sub(r"\w+://\S+", "", text)
    places = ((ROOT / name).parent, *PLACES)
    gone = {found for found in DOCUMENT.findall(linked) if not any((place / found).exists() for place in places)}
    return gone | {number for number in DECISION.findall(linked) if not [*ROOT.glob(f"docs/decisions/{number}-*.md")]}


def named():
    return {section for name, text in TEXTS.items() if name.name != "test_rules.py" for section in sections(text)}


def test_every_section_that_a_source_names_has_its_heading():
    assert len(SECTIONS) == len(set(SECTIONS))
    assert len(named()) > 15 and named() <= set(SECTIONS)


def test_every_section_but_the_glossary_is_named_by_a_source():
    assert set(SECTIONS) - named() <= {"3.2", "8"}  # §3.2 lies between §3.1 and §3.3, which skd.py names


def test_no_file_names_a_document_that_is_not_there():
    gone = {str(name): missing(name, text) for name, text in TEXTS.items() if name.name != "test_rules.py"}
    assert {name: found for name, found in gone.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(docs/rules.md §3.4, §3.5).", {"3.4", "3.5"}),
        ("docs/rules.md §3.1 to §3.3", {"3.1", "3.3"}),
        ("docs/rules.md\n§1.6). The day", {"1.6"}),
        ("docs/rules.md §1.5,\n§3.9. A verdict", {"1.5", "3.9"}),
        ("RFC 6962 §2.1", set()),
    ],
)
def test_a_reference_is_found_however_it_is_written(text, expected):
    assert sections(text) == expected


@pytest.mark.parametrize(
    "text", ["(domain.md §1.6)", "see docs/none.md.", "[x](../none.md)", "`none.md`", "docs/decisions/9999"]
)
def test_a_document_that_is_not_there_is_noticed(text):
    assert missing("tests/docs/some.py", text)


@pytest.mark.parametrize(
    "text", ["(docs/rules.md §1.6)", "purpose.md", "https://example.org/none.md", "docs/decisions/0019", "a.mdx"]
)
def test_a_document_that_is_there_is_not(text):
    assert not missing("tests/docs/some.py", text)


def words():
    """The code's words of the glossary's first table."""
    table = RULES.partition("## §8 ")[2].partition("For what is not built yet")[0]
    rows = [row.rsplit("|", 2)[1] for row in table.splitlines() if row.startswith("| ")]
    return sorted({word for row in rows for word in re.findall(r"`(\w+)`", row)})


@pytest.mark.parametrize("word", words())
def test_every_word_that_the_glossary_calls_in_use_is_in_use(word):
    sources = (text for name, text in TEXTS.items() if name.suffix in {".py", ".json"} and name.parts[0] in USERS)
    assert any(re.search(rf"\b{word}\b", text) for text in sources)
