#!/usr/bin/env bash
# The inner loop: what breaks most often, first. `make check` and `make test` hold the rest.
set -euo pipefail
bin=.venv/bin
$bin/ruff check --quiet .
$bin/lint-imports --no-cache >/dev/null || $bin/lint-imports --no-cache
$bin/python -m pytest -n "${BIMTEK_TEST_WORKERS:-2}" tests/architecture @tests/quick.txt
