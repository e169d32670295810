# Two commands from a fresh clone: make run, make test. Both build their own environment in .venv.
PYTHON ?= python3
LANDING ?= var/sample/landing
HOME_DIR ?= var/sample/home
EVENTS ?= 10000000
BIN := .venv/bin
STAMP := .venv/.installed

export DAGSTER_DISABLE_TELEMETRY = 1
export DBT_SEND_ANONYMOUS_USAGE_STATS = false
export DO_NOT_TRACK = 1
export GX_ANALYTICS_ENABLED = false
export PYTHONUTF8 = 1

.PHONY: help run test lint bench dev status gaps clean

help:
	@echo "make run     make the sample landing zone, run the main job, say where the release lies"
	@echo "make test    lint and tests"
	@echo "make bench   measure on an invented log beside plain DuckDB and Polars; EVENTS=1000000 for a smaller one"
	@echo "make dev     open Dagster's UI on the sample's home"
	@echo "make status  what the sample's current release says;  make gaps  its gaps"
	@echo "make clean   remove the environment and everything the sample wrote"

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "Python's venv module is incomplete; on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

# The sample city stands in June 2022, the month of the office's plan: its release is the same on any day.
run: $(STAMP)
ifeq ($(LANDING),var/sample/landing)
	@$(BIN)/python -m sample.generate $(LANDING)
endif
	@$(BIN)/bizenv run --landing $(LANDING) --home $(HOME_DIR) --as-of 2022-06-22

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

test: $(STAMP) lint
	$(BIN)/python -m pytest

bench: $(STAMP)
	$(BIN)/python -m benchmarks.run --events $(EVENTS) --out benchmarks/results

dev: $(STAMP)
	@$(BIN)/bizenv dev --landing $(LANDING) --home $(HOME_DIR)

status gaps: $(STAMP)
	@$(BIN)/bizenv $@ --home $(HOME_DIR)

clean:
	rm -rf .venv var dbt/target dbt/logs
