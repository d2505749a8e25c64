# Chores by name; CI calls exactly these. A fresh machine needs Python 3.11 or newer, pip and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo-out

.PHONY: demo test check fuzz bench eval corpus-check lock format clean

demo: $(VENV)/.run ## read a made-up year of mail from a real IMAP server, and report
	$(BIN)/goodterms demo --out $(OUT) $(ARGS)

test: $(VENV)/.dev ## all tests
	$(BIN)/pytest $(ARGS)

check: $(VENV)/.dev ## lint, format, types, layers, sizes, corpus
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/sizes.py
	$(BIN)/goodterms train --check

eval: $(VENV)/.dev ## the tone model on the measuring sets beside this folder
	$(BIN)/python tests/measure_tone.py

corpus-check: $(VENV)/.run ## schema, families and near-duplicates of the tone corpus
	$(BIN)/goodterms train --check

fuzz: $(VENV)/.dev ## broken mail, seeded, through everything that reads mail; ARGS="--seconds 60 --seed 1"
	$(BIN)/python tests/fuzz.py $(ARGS)

bench: $(VENV)/.dev ## speed, as ratios inside one run
	$(BIN)/python tests/bench.py $(ARGS)

format: $(VENV)/.dev ## format and sort imports
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev ## renew requirements/*.txt: names, versions and hashes, no addresses
	cd requirements && ../$(BIN)/pip-compile $(LOCK) -o run.txt ../pyproject.toml build.in
	cd requirements && ../$(BIN)/pip-compile $(LOCK) -o dev.txt ../pyproject.toml build.in dev.in

LOCK := --quiet --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --upgrade

$(VENV)/.run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed"; exit 1)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

clean: ## remove what these chores made
	rm -rf $(VENV) $(OUT) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
