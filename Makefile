# Every target does all its own set-up in .venv from nothing: Python 3.11 or later, make and git are enough.
# Without make, see "Without make" in docs/commands.md.

PYTHON ?= python3
BIN := .venv/bin

# The day the example is told on. Remove this line when the people in the files are real: then today is today.
TODAY := 2026-11-23

SNAPSHOTS = $(shell grep -l SnapshotAssertion tests/test_*.py)

DAY := $(if $(TODAY),--today $(TODAY))
MENTORSKAP := $(BIN)/mentorskap

.DEFAULT_GOAL := help
.PHONY: help run test laws coverage mutants lowest quick check golden reference words rule editor format clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## check everything, list what is due, count the pairings, build the pages and say where they are
	@verdict=0; for command in check "overdue --short" "status --short" site; do \
	  $(MENTORSKAP) $$command $(DAY) || verdict=$$?; echo; \
	done; exit $$verdict

GUARDS = $(BIN)/ruff check && $(BIN)/mypy && $(BIN)/lint-imports
PYTEST = $(BIN)/pytest -n auto --dist loadgroup
SHORT = $(PYTEST) -m "not laws and not wide" --snapshot-disable-unused
FIRST = $(PYTEST) -m "not laws"
SECOND = LAWS=1 $(PYTEST) -m "laws or hypothesis"

test: .venv/test.stamp ## run every guard and the tests, of long tables of examples a sample
	$(GUARDS)
	$(SHORT)

laws: .venv/test.stamp ## run the slow tests, and each law with many random examples
	$(SECOND)

coverage: .venv/test.stamp ## do the same as test with every example, and measure which lines and branches the tests reach
	$(GUARDS)
	$(FIRST) --cov --cov-report=term:skip-covered

mutants: .venv/test.stamp ## change a sample of the code and list the changes that no test notices (EACH=40 SEED=1 IN=model/kpi)
	$(BIN)/python scripts/dev/mutants.py $(if $(EACH),--each $(EACH)) $(if $(SEED),--seed $(SEED)) $(IN)

# Collecting every test costs more than running those of one name, so pytest gets the files that say the name.
NAMED = $(filter-out tests/test_browser.py,$(shell grep -liE -e "$(NAME)|$(subst -,_,$(NAME))" tests/test_*.py) \
  $(if $(wildcard tests/broken/$(NAME)),tests/test_rules.py))

quick: .venv/test.stamp ## in ten seconds: lint, the import contract and the tests of one name (NAME=mentor-has-room)
	$(BIN)/ruff check
	$(BIN)/lint-imports >/dev/null || $(BIN)/lint-imports
	$(BIN)/pytest -m "not laws" --ignore=tests/workflows --ignore=tests/test_browser.py $(NAMED) -k "$(NAME)"

LOWEST := build/lowest/bin/python

lowest: ## test with the lowest versions that pyproject.toml allows, in an environment of their own
	$(PYTHON) -m venv build/lowest
	$(LOWEST) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	$(LOWEST) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps -r requirements-lowest.txt
	PYTHONPATH=scripts $(LOWEST) -m pytest -n auto tests/test_source.py tests/test_schema.py tests/test_rules.py \
	  tests/test_agenda.py tests/test_letters.py tests/test_suggest.py tests/test_cli.py

check: .venv/run.stamp ## only check the files
	$(MENTORSKAP) check $(DAY)

golden: .venv/test.stamp reference ## accept what the program says now: snapshots, reference pages, the list of shipped pages
	$(BIN)/pytest --snapshot-update $(SNAPSHOTS)
	$(BIN)/python scripts/dev/shipped.py
	$(BIN)/python scripts/dev/released.py

reference: .venv/test.stamp ## write the handbook's reference pages anew, after a change of rules, messages, schemas or limits
	$(BIN)/python scripts/dev/reference.py
	$(BIN)/python scripts/dev/overview.py

words: .venv/run.stamp ## bring the Swedish catalogue up to date with the code, and list what waits for its Swedish
	$(BIN)/python scripts/dev/words.py

rule: .venv/run.stamp ## write the stubs of a new rule (NAME=mentor-has-a-hat IN=people) and say what to fill in
	$(BIN)/python scripts/dev/scaffold.py "$(NAME)" "$(IN)"

editor: ## build the browser editor into build/editor: the one target that needs Node, 20.19 or later
	mkdir -p build/editor-source
	cp scripts/dev/editor/.npmrc scripts/dev/editor/* build/editor-source
	cd build/editor-source && npm ci && npm run build

format: .venv/test.stamp ## mend what a machine can mend in the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## remove everything that was built
	rm -rf .venv build site .cache .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/run.stamp: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q scripts/mentorskap
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@
