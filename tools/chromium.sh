#!/usr/bin/env bash
# Debian's Chromium for the journeys. Root installs it; others are told. CI must have it.
set -euo pipefail
for path in "${BIMTEK_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser; do
  [ -n "$path" ] && [ -x "$path" ] && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null && exit 0
fi
echo "Chromium is missing: the browser tests will be skipped. As root: apt-get install chromium" >&2
[ "${CI:-}" != true ]
