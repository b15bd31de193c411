PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test eval eval-sample tables clean

demo: $(VENV)/.demo ## install and read the examples
	$(BIN)/stemma dossier examples --json dossier/examples.json --html dossier/examples.html
	@echo
	@echo "The dossier: dossier/examples.html (open it in a browser) and dossier/examples.json"

test: $(VENV)/.dev ## install and run all checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

eval: $(VENV)/.dev ## measure on labelled data, all of it
	$(BIN)/python -m eval.run

eval-sample: $(VENV)/.dev ## measure on a fixed sample of it
	$(BIN)/python -m eval.run --sample

tables: $(VENV)/.dev ## compile the tables that ship with the package anew
	$(BIN)/python scripts/build_places.py
	$(BIN)/python scripts/build_forms.py
	$(BIN)/python -m scripts.build_small_words
	$(BIN)/python -m scripts.build_cldr
	$(BIN)/python -m scripts.build_moving_days

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@mkdir -p dossier
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@mkdir -p dossier
	@touch $@ $(VENV)/.demo

clean:
	rm -rf $(VENV) dossier build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
