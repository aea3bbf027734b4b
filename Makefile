# Bimtek: one command each. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
MODULES := node_modules/.package-lock.json

.PHONY: help run test check quick mutants fmt contract diagrams personal-data migrate demo codes drills bench lock debian screenshots clean
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE # processes that find compiled modules start twice as fast

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml tools/environment.sh
	@tools/environment.sh $(PYTHON)
	@touch $@

$(MODULES): package.json package-lock.json $(READY)
	@tools/modules.sh
	@touch $@

src/bimtek_web/static/manifest.json: $(MODULES) $(wildcard src/bimtek_web/assets/*/*) src/bimtek_web/build.py
	@$(BIN)/python -m bimtek_web.build node_modules
	@touch $@

src/bimtek_web/api/shapes.pyi: docs/openapi.json tools/shapes.py $(READY)
	@$(BIN)/python -m tools.shapes

ready: $(READY) src/bimtek_web/static/manifest.json src/bimtek_web/api/shapes.pyi

run: ready ## start everything: PostgreSQL, API, pages, worker (Ctrl-C stops it)
	@exec $(BIN)/bimtek up

test: ready debian check ## everything: lint, types, walls, API, pages, contract, journeys, races
	@tools/test.sh

check: ready ## lint, format, types, import walls
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ty check --quiet src
	@$(BIN)/lint-imports --no-cache

quick: ready ## the inner loop: lint, walls, architecture and one test of each room, under 90 seconds
	@tools/quick.sh

mutants: ready ## small lies about the rules, and which test notices; ONLY=programmes/budgets/service.py MINUTES=10
	@$(BIN)/python -m tools.mutants.run $(ONLY) $(MINUTES)

fmt: ready ## put the code into shape
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

contract: ready ## docs/openapi.json as the API is; refuses what would narrow v1
	@$(BIN)/python -m tools.contract
	@$(MAKE) --silent src/bimtek_web/api/shapes.pyi

diagrams: ready ## docs/states/ as the transition tables are, docs/messages.md as the table that sends
	@$(BIN)/python -m tools.diagrams
	@$(BIN)/python -m tools.messages

personal-data: ready ## docs/personal-data.md as the columns say
	@$(BIN)/python -m tools.personal_data

debian: ## what the tests want from Debian: Chromium and ClamAV
	@tools/debian.sh

migrate: ready ## bring the schema of BIMTEK_DATABASE_URL up to date
	@$(BIN)/bimtek migrate

demo: ready ## add demo data to BIMTEK_DATABASE_URL (needs BIMTEK_DEMO=1)
	@$(BIN)/bimtek demo

codes: ready ## the demo officers' one-time codes of this half minute
	@$(BIN)/bimtek codes

drills: ready ## what is too long for every run: new random questions as every role
	@$(BIN)/python -m pytest -m drill -n 0

bench: ready ## speed beside its floors; ONLY=P1 runs one
	@$(BIN)/python -m tests.bench $(ONLY)

screenshots: ready debian ## the pictures in docs/, from a running demo
	@$(BIN)/python -m tools.screenshots

lock: $(READY) ## renew requirements.lock and package-lock.json
	@$(BIN)/uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --upgrade pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -c requirements.lock pyproject.toml -o requirements.prod.lock
	@npm install --package-lock-only --no-audit --no-fund --silent

clean: ## remove what was built (not the data in var/)
	@rm -rf .venv node_modules src/bimtek_web/static src/bimtek_web/api/shapes.pyi
