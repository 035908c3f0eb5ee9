# `make run` and `make test` need nothing but Python 3.11, pip and make.
PYTHON ?= python3
BIN := .venv/bin
UV := 0.13.9
PIP := $(PYTHON) -m pip --python $(BIN)/python --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --custom-compile-command "make lock"
ON_EVERY_CORE := --numprocesses auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder
SUDO := $(if $(filter-out 0,$(shell id -u)),sudo)
.DEFAULT_GOAL := help
.PHONY: help run test check fix migration lock pictures chromium

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/app  ## Run with demo data on http://127.0.0.1:5000 (PORT overrides)
	$(BIN)/counterclaim run --demo

test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/dev chromium  ## Run every test, on SQLite and on a throwaway PostgreSQL
	$(BIN)/pytest $(ON_EVERY_CORE)

check: .venv/dev  ## Lint, format, types, import rules
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

fix: .venv/dev  ## Let ruff repair and format
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

migration: .venv/dev  ## Write the next migration: make migration name="add stance"
	$(BIN)/alembic upgrade head && $(BIN)/alembic revision --autogenerate -m "$(name)"

lock: .venv/dev  ## Lock what pyproject.toml asks for; what is locked stays while it fits
	$(PIP) install uv==$(UV)
	$(LOCK) --extra postgresql -o requirements/app.txt
	$(LOCK) --extra dev -o requirements/dev.txt

chromium:
	@command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && \
	  $(SUDO) apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  { echo "The browser tests need Debian's package chromium: install it, then run make test again."; exit 1; }

pictures: .venv/dev chromium  ## Take the pictures of the documents anew
	@command -v pdftoppm >/dev/null || { echo "The printed page is drawn by Debian's package poppler-utils: install it."; exit 1; }
	$(BIN)/pytest -q tests/browser/take_pictures.py

.venv/bin/python:
	$(PYTHON) -m venv --without-pip .venv

.venv/app: .venv/bin/python pyproject.toml requirements/app.txt
	$(PIP) install --no-deps --require-hashes -r requirements/app.txt
	$(PIP) install --no-deps --editable .
	@touch $@

.venv/dev: .venv/app requirements/dev.txt
	$(PIP) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $@
