#!/usr/bin/env bash
# What the tests want from Debian: Chromium without its windows, which is a third quicker, and ClamAV. Root installs it;
# others are told. CI must have it.
set -euo pipefail
missing=()
chromium=${BIMTEK_CHROMIUM:-$(ls /usr/bin/chromium{-headless-shell,,-browser} 2>/dev/null || true)}
[ -n "$chromium" ] || missing+=(chromium-headless-shell fonts-noto-core)
[ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests: ${missing[*]} ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null && exit 0
fi
echo "Some tests will be skipped. As root: apt-get install ${missing[*]}" >&2
[ "${CI:-}" != true ]
