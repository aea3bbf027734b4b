#!/usr/bin/env bash
# Tests that share nothing run in parallel, journeys too: each worker has systems of its own. Races have the machine
# to themselves.
set -euo pipefail
python=.venv/bin/python
$python -m pytest -m "not race and not browser and not drill" -n "${BIMTEK_TEST_WORKERS:-2}"
$python -m pytest -m "race and not drill" -n 0
$python -m pytest -m "browser and not race and not drill" -n "${BIMTEK_TEST_WORKERS:-2}"
