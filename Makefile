# What a person types here. `make` alone lists it. Only POSIX sh and Python ≥ 3.11 are needed beforehand.
PY := .venv/bin/python
PORT ?= 8501
HOST ?= 127.0.0.1
EDU_DATA ?= data/local
DATA ?= $(EDU_DATA)
# Two processes help on two cores; tests of one file stay in one process.
TEST_WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run browser test test-slow check fix bench docs lock wheelhouse

help:  ## this list
	@awk -F ":.*## " "/^[a-z-]+:.*## /{printf \"  make %-11s %s\\n\", \$$1, \$$2}" Makefile

setup:  ## make .venv and install the locked packages (PYTHON=… WHEELS=… possible)
	@sh deploy/setup.sh

setup-dev:
	@sh deploy/setup.sh dev

run: setup  ## serve the pages on http://localhost:8501 (PORT=… DATA=…); without data, the sample district first (SAMPLE=no: start empty)
	@$(PY) -m deploy.serve --data "$(DATA)" --port $(PORT) --host $(HOST) $(if $(filter no,$(SAMPLE)),--no-sample)

browser: setup-dev
	@$(PY) -m deploy.browser

test: setup-dev browser  ## everything but the slow tests, in a real browser too
	$(PY) -m pytest -m "not slow" -n $(TEST_WORKERS) --dist loadfile

test-slow: setup-dev browser  ## what takes long: kills, corpora, fuzzing (SLOW="tests/corpus …": only these)
	$(PY) -m pytest -m slow -n $(TEST_WORKERS) --dist load $(SLOW)

check: setup-dev  ## format, lint, types, and whether the generated pages of docs/ are up to date
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m docs.build --check

fix: setup-dev  ## format and mend what can be mended by itself
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: setup-dev  ## measure; prints ratios side by side
	$(PY) -m bench

docs: setup-dev  ## write docs/reference/ from the declarations
	$(PY) -m docs.build

lock: setup-dev  ## requirements*.in -> requirements*.txt with hashes
	$(PY) -m uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header \
		--no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(PY) -m uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header \
		--no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt

wheelhouse: setup  ## all packages as files, to carry to a machine without internet (FOR=win_amd64 PYVERSION=3.12: for another one)
	$(PY) -m deploy.wheelhouse $(if $(FOR),--platform $(FOR)) $(if $(PYVERSION),--python $(PYVERSION))
