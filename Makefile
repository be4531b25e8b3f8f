# Two commands do everything on a machine that has only Python 3.11, make and git:
# `make site` builds the studies, `make test` proves that it may be trusted.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/ready
# Twice quiet: errors still show, a machine's own index configuration does not.
PIP_INSTALL := -m pip install --quiet --quiet --disable-pip-version-check
# Empty for root; `false` where nobody can become root, so that the sentence after it is what one reads.
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || command -v sudo || echo false)
APT_GET := $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get -qq
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: help
help:  ## list the targets
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: site
site: $(READY)  ## build everything under studies/ into build/site/
	@$(BIN)/boussole build
	@echo "Open file://$(CURDIR)/build/site/index.html"

.PHONY: serve
serve: $(READY)  ## build, show in a browser, rebuild on every change
	@$(BIN)/boussole serve

.PHONY: test
test: browser lint  ## every test, linter, type and import contract, except `make long`
	$(PYTEST)

.PHONY: check
check: lint  ## the fast half of `make test`: no browser, no attack, no wheel
	$(PYTEST) -m "not long and not browser and not wheel" --ignore tests/site --ignore tests/attack

.PHONY: long
long: browser $(READY)  ## what takes minutes: simulations, fuzzing, reconstruction
	$(PYTEST) -m long

.PHONY: bench
bench: $(READY)  ## the benchmarks; they print ratios and assert nothing
	$(BIN)/python -m tests.bench

.PHONY: lint
lint: $(READY)  ## ruff, mypy and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(READY)  ## let ruff rewrite what it can
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: setup
setup: $(READY)  ## install everything into .venv

# A stamp: set-up runs again when what it installs has changed, and only then.
$(READY): pyproject.toml constraints.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Boussole needs Python 3.11 or later and \"$(PYTHON)\" is not one. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
	  || { $(APT_GET) update && $(APT_GET) install -y python3-venv; } >/dev/null \
	  || { echo "Python's venv module is missing. As root: apt-get install python3-venv"; exit 1; }
	@[ -x $(BIN)/pip ] || { echo "Setting up .venv (once, about a minute)"; "$(PYTHON)" -m venv .venv; }
	@$(BIN)/python $(PIP_INSTALL) -c constraints.txt hatchling
	@# Without isolation: pip would fetch an unpinned build backend for it.
	@$(BIN)/python $(PIP_INSTALL) -c constraints.txt --no-build-isolation --editable '.[test]'
	@touch $@

# The system's browser, never one that a test tool downloads for itself.
.PHONY: browser
browser:
	@for name in chromium chromium-browser google-chrome; do \
	  ! command -v $$name >/dev/null || exit 0; \
	done; \
	echo "No browser found: installing Debian's chromium for the tests"; \
	{ $(APT_GET) update && $(APT_GET) install -y chromium; } >/dev/null \
	  || { echo "The tests need a browser. As root: apt-get install chromium"; exit 1; }

.PHONY: constraints
constraints:  ## pin the newest versions that pyproject.toml admits into constraints.txt
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python .ci/pin.py > build/constraints/pins.txt
	mv build/constraints/pins.txt constraints.txt
	rm -rf build/constraints

.PHONY: clean
clean:  ## remove what was built and the tools' caches; keep .venv
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -path ./.venv -prune -o -name __pycache__ -prune -exec rm -rf {} +
