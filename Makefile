# kamcareer. The two commands most people need: make run, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all:
# A test that waits for ever ends its worker and is named, instead of holding up the whole run without a word.
NO_ENDLESS := -o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true
ifdef PORT
export KAMCAREER_PORT := $(PORT)
endif
ifdef HOST
export KAMCAREER_HOST := $(HOST)
endif

.DEFAULT_GOAL := help

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: setup readable-settings ## Install what is missing, prepare the database and start (PORT=8123, HOST=0.0.0.0)
	@exec env MALLOC_ARENA_MAX=2 $(FLASK) serve

# Python says of such a file which byte it is, not which file.
readable-settings:
	@test ! -f .env || iconv -f UTF-8 -t UTF-8 .env >/dev/null 2>&1 || { echo ".env is not in UTF-8. Save it as UTF-8, or: iconv -f CP1251 -t UTF-8 .env"; exit 1; }

setup: $(VENV)/installed translations/ru/LC_MESSAGES/messages.mo ## Only install: .venv, libraries, translations

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kamcareer needs Python 3.11 or newer; choose one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing the libraries, once…"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing the libraries and the tools of the work, once…"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/installed

translations/%/LC_MESSAGES/messages.mo: translations/%/LC_MESSAGES/messages.po | $(VENV)/installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $*

dev: $(VENV)/installed-dev translations/ru/LC_MESSAGES/messages.mo ## Install also what the work on kamcareer needs

test: dev test-tools ## Run all tests, the browser ones included
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(NO_ENDLESS) $(ARGS)

test-postgresql: dev test-tools ## The tests of pages and commands, which run on SQLite elsewhere, on PostgreSQL
	@KAMCAREER_TEST_APP_ON=postgresql CI=true $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(NO_ENDLESS) tests/web tests/cli $(ARGS)

test-tools:
	@scripts/ensure_test_tools.sh

check: dev ## Format, lint, types, imports, templates, framework files, translations, migrations
	@$(BIN)/python scripts/check.py

format: dev ## Put code and templates in order
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/djlint --quiet --reformat templates || true

check-pages: dev test-tools ## Every page: axe, light and dark, 1440/390/320 px, keyboard, JavaScript off
	@KAMCAREER_ALL_PAGES=1 $(BIN)/python -m pytest tests/end_to_end/test_pages.py $(ARGS)

audit: dev ## Look for secrets in the files of the repository; the rest of the supply chain is part of check and test
	@$(BIN)/python scripts/find_secrets.py

sbom: dev ## Write build/sbom.cdx.json: every library with its version and hashes (CycloneDX)
	@mkdir -p build
	@$(BIN)/cyclonedx-py requirements requirements.txt --output-reproducible --of JSON -o build/sbom.cdx.json

seed-faults: dev ## Put faults of authorisation into a copy of the code, one at a time; all must be noticed (hours; ARGS="--sample 10")
	@$(BIN)/python scripts/seed_faults.py $(ARGS)

scan: dev ## Let wapiti loose on an installation with everything in it, as each role (ARGS="--wapiti PATH")
	@$(BIN)/python -m tests.scan $(ARGS)

fuzz: dev ## 100,000 mutated framework files, 500 made ones out and in, 20,000 forms with anything in them, 1,000 assessments of 50 steps
	@KAMCAREER_POSTS=20000 $(BIN)/python -m pytest tests/web/test_hostile_forms.py $(ARGS)
	@KAMCAREER_RUNS=1000 KAMCAREER_STEPS=50 $(BIN)/python -m pytest tests/web/test_assessment_machine.py $(ARGS)
	@KAMCAREER_MADE=500 $(BIN)/python -m pytest tests/core/case_package tests/core/framework/test_documents.py tests/exports/test_framework_xlsx.py $(ARGS)
	@KAMCAREER_MUTATIONS=100000 $(BIN)/python -m pytest tests/frameworks/test_mutations.py $(ARGS)

durability: dev test-tools ## Kill servers 25 times during 10,000 saves, cut the power 200 times, every old schema (half an hour; needs PostgreSQL)
	@test -n "$$KAMCAREER_TEST_POSTGRES_URL" || { echo "Half of it needs PostgreSQL: make durability KAMCAREER_TEST_POSTGRES_URL=postgresql://postgres@127.0.0.1/postgres"; exit 1; }
	@CI=true KAMCAREER_DURABILITY=1 KAMCAREER_SAVES=10000 KAMCAREER_KILLS=25 KAMCAREER_CUTS=200 KAMCAREER_CUT_SAVES=3000 \
	  KAMCAREER_WRITES=500 KAMCAREER_INTERLEAVINGS=1000 KAMCAREER_SCHEMAS=1000 KAMCAREER_UPGRADE_KILLS=25 \
	  KAMCAREER_DOWN=5 KAMCAREER_STALL=10 KAMCAREER_CUT_REPLIES=20 KAMCAREER_PEOPLE=8 KAMCAREER_ROUNDS=30 KAMCAREER_RELOADS=3 \
	  KAMCAREER_RESTARTS=5 KAMCAREER_ASKS=2400 KAMCAREER_BACKUP_POINTS=20 \
	  $(BIN)/python -m pytest -p no:randomly tests/durability tests/cli/test_backup.py $(ARGS)

soak: dev ## Two hours of mixed load: memory flat, no descriptor lost (ARGS="--minutes 10"; KAMCAREER_TEST_POSTGRES_URL for PostgreSQL)
	@$(BIN)/python bench/soak.py $(ARGS)

bench: dev ## Measure: ratios side by side in one run; a missed goal fails at the end and keeps nothing from being measured
	@failed=; for one in "run.py" "plan.py --write" "measurement.py" "calibration.py" "ranking.py --write" "vacancy.py" "people.py" \
	  "pool.py" "programme.py" "pages.py --write"; do \
	  $(BIN)/python bench/$$one || failed="$$failed $$one"; \
	done; test -z "$$failed" || { echo "A goal was missed, or nothing measured, by:$$failed"; exit 1; }

spark: ## Ask DuckDB and Spark the same questions about a snapshot, through Ibis; installs Spark in .venv-spark (1 GB; needs Java 17)
	@test -x .venv-spark/bin/python || $(PYTHON) -m venv .venv-spark
	@test .venv-spark/installed -nt requirements-spark.txt || \
	  { $(subst $(BIN),.venv-spark/bin,$(INSTALL)) --no-binary pyspark -r requirements-spark.txt && touch .venv-spark/installed; }
	@.venv-spark/bin/python bench/spark.py $(ARGS)

lock: $(VENV)/installed-dev ## Pin requirements*.txt anew from requirements*.in
	@for list in requirements requirements-dev requirements-spark; do \
	  $(BIN)/uv pip compile --quiet --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url $$list.in -o $$list.txt; done

translations: dev ## Collect the messages of code and templates into the catalogues
	@$(BIN)/pybabel --quiet extract -F babel.cfg -k _l -k Message --no-location --sort-output --project=kamcareer --copyright-holder="kamcareer contributors" -o translations/messages.pot .
	@$(BIN)/pybabel --quiet update --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date -i translations/messages.pot -d translations

.PHONY: help run readable-settings setup dev test test-postgresql test-tools check format check-pages audit sbom seed-faults scan fuzz durability soak bench spark lock translations
