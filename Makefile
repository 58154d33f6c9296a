# make            the list of what there is
# make run        replays every documented path on the bundled reference, in a browser
# make test       the project's own tests
#
# Each does the set-up first if it is missing or out of date: an environment in .venv with
# exactly the versions of requirements.lock, and a browser.

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
PYTEST_ARGS ?= -n auto --dist worksteal
unexport PYTHONDONTWRITEBYTECODE # each program that a test starts would compile all modules anew

.PHONY: help setup run test fuzz differential mutants repeat lint format types lock reading crawlers peers clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

setup: $(VENV)/.browser  ## the environment in .venv and a browser; nothing if they are there

$(VENV)/.python: tools/venv.sh
	@tools/venv.sh $(VENV) $(PYTHON)
	@touch $@

$(VENV)/.locked: $(VENV)/.python requirements.lock
	@echo "Installing the locked libraries into $(VENV)"
	@$(PIP) install --no-compile --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q harness reference_impl scenarios
	@touch $@

$(VENV)/.browser: $(VENV)/.installed tools/browser.sh
	@tools/browser.sh $(BIN)
	@touch $@

run: setup  ## every documented path on the bundled reference, in a browser; options in ARGS="…"
	@$(BIN)/codes-perdus run $(ARGS)

test: setup  ## the project's own tests; options in PYTEST_ARGS="…"
	@$(BIN)/pytest $(PYTEST_ARGS)

differential: setup  ## our HTTP driver beside Chromium on N generated examples (5000), drawn anew; SEED=… repeats a run
	@$(BIN)/python -m tests.differential.run $(or $(N),5000)

mutants: setup  ## what the suite catches: every seeded defect and variation; options in ARGS="…"
	@$(BIN)/codes-perdus mutants $(ARGS)

fuzz: setup  ## the readers with generated input, bounded in time and memory; N examples each
	@FUZZ=$(or $(N),2000) $(BIN)/pytest -q -n 0 tests/fuzz

repeat: setup  ## the same run N times, a core kept busy: which verdicts differ; options of run in ARGS="…"
	@$(BIN)/python tools/repeat.py $(or $(N),20) --busy 1 $(ARGS)

lint: $(VENV)/.installed  ## what ruff finds
	@$(BIN)/ruff check .

format: $(VENV)/.installed  ## the code as ruff writes it
	@$(BIN)/ruff format .

types: $(VENV)/.installed  ## what pyrefly finds
	@$(BIN)/pyrefly check

lock:  ## requirements.lock anew from pyproject.toml (needs uv and a package index)
	@command -v uv >/dev/null || { echo "Expected uv on the PATH: pip install uv" >&2; exit 1; }
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --output-file requirements.lock --quiet

reading: $(VENV)/.installed  ## docs/READING.md and docs/PROFILES.md anew from the data
	@$(BIN)/python tools/reading.py > docs/READING.md
	@$(BIN)/python tools/profiles.py > docs/PROFILES.md

crawlers: $(VENV)/.installed  ## our crawl beside Scrapy and crawlee (in .bench; needs uv and a package index); options in ARGS="…"
	@test -x .bench/bin/python || uv venv -q .bench --python $(BIN)/python
	@uv pip install -q --python .bench/bin/python scrapy 'crawlee[parsel]'
	@$(BIN)/python -m benchmarks.crawlers $(ARGS)

peers: setup  ## forty walks by us, by pytest-playwright, by Playwright Test and by a probe (in .bench-peers; needs uv, npm where it is there); options in ARGS="…"
	@test -x .bench-peers/bin/python || uv venv -q .bench-peers --python $(BIN)/python
	@uv pip install -q --python .bench-peers/bin/python pytest-playwright pytest-xdist
	@! command -v npm >/dev/null || PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --prefix .bench-peers @playwright/test
	@$(BIN)/python -m benchmarks.peers $(ARGS)

clean:  ## removes the environment and the caches; keeps the runs
	@rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis dist
