#!/usr/bin/env bash
# Makes .venv from the lock file. Needs only Python 3.11 or newer; the installer itself comes by pip.
set -euo pipefail
python=${1:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Bimtek needs Python 3.11 or newer." >&2; exit 1; }
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Preparing .venv (first time: about a minute) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv==0.13.8'
# The installer does not read pip's settings: hand on a registry that this machine names for pip.
index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
[ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
export UV_SYSTEM_CERTS=true UV_LINK_MODE=${UV_LINK_MODE:-copy}
.venv/bin/uv pip install --quiet --python .venv --require-hashes -r requirements.lock
.venv/bin/uv pip install --quiet --python .venv --no-deps --editable .
