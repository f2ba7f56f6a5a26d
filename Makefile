# Everything that a person or a machine does here, one line each. `make demo` and `make test`
# do all set-up by themselves on a fresh clone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo
# The order of the tests is that of their files; `make shuffled` draws one.
ORDER ?= -p no:randomly
# Each worker starts a Neo4j of its own; one server of yours is for one worker.
NEO4J_WORKERS := $(if $(NETGRAPH_NEO4J_URI),-n 0,-n 2 --dist loadfile)

.PHONY: help demo test shuffled check format lint types docs docs-check bench published neo4j neo4j-stop clean

help:  ## Say what can be made.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/installed  ## Write the invented demonstration case, its findings and its report.
	$(BIN)/netgraph demo $(DEMO)

test: $(VENV)/installed-test chromium compose  ## Run every test.
	$(BIN)/python -m pytest -q $(ORDER) -n 2 -m 'not neo4j'
	$(BIN)/python -m pytest -q $(ORDER) $(NEO4J_WORKERS) -m neo4j

shuffled:  ## Run every test in an order drawn anew, which is printed: none may rest on another.
	$(MAKE) test ORDER=

check: format lint types test docs-check  ## What is checked before a change is accepted.

format: $(VENV)/installed-test  ## Check the formatting.
	$(BIN)/ruff format --check .

lint: $(VENV)/installed-test  ## Check the style.
	$(BIN)/ruff check .

types: $(VENV)/installed-test  ## Check the types, strictly.
	$(BIN)/mypy

docs: $(VENV)/installed-test  ## Write the generated parts of the documentation again.
	$(BIN)/python -m cogapp -r docs/cli.md docs/vocabulary.md docs/findings.md docs/orders.md docs/questions.md cypher/README.md cypher/constraints.cypher cypher/cuckooed_address.cypher cypher/exploiter.cypher cypher/likely_victim.cypher
	$(BIN)/python docs/generated_files.py

docs-check: $(VENV)/installed-test  ## Check that the generated documentation is up to date.
	$(BIN)/python -m cogapp --check --diff docs/cli.md docs/vocabulary.md docs/findings.md docs/orders.md docs/questions.md cypher/README.md cypher/constraints.cypher cypher/cuckooed_address.cypher cypher/exploiter.cypher cypher/likely_victim.cypher
	$(BIN)/python docs/generated_files.py --check

bench: $(VENV)/installed-test  ## Measure accuracy and speed; results go to benchmarks/results.
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/published.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python -m benchmarks.matching

published: $(VENV)/installed-test  ## Reproduce the published figures from ../shared/data.
	$(BIN)/python benchmarks/published.py

neo4j: $(VENV)/installed  ## Start a Neo4j for development, and say where its Browser is.
	@if docker info >/dev/null 2>&1; then \
	  test -f .env || { echo "Put a password into .env: cp .env.example .env" >&2; exit 1; }; \
	  docker compose up --detach --wait && echo "Browser: http://localhost:7474/browser/"; \
	else $(BIN)/python tests/neo4j_server.py start; fi

neo4j-stop:  ## End the Neo4j that make neo4j started; what it holds stays.
	@if docker info >/dev/null 2>&1; then docker compose stop; \
	else $(PYTHON) tests/neo4j_server.py stop; fi

clean:  ## Remove what was made.
	rm -rf $(VENV) $(DEMO) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

# --- set-up --------------------------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "netgraph needs Python 3.11 or newer: install it, or say make PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@

# What the tests need of Debian is installed where that is allowed.
INSTALL := test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq

# The report's tests open it in a real browser.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || \
	  { $(INSTALL) chromium fonts-dejavu-core >/dev/null; } || \
	  { echo "The tests need Chromium: apt-get install chromium" >&2; exit 1; }

# Compose checks docker-compose.yml; it needs no engine for that.
.PHONY: compose
compose:
	@docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || \
	  { $(INSTALL) --no-install-recommends docker-compose >/dev/null; } || \
	  { echo "The tests need compose: apt-get install docker-compose" >&2; exit 1; }
