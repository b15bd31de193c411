from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "stemma").rglob("*.py"))
CODES = {"pl", "de", "en", "nb", "nn", "no", "da", "fr", "es", "it", "ru", "uk", "sv", "nl", "ko"}
MAY_USE = {
    "model": {"model"},
    "errors": set(),
    "languages": {"model", "errors", "languages"},
    "intake": {"model", "errors", "intake"},
    "page": {"model", "errors", "languages", "page"},
    "names": {"model", "errors", "languages", "names"},
    "marks": {"model", "errors", "languages", "names", "marks"},
    "entities": {"model", "errors", "languages", "entities"},
    "stories": {"model", "errors", "languages", "stories"},
    "lineage": {"model", "errors", "languages", "lineage"},
    "show": {"model", "errors", "show"},
}
SEE_EVERYTHING = {"flow", "cli", "__init__"}
LONGEST_FILE, LONGEST_FUNCTION = 420, 62
ALLOWED_LETTERS = "ºª°"

each_file = pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))


def room(path: Path) -> str:
    """The first folder below `stemma`, or the module itself where it stands at the top."""
    return path.relative_to(ROOT / "stemma").parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Rooms of `stemma` that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = "." * node.level if node.level else ""
            assert not package, f"{path}: relative import; this project writes them in full"
            module = node.module or ""
            names = [f"stemma.{a.name}" for a in node.names] if module == "stemma" else [module]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "stemma":
                yield parts[1] if len(parts) > 1 else "__init__"


def test_every_room_is_known() -> None:
    assert {room(path) for path in FILES} == set(MAY_USE) | SEE_EVERYTHING


@each_file
def test_rooms_import_only_what_they_may(path: Path) -> None:
    mine = room(path)
    if mine not in SEE_EVERYTHING:
        assert set(imported(path)) <= MAY_USE[mine], f"{mine} may use {sorted(MAY_USE[mine])}"


def test_the_import_rule_itself_sees_imports() -> None:
    assert {"model", "languages", "marks", "page"} <= set(imported(ROOT / "stemma" / "flow.py"))


@each_file
def test_nothing_is_validated_by_assert(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Assert)] == []


@each_file
def test_no_language_code_is_asked_for_in_code(path: Path) -> None:
    assert list(language_tests(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_language_rule_itself_sees_comparisons() -> None:
    source = 'a == "de"\n"pl" in b\nb in ("nb", "nn")\nc.startswith("pl")\nmatch d:\n    case "da": pass\ne == "und"\n'
    assert sorted(language_tests(ast.parse(source))) == [1, 2, 3, 4, 6]


def language_tests(tree: ast.AST) -> Iterator[int]:
    """Lines that compare something with a language code, or ask whether something begins or ends with one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            operands = list(node.args) if node.func.attr in ("startswith", "endswith") else []
        elif isinstance(node, ast.MatchValue):
            operands = [node.value]
        else:
            continue
        inner = [leaf for o in operands for leaf in ast.walk(o)]
        if any(isinstance(leaf, ast.Constant) and leaf.value in CODES for leaf in inner):
            yield node.value.lineno if isinstance(node, ast.MatchValue) else node.lineno


@each_file
def test_no_foreign_words_stand_in_code(path: Path) -> None:
    assert list(foreign_words(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_word_rule_itself_sees_words() -> None:
    source = '"""Über."""\ndef f():\n    """ł"""\n    return "powiedział", f"{x} łódź", "„º°…", "год"\n'
    assert {word for _, word in foreign_words(ast.parse(source))} == {"powiedział", " łódź", "год"}


def foreign_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """String literals, docstrings apart, with letters beyond plain Latin."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = set()
    for node in ast.walk(tree):
        body = node.body if isinstance(node, documented) else []
        for statement in body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                docstrings.add(id(statement.value))
    for node in ast.walk(tree):
        is_word = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if is_word and any(is_foreign(c) for c in node.value):
            yield node.lineno, node.value


def is_foreign(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "L" and category != "Lm" and not character.isascii() and character not in ALLOWED_LETTERS


@each_file
def test_files_and_functions_fit_the_reader(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") < LONGEST_FILE, "split the file"
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 >= LONGEST_FUNCTION
    ]
    assert long == []
