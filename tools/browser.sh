#!/usr/bin/env bash
# Sees to it that there is a browser that starts: one that is here already, else Playwright's
# own, else one of the system's packages. Says what it does; exits 1 if there is none to be had.
# usage: tools/browser.sh BIN      BIN: the folder of the environment's commands
set -euo pipefail

bin=${1:?usage: tools/browser.sh BIN}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

found() {
  "$bin/python" - <<'EOP' 2>>"$log"
import sys
from harness.app.doctor import browser
seen = browser()
print(f"Browser: {seen.seen}")
sys.exit(not seen.ok)
EOP
}

try() {
  printf '\n$ %s\n' "$*" >>"$log"
  if command -v timeout >/dev/null; then
    timeout 600 "$@" >>"$log" 2>&1 </dev/null
  else
    "$@" >>"$log" 2>&1 </dev/null
  fi
}

# The download ends at once without a network, instead of after minutes.
from_playwright() {
  echo "No browser yet: asking Playwright for one"
  try env PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT=5000 \
    "$bin/playwright" install chromium-headless-shell
}

# Only root starts Chromium without its sandbox; others need the package of it.
sudo=
sandbox=
may_install() {
  command -v apt-get >/dev/null || return 1
  [[ $(id -u) == 0 ]] && return 0
  sudo="sudo -n"
  sandbox=chromium-sandbox
  command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

# $sudo and $sandbox are split into words, or into none.
from_system() {
  echo "Still no browser: asking the system's packages for $1"
  # shellcheck disable=SC2086
  try $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends "$1" fonts-dejavu-core $sandbox
}

if text=$(found); then
  echo "$text"
  exit 0
fi

if from_playwright && text=$(found); then
  echo "$text"
  exit 0
fi

if may_install; then
  # shellcheck disable=SC2086
  try $sudo apt-get update || true
  for package in chromium-headless-shell chromium; do
    if from_system "$package" && text=$(found); then
      echo "$text"
      exit 0
    fi
  done
fi

cat >&2 <<EOM
Expected a Chromium browser; seen: none on this machine, and none could be fetched:
$(sed -e '/^ *at /d' -e 's/^/  /' "$log" | tail -n 12)
Any of these will do; then make again:
  $bin/playwright install --with-deps chromium-headless-shell
  apt-get install chromium-headless-shell      (or chromium; as root)
  export CODES_PERDUS_BROWSER=/path/to/a/chromium/or/chrome
Without a browser, $bin/codes-perdus run --driver http works already.
EOM
exit 1
