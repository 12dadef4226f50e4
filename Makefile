# Everything a user needs: `make run` and `make test`. Both set up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run ui sql report test lint bench docs clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.synced ## Install everything into .venv (done by the others when needed)

# uv itself comes from PyPI into the same environment; --inexact keeps it there.
$(VENV)/.synced: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("lossledger needs Python 3.11 or newer; try: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV): installing the locked packages, some minutes the first time ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python cannot make an environment: on Debian and Ubuntu, apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	@UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --locked --inexact --quiet --python $(BIN)/python
	@touch $@

run: setup ## Fetch, read, check and release; prints the claims it found
	@$(BIN)/lossledger run

ui: setup ## The Dagster UI on http://127.0.0.1:3000, with schedule and sensor ticking
	@$(BIN)/lossledger ui

sql: setup ## A SQL shell on the current release, read-only
	@$(BIN)/lossledger sql

report: setup ## The current release as one HTML page
	@$(BIN)/lossledger report

test: setup ## Lint, types and all tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

lint: setup ## Formatting, lint and types only
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: setup ## Measure: make bench BENCH="extract FOLDER", "load FOLDER" or "warehouse"
	@$(BIN)/python -m pipelines.bench $(or $(BENCH),--help)

docs: setup ## Write the data dictionary anew from the table declarations
	@$(BIN)/lossledger docs

clean: ## Remove the environment (not the warehouse)
	rm -rf $(VENV)
