from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import stemma

MODULES = ["stemma", *(m.name for m in pkgutil.walk_packages(stemma.__path__, "stemma."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples_in_docstrings() -> None:
    finder = doctest.DocTestFinder()
    examples = [t for name in MODULES for t in finder.find(importlib.import_module(name)) if t.examples]
    assert len(examples) >= 3
